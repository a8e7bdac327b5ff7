import { CASE_PROBLEMS } from './problems-case.ts';
import { FORM_PROBLEMS } from './problems-form.ts';
import { OFFICE_PROBLEMS } from './problems-office.ts';
import type { Wording } from './wording.ts';

/**
 * Every problem a person can be told of: its words, in both languages. `{name}` is filled from the params.
 * The status each becomes over HTTP is chosen in `runtime/problem.ts`, by a total map.
 */
export const PROBLEMS = {
  ...CASE_PROBLEMS,
  ...FORM_PROBLEMS,
  ...OFFICE_PROBLEMS,
  MALFORMED: {
    zh: '提交的内容格式有误，请按各项提示修改后重新提交。',
    en: 'What was sent is malformed; mend each item and send it again.',
  },
  CALENDAR_NOT_PUBLISHED: {
    zh: '{year}年的节假日安排尚未发布，暂时无法计算办理期限。',
    en: 'The official calendar of {year} is not published yet, so the time limit cannot be computed.',
  },
  CITIZEN_ID_LENGTH: {
    zh: '公民身份号码应为18位，现为{length}位。',
    en: 'A citizen identity number has 18 characters; this one has {length}.',
  },
  CITIZEN_ID_CHARACTERS: {
    zh: '公民身份号码前17位应为数字，末位应为数字或X。',
    en: 'A citizen identity number is 17 digits and then a digit or X.',
  },
  CITIZEN_ID_PROVINCE: {
    zh: '公民身份号码前两位不是有效的省级代码，请核对。',
    en: 'The first two digits of the citizen identity number are no province; check them.',
  },
  CITIZEN_ID_BIRTH_DATE: {
    zh: '公民身份号码第7至14位不是有效的出生日期，请核对。',
    en: 'Digits 7 to 14 of the citizen identity number are no date of birth; check them.',
  },
  CITIZEN_ID_BIRTH_DATE_FUTURE: {
    zh: '公民身份号码中的出生日期晚于今天，请核对。',
    en: 'The date of birth in the citizen identity number lies in the future; check it.',
  },
  CITIZEN_ID_CHECK: {
    zh: '公民身份号码末位校验码不符，请逐位核对。',
    en: 'The last character of the citizen identity number does not fit the others; check each one.',
  },
  CITIZEN_ID_INVENTED: {
    zh: '此号码为系统测试专用，不属于任何人，请核对。',
    en: 'This number belongs to nobody: it is kept for the test of the service. Check it.',
  },
  NAME_REQUIRED: { zh: '请填写姓名。', en: 'Give the name.' },
  NAME_TOO_LONG: {
    zh: '姓名最多50个字，现为{length}个字。',
    en: 'A name has at most 50 characters; this one has {length}.',
  },
  NAME_CHARACTERS: {
    zh: '姓名只能由汉字和间隔号“·”组成，且以汉字开头和结尾。',
    en: 'A name is Han characters and the separator "·", beginning and ending with a Han character.',
  },
  NAME_PRIVATE_USE: {
    zh: '姓名中含有自造字，其他系统无法识别，请改用国家标准编码的汉字或到窗口办理。',
    en: 'The name holds a private-use character no other system can read: use the standard one, or come to the window.',
  },
  MOBILE_NUMBER: {
    zh: '手机号码应为11位，以13至19开头。',
    en: 'A mobile number has 11 digits and begins with 13 to 19.',
  },
  ETHNIC_GROUP: {
    zh: '民族不在国家标准（GB/T 3304）的56个民族之列，请重新选择。',
    en: 'The ethnic group is none of the 56 of the national standard (GB/T 3304); choose again.',
  },
  CREDIT_CODE: {
    zh: '统一社会信用代码不正确，请对照营业执照核对18位代码。',
    en: 'The unified social credit code is wrong; compare its 18 characters with the licence.',
  },
  LICENCE_IDENTIFIER: {
    zh: '电子证照标识不正确，请核对。',
    en: 'The identifier of the electronic licence is wrong; check it.',
  },
  APPLICATION_NUMBER: {
    zh: '申请编号不正确，请对照回执逐位核对。',
    en: 'The application number is wrong; compare each character with the receipt.',
  },
  SIGN_IN_REFUSED: {
    zh: '登录凭证无效或已过期，请重新登录。',
    en: 'The sign-in is not valid or has expired; sign in again.',
  },
  AUTH_LEVEL_TOO_LOW: {
    zh: '办理本事项须使用居民身份证完成实名认证，请先在“浙里办”完成实名认证后再登录。',
    en: 'This service asks for a real-name account on an identity card; verify it in Zheliban, then sign in again.',
  },
} as const satisfies Record<string, Wording>;

export type ProblemCode = keyof typeof PROBLEMS;
