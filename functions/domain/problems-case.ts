import type { Wording } from './wording.ts';

/** Problems of a request as a whole: who asks, where the case stands, what is still missing. */
export const CASE_PROBLEMS = {
  MORE_DEFECTS: { zh: '另有{count}处错误未列出。', en: 'There are {count} more defects, not listed.' },
  FAULT: {
    zh: '系统暂时出现故障，您提交的内容未丢失，请稍后重试。',
    en: 'Something failed on our side; nothing you sent was lost. Try again later.',
  },
  TRY_LATER: { zh: '系统繁忙，请稍后重试。', en: 'The service is busy; try again a little later.' },
  PAYLOAD_TOO_LARGE: { zh: '提交的内容过大。', en: 'What was sent is too large.' },
  NOT_FOUND: {
    zh: '没有找到您要的内容，或者您无权查看。',
    en: 'There is no such thing, or it is not yours to see.',
  },
  NOT_SIGNED_IN: { zh: '请先登录。', en: 'Sign in first.' },
  SESSION_ENDED: {
    zh: '登录已失效，请重新登录；已保存的内容不会丢失。',
    en: 'The session has ended; sign in again. What was saved is kept.',
  },
  NOT_ALLOWED: { zh: '您没有办理此事项的权限。', en: 'Your role does not allow this.' },
  OWN_CASE: {
    zh: '不得办理本人或者本户成员的申请。',
    en: 'Nobody handles their own or their household’s case.',
  },
  SAME_PERSON: {
    zh: '受理、审核、审批须由不同人员办理，您已办理过本件的其他环节。',
    en: 'Acceptance, review and approval are given by different people; you have already given another opinion here.',
  },
  STALE_VERSION: {
    zh: '该申请已被更新，请刷新后再操作。',
    en: 'The case has changed since you read it; read it again.',
  },
  ACTION_NOT_ALLOWED: { zh: '申请目前的状态不允许此操作。', en: 'The case does not admit this now.' },
  CASE_STATE: { zh: '目前的状态：{stateZh}', en: 'Where it stands: {stateEn}' },
  CORRECTION_OVERDUE: {
    zh: '补正期限已过，本件因逾期未补正而终止；您可以随时重新申请。',
    en: 'The time to correct is over, and the case ends with it; you may apply again at any time.',
  },
  NOT_CLAIMED: { zh: '请先领取该任务再办理。', en: 'Claim the task before deciding it.' },
  CLAIMED_BY_OTHER: { zh: '该任务已由其他人员领取。', en: 'Somebody else has claimed this task.' },
  OPEN_APPLICATION_EXISTS: {
    zh: '您已有一件正在办理的申请，请勿重复提交。',
    en: 'There is an open application of this person already.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    zh: '同一幂等键用于了不同的内容。',
    en: 'The same Idempotency-Key came with another request.',
  },
  REQUEST_IN_PROGRESS: {
    zh: '相同的请求正在处理，请稍候。',
    en: 'The same request is being carried out; wait for its answer.',
  },
  DRAFT_MALFORMED: {
    zh: '所填内容有误，请按各项提示修改。',
    en: 'Some of what was filled in cannot be kept; see each item.',
  },
  MATERIAL_REFUSED: {
    zh: '该文件不能作为材料，请按提示更换。',
    en: 'This file cannot be taken as material; see why and replace it.',
  },
  CORRECTION_EXHAUSTED: {
    zh: '本件已受理或已补正过，不能再次要求补正。',
    en: 'Correction can be asked for only once, and not after acceptance.',
  },
  REASONS_INCOMPLETE: {
    zh: '理由必须一次性告知：请列明全部未通过的核查项，或者逐项说明不采用的原因。',
    en: 'All reasons are told at once: name every failed finding, or justify each one left out.',
  },
  LATE_REASON_REQUIRED: {
    zh: '已超过办理期限，必须说明超期原因。',
    en: 'The time limit has passed: the reason for the delay is compulsory.',
  },
  NOT_THE_SIGNED_IN_PERSON: {
    zh: '与登录的实名信息不一致：请填写本人信息，或者以监护人、近亲属身份代为申请。',
    en: 'This differs from the signed-in person: apply for yourself, or as guardian or close relative.',
  },
  REASON_MISSING: {
    zh: '核查未通过：{findingZh}请列明对应的理由（{reasonZh}），或者说明不采用的原因。',
    en: 'The finding {finding} failed ({findingEn}): name it ({reason}) or justify leaving it out.',
  },
  MATERIAL_INFECTED: {
    zh: '文件未通过安全检查，请更换文件。',
    en: 'The file did not pass the malware check; send another.',
  },
  CORRECTION_UNCHANGED: {
    zh: '告知需要补正的内容尚未修改或者更换，请处理后再提交。',
    en: 'Nothing has been changed yet of what was asked for; mend it and send again.',
  },
  FIELD_NOT_OPEN: {
    zh: '补正只能修改告知的内容，此项不在补正范围内。',
    en: 'A correction changes only what was asked for; this is not open.',
  },
  MATERIAL_NOT_OPEN: {
    zh: '补正只能更换告知的材料，此类材料不在补正范围内。',
    en: 'A correction changes only the papers that were asked for; these are not open.',
  },
  DRAFTS_TOO_MANY: {
    zh: '您已有{max}份未提交的申请（{drafts}），请继续填写其中一份。',
    en: 'You have {max} drafts already ({drafts}); go on with one of them.',
  },
  TOO_MANY_SUBMISSIONS: {
    zh: '您在24小时内已提交{max}次申请，请约{minutes}分钟后再提交。',
    en: 'You have submitted {max} times within 24 hours; submit again in about {minutes} minutes.',
  },
  MATERIAL_TOO_COMPLEX: {
    zh: 'PDF的内部结构过于复杂，无法检查，请另存为普通PDF或者上传图片。',
    en: 'The PDF is too complex inside to be checked: save it as a plain PDF, or upload an image.',
  },
  TOO_MANY_TRIES: {
    zh: '查询次数过多，请约{minutes}分钟后再试，或者登录后查看。',
    en: 'Too many tries; try again in about {minutes} minutes, or sign in.',
  },
  MESSAGES_REFUSED: {
    zh: '短信设置有误，请按各项提示修改。',
    en: 'The message settings cannot be kept so; see each item.',
  },
  MESSAGE_COMPULSORY: {
    zh: '此类短信告知重要事项，不能关闭；只能关闭“收到申请”和“受理”两类。',
    en: 'This message tells something important and cannot be switched off; only “received” and “accepted” can.',
  },
  ALREADY_RATED: { zh: '该申请已经评价过。', en: 'This application has been rated already.' },
  SECOND_LOOK_ASKED: {
    zh: '已经提出过异议，请等待答复。',
    en: 'You have asked for this already; wait for the answer.',
  },
  SECOND_LOOK_TOO_LATE: {
    zh: '已超过提出异议的60天期限；行政复议和行政诉讼的期限见告知书。',
    en: 'The 60 days for this are over; for the remedies in law see the notice.',
  },
  QUALIFIES_ALREADY: {
    zh: '按登记信息，您现在就可以申请，无需等待。',
    en: 'By the register there is nothing to wait for; you may apply now.',
  },
  NO_DAY_TO_WAIT_FOR: {
    zh: '目前不能按等待时间计算符合条件的日期，请先查看资格预检的结果。',
    en: 'Waiting alone does not lead to a day on which you qualify; see the pre-check for what else is needed.',
  },
  MALFORMED_JSON: { zh: '内容不是有效的JSON。', en: 'The body is not valid JSON.' },
  FIELD_REQUIRED: { zh: '此项必填。', en: 'This is required.' },
  FIELD_TYPE: {
    zh: '此项的类型不对，应为{expectedZh}。',
    en: 'This has the wrong type; {expected} is expected.',
  },
  FIELD_UNKNOWN: { zh: '不认识此项：{names}。', en: 'Unknown: {names}.' },
  FIELD_FORMAT: { zh: '此项的格式不对。', en: 'This has the wrong form.' },
  FIELD_VALUE: {
    zh: '此项的取值不在允许范围内，应为：{allowedZh}。',
    en: 'This is none of the allowed values: {allowed}.',
  },
  FIELD_HALF_CHARACTER: {
    zh: '此项含有不完整的字符（例如半个表情符号），请删除后重新填写。',
    en: 'This holds half a character, of an emoji for instance; delete it and type it again.',
  },
  FIELD_TOO_LONG: {
    zh: '此项过长或过大，最多{limit}。',
    en: 'This is too long or too large; at most {limit}.',
  },
  FIELD_TOO_SHORT: {
    zh: '此项过短或过小，至少{limit}。',
    en: 'This is too short or too small; at least {limit}.',
  },
} as const satisfies Record<string, Wording>;
