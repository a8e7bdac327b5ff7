import type { FindingRemedy } from './finding.ts';
import type { Wording } from './wording.ts';

/** What a person can do about a finding, remedy by remedy. */
export const REMEDY_WORDS: Readonly<Record<FindingRemedy, Wording>> = {
  USE_THE_ORDINARY_HOUSEHOLD_SERVICES: {
    zh: '请向户籍窗口咨询户籍事项。',
    en: 'Ask the household register window; its services are for you.',
  },
  USE_THE_REGIME_FOR_YOUR_DOCUMENT: {
    zh: '请向出入境管理部门咨询您的证件适用的居住规定。',
    en: 'Ask the exit and entry administration what applies to your document.',
  },
  PROVE_ONE_GROUND: {
    zh: '请提交一项证明：劳动合同、社保、营业执照，租房合同、房产证明，或者学籍证明。',
    en: 'Hand in one proof: a labour contract, social insurance or a business licence; a lease or a title; or proof of enrolment.',
  },
  ATTACH_THE_MISSING_MATERIALS: {
    zh: '请为勾选的项目补充材料，或者取消勾选。',
    en: 'Add a paper for each ticked box, or untick it.',
  },
  HAVE_THE_HOUSE_CHECKED: {
    zh: '请提供出租房屋符合安全条件的证明，或者等待工作人员核实。',
    en: 'Show that the rented house is safe, or wait until an officer has checked.',
  },
  REGISTER_IN_COUNTY: {
    zh: '请先到居住地派出所或者在“浙里办”办理居住登记。',
    en: 'Register first, at the police station where you live or in Zheliban.',
  },
  CORRECT_THE_ADDRESS: {
    zh: '请更正住址；已经搬家的，先变更居住登记。',
    en: 'Correct the address; if you have moved, change the registration first.',
  },
  APPLY_THROUGH_GUARDIAN: {
    zh: '请由监护人登录代为申请，并提供双方身份信息。',
    en: 'Let the guardian sign in and apply, with the identity of both.',
  },
  APPLY_IN_PERSON: { zh: '请由本人申请。', en: 'Apply yourself.' },
  COMPLETE_THE_AGENT: {
    zh: '请补全代办人的姓名、公民身份号码、关系和手机号码。',
    en: 'Give the agent’s name, identity number, relationship and telephone.',
  },
  APPLY_BY_REGISTRATION_TIME: {
    zh: '可以改选“居住登记时间互认”申请。',
    en: 'Apply by time of registration instead.',
  },
  APPLY_BY_EXISTING_PERMIT: {
    zh: '可以改选“现有证件互认”申请。',
    en: 'Apply by your existing permit instead.',
  },
  RENEW_THE_ENDORSEMENT: {
    zh: '请先在签发地补办签注，签注免费。',
    en: 'Have the permit endorsed where it was issued; that is free.',
  },
  USE_CHANGE_OR_ENDORSEMENT: {
    zh: '本县签发的居住证请办理变更或者签注，无需互认。',
    en: 'A permit of this county is changed or endorsed; it need not be recognised.',
  },
  WAIT_UNTIL_QUALIFIED: {
    zh: '请保持居住登记不中断，到期后再申请；登录后可以设置到期短信提醒。',
    en: 'Keep the registration running and apply on that day; once signed in you can ask for an SMS that morning.',
  },
  GIVE_THE_FACT: { zh: '补充这一项后即可判断。', en: 'Tell us this, and it can be answered.' },
  WAIT_FOR_A_HUMAN: {
    zh: '可以申请，由工作人员核实后决定。',
    en: 'You may apply; an officer looks at it and decides.',
  },
};
