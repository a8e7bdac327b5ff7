import type { Wording } from './wording.ts';

/** Problems of what only the office does: calendars, tasks, officers, searches, statistics. Part of `PROBLEMS`. */
export const OFFICE_PROBLEMS = {
  EDITION_IMPLAUSIBLE: {
    zh: '该版节假日安排不完整，暂不能载入，请对照国务院办公厅通知逐项核对。',
    en: 'The edition is not plausible and was not loaded; compare it with the notice, day by day.',
  },
  EDITION_FESTIVAL: {
    zh: '没有“{name}”的放假日。',
    en: 'There is no day off named {name}.',
  },
  CALENDAR_REPLACED: {
    zh: '{year}年的日历版本已被更新，请刷新后再操作。',
    en: 'Another edition of {year} was loaded since you read it; read the list again.',
  },
  EDITION_NO_DAY: { zh: '不是有效的日期（YYYY-MM-DD）。', en: 'There is no such day (YYYY-MM-DD).' },
  EDITION_DAY_OUTSIDE: {
    zh: '日期不在该年度及上一年12月之内。',
    en: 'The day lies outside this year and the December before.',
  },
  EDITION_DAY_TWICE: { zh: '该日期重复列出。', en: 'The day is listed twice.' },
  EDITION_MAKE_UP_DAY: {
    zh: '调休上班日应为星期六或者星期日。',
    en: 'A make-up working day falls on a Saturday or Sunday.',
  },
  REASSIGNMENT_REFUSED: {
    zh: '不能转交给该人员，请按提示另选。',
    en: 'The task cannot go to this officer; see why and choose another.',
  },
  STAFF_UNKNOWN: { zh: '没有这名在岗人员。', en: 'There is no such officer in service.' },
  SEARCH_TERM: {
    zh: '请输入完整的申请编号、证照标识、公民身份号码、手机号码或者姓名。',
    en: 'Give a whole application number, licence identifier, identity number, mobile number or name.',
  },
  STAFF_REFUSED: {
    zh: '人员信息有误，请按各项提示修改。',
    en: 'The entry of this officer cannot be kept so; see each item.',
  },
  STAFF_IDENTITY_TAKEN: { zh: '该人员已有在岗账号。', en: 'This person is in service under another entry.' },
  ROLES_NOT_TOGETHER: {
    zh: '审计、运维岗位不得兼任其他岗位。',
    en: 'Auditors and operators hold no other role.',
  },
  OFFICE_UNKNOWN: { zh: '没有这个受理点。', en: 'There is no such office.' },
  PERIOD: { zh: '起止日期有误，或者时间跨度过长。', en: 'The days are wrong, or the period is too long.' },
  OWN_STAFF_RECORD: {
    zh: '不得更改本人的岗位和权限。',
    en: 'Nobody changes their own roles.',
  },
  NOT_OVERDUE: { zh: '本件没有超期。', en: 'This case is not late.' },
} as const satisfies Record<string, Wording>;
