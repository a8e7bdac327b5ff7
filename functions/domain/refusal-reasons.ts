import type { FindingId } from './finding.ts';
import type { Wording } from './wording.ts';

/** For what an officer may give a reason: ask for correction, not accept, or refuse (review's `reject` included). */
export type ReasonUse = 'correction' | 'non-acceptance' | 'refusal';

/** One reason of the catalogue. */
export interface Reason extends Wording {
  readonly uses: readonly ReasonUse[];
  /** Citation for the notice. */
  readonly article: string;
  /** The finding it answers; absent for what only a human sees. */
  readonly finding?: FindingId;
  /** Whether the officer must add words of their own. */
  readonly needsNote?: boolean;
}

const ZJ = '《浙江省流动人口居住登记条例》';
const D663 = '《居住证暂行条例》';
const PLAN = '本县《浙江省居住证》互认制度改革工作方案';
const EVERY: readonly ReasonUse[] = ['correction', 'non-acceptance', 'refusal'];
const FINAL: readonly ReasonUse[] = ['non-acceptance', 'refusal'];

/** Every reason there is, in the reader's words: what is wrong, then what to do. Codes are kept for ever. */
export const REASONS = {
  OUTSIDE_REGIME: {
    zh: '港澳台居民、外国人、无国籍人不适用本制度，请按国家有关规定办理相应证件。',
    en: 'Residents of Hong Kong, Macao and Taiwan, foreigners and stateless persons have their own rules; apply for the document those provide.',
    uses: FINAL,
    article: `${ZJ}第三十八条`,
    finding: 'resident-regime',
  },
  NOT_FLOATING_POPULATION: {
    zh: '常住户口在本县，不属于流动人口，无需办理居住证；户籍事项请向户籍窗口咨询。',
    en: 'The household register lies in this county, so no residence permit is needed; ask the household register window.',
    uses: FINAL,
    article: `${ZJ}第二条第二款`,
    finding: 'floating-population',
  },
  NO_GROUND_PROVED: {
    zh: '未能证明符合合法稳定就业、合法稳定住所、连续就读条件之一，请提交其中一项的证明材料。',
    en: 'None of employment, residence and schooling is proved; hand in proof of one of them.',
    uses: EVERY,
    article: `${ZJ}第十六条第一款；${PLAN}第三条`,
    finding: 'ground-proved',
  },
  MATERIALS_INCOMPLETE: {
    zh: '已勾选的项目缺少证明材料，请逐项补齐或者取消勾选。',
    en: 'Boxes that are ticked lack proof; supply each, or untick it.',
    uses: EVERY,
    article: `${D663}第九条；${ZJ}第十七条、第十八条`,
    finding: 'boxes-evidenced',
  },
  RENTED_HOUSE_UNSAFE: {
    zh: '出租房屋未能证明符合安全条件，请补充材料或者更换居住场所后申请。',
    en: 'The rented house is not shown to be safe; supply proof, or apply from another dwelling.',
    uses: ['correction', 'refusal'],
    article: '互认转换申请表（附件1）合法稳定住所栏',
    finding: 'rented-house-safe',
  },
  NOT_REGISTERED_IN_COUNTY: {
    zh: '申请时在本县没有有效的居住登记，请先到居住地派出所或者通过“浙里办”申报居住登记。',
    en: 'There is no residence registration in force in this county; register first, at the police station or in 浙里办.',
    uses: EVERY,
    article: `${ZJ}第七条`,
    finding: 'registered-in-county',
  },
  ADDRESS_NOT_AS_REGISTERED: {
    zh: '现居住住址与居住登记不一致，请更正住址或者变更居住登记。',
    en: 'The present address differs from the registration; correct one of them.',
    uses: EVERY,
    article: `${ZJ}第十三条`,
    finding: 'address-as-registered',
  },
  GUARDIAN_MUST_APPLY: {
    zh: '申请人未满16周岁，应当由监护人代为申请，请补充监护人信息和身份证件。',
    en: 'The applicant is under 16: a guardian applies; supply the guardian’s particulars and identity document.',
    uses: EVERY,
    article: `${D663}第九条第二款`,
    finding: 'applies-through-guardian',
  },
  AGENT_NOT_ENTITLED: {
    zh: '代办人资料不全或者不具备代办资格，请补齐资料，或者由本人（监护人、近亲属）申请。',
    en: 'The agent’s particulars are incomplete or the agent may not apply; complete them, or apply in person, through the guardian or a close relative.',
    uses: EVERY,
    article: `${D663}第九条第二款；《中华人民共和国个人信息保护法》第三十一条`,
    finding: 'agent-entitled',
  },
  NO_EXISTING_PERMIT: {
    zh: '未查到省内签发的《浙江省居住证》，请核对证件编号，或者改按居住登记时间互认申请。',
    en: 'No Zhejiang residence permit was found; check its number, or apply by time registered.',
    uses: EVERY,
    article: `${PLAN}第三条第一项`,
    finding: 'existing-permit-held',
  },
  EXISTING_PERMIT_NOT_IN_FORCE: {
    zh: '原居住证已终止、注销或者使用功能中止，请先补办签注，或者改按居住登记时间互认申请。',
    en: 'The existing permit is ended, cancelled or suspended; have it endorsed first, or apply by time registered.',
    uses: EVERY,
    article: `${ZJ}第十九条；${D663}第十条`,
    finding: 'existing-permit-status',
  },
  PERMIT_NOT_FROM_ELSEWHERE: {
    zh: '原居住证由本县签发或者不是浙江省签发，不属于互认转换；本县证件请办理变更或者签注。',
    en: 'The permit is this county’s own, or not of Zhejiang, so there is nothing to recognise; this county’s are changed or endorsed.',
    uses: FINAL,
    article: `${PLAN}第三条第一项；${ZJ}第十九条第三款`,
    finding: 'existing-permit-issued-elsewhere',
  },
  EXISTING_PERMIT_OUT_OF_TERM: {
    zh: '原居住证已超过有效期限，请改按居住登记时间互认申请。',
    en: 'The term of the existing permit is over; apply by time registered.',
    uses: EVERY,
    article: `${D663}第二十三条；${ZJ}第三十九条`,
    finding: 'existing-permit-in-term',
  },
  REGISTRATION_TOO_SHORT: {
    zh: '在浙江省范围内的居住登记未累计连续满六个月，请在满六个月之日起再申请。',
    en: 'Residence registration in Zhejiang has not yet run six months; apply from the day on which it has.',
    uses: EVERY,
    article: `${PLAN}第三条第二项；${ZJ}第十六条第二款`,
    finding: 'registered-six-months',
  },
  IDENTITY_NOT_CONFIRMED: {
    zh: '申请人或者代办人的身份未能核实，请持有效身份证件核对更正。',
    en: 'The identity of the applicant or agent could not be confirmed; correct it with a valid identity document.',
    uses: EVERY,
    article: `${ZJ}第十七条；${D663}第九条`,
  },
  PHOTO_UNSUITABLE: {
    zh: '相片不符合要求，请重新提交近期正面免冠相片。',
    en: 'The photo is unsuitable; supply a recent one from the front, without a hat.',
    uses: ['correction', 'non-acceptance'],
    article: `${ZJ}第十七条`,
  },
  MATERIAL_UNREADABLE: {
    zh: '材料不清晰或者不完整，请重新提交。',
    en: 'A document is unclear or incomplete; supply it again.',
    uses: ['correction', 'non-acceptance'],
    article: `${ZJ}第十八条`,
    needsNote: true,
  },
  FORM_INCORRECT: {
    zh: '申请表填写有误，请按所列内容更正。',
    en: 'The form has mistakes; correct what is listed.',
    uses: ['correction', 'non-acceptance'],
    article: '《中华人民共和国行政许可法》第三十二条',
    needsNote: true,
  },
  FALSE_MATERIALS: {
    zh: '提交的材料经核查不真实。',
    en: 'Documents that were handed in proved false.',
    uses: FINAL,
    article: `${ZJ}第三十六条；${D663}第十八条`,
    needsNote: true,
  },
  CORRECTION_REFUSED: {
    zh: '经一次性告知后拒不补正，不予受理；补齐后可以重新申请。',
    en: 'What was asked for once and in full was not supplied; a new application is possible once it is.',
    uses: ['non-acceptance'],
    article: '《中华人民共和国行政许可法》第三十二条',
  },
  NOT_OUR_COMPETENCE: {
    zh: '申请事项不属于本机关职权范围，请向所注明的机关申请。',
    en: 'This is not for this authority to decide; apply to the one named.',
    uses: ['non-acceptance'],
    article: '《中华人民共和国行政许可法》第三十二条第一款第二项',
    needsNote: true,
  },
  SECOND_APPLICATION: {
    zh: '已有一件在办的互认转换申请，请等待其办结，或者先撤回。',
    en: 'Another application is already open; wait for it, or withdraw it first.',
    uses: ['non-acceptance'],
    article: `${ZJ}第十八条`,
  },
  OTHER: {
    zh: '其他原因，见说明。',
    en: 'Another reason, as noted.',
    uses: EVERY,
    article: `${ZJ}第十八条`,
    needsNote: true,
  },
} as const satisfies Record<string, Reason>;

export type ReasonCode = keyof typeof REASONS;
