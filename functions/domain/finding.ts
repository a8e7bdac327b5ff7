import type { Facts, FactSource } from './facts.ts';
import type { Day } from './instant.ts';
import type { AssessmentDay, CountyRules } from './county-rules.ts';

/** What would turn a finding round; the page explains each in the reader's words. */
export type FindingRemedy =
  | 'USE_THE_ORDINARY_HOUSEHOLD_SERVICES'
  | 'USE_THE_REGIME_FOR_YOUR_DOCUMENT'
  | 'PROVE_ONE_GROUND'
  | 'ATTACH_THE_MISSING_MATERIALS'
  | 'HAVE_THE_HOUSE_CHECKED'
  | 'REGISTER_IN_COUNTY'
  | 'CORRECT_THE_ADDRESS'
  | 'APPLY_THROUGH_GUARDIAN'
  | 'APPLY_IN_PERSON'
  | 'COMPLETE_THE_AGENT'
  | 'APPLY_BY_REGISTRATION_TIME'
  | 'APPLY_BY_EXISTING_PERMIT'
  | 'RENEW_THE_ENDORSEMENT'
  | 'USE_CHANGE_OR_ENDORSEMENT'
  | 'WAIT_UNTIL_QUALIFIED'
  | 'GIVE_THE_FACT'
  | 'WAIT_FOR_A_HUMAN';

/** The law behind each rule: a citation for documents, and the place in the rule book. Ids are stable for ever. */
export const FINDING_RULES = {
  'resident-regime': {
    article: '《浙江省流动人口居住登记条例》第三十八条',
    anchor: 'docs/rules.md#resident-regime',
    decisive: true,
  },
  'floating-population': {
    article: '《浙江省流动人口居住登记条例》第二条第二款',
    anchor: 'docs/rules.md#floating-population',
    decisive: true,
  },
  'ground-proved': {
    article: '《浙江省流动人口居住登记条例》第十六条第一款；互认制度改革工作方案第三条',
    anchor: 'docs/rules.md#grounds',
    decisive: true,
  },
  'boxes-evidenced': {
    article: '《居住证暂行条例》第九条；《浙江省流动人口居住登记条例》第十七条',
    anchor: 'docs/rules.md#grounds',
    decisive: false,
  },
  'rented-house-safe': {
    article: '互认转换申请表（附件1）合法稳定住所栏',
    anchor: 'docs/rules.md#rented-house',
    decisive: false,
  },
  'registered-in-county': {
    article: '《浙江省流动人口居住登记条例》第七条',
    anchor: 'docs/rules.md#registered-in-county',
    decisive: true,
  },
  'address-as-registered': {
    article: '《浙江省流动人口居住登记条例》第十三条',
    anchor: 'docs/rules.md#registered-in-county',
    decisive: false,
  },
  'applies-through-guardian': {
    article: '《居住证暂行条例》第九条第二款；《浙江省流动人口居住登记条例》第七条',
    anchor: 'docs/rules.md#agents',
    decisive: true,
  },
  'agent-entitled': {
    article: '《居住证暂行条例》第九条第二款；《中华人民共和国个人信息保护法》第三十一条',
    anchor: 'docs/rules.md#agents',
    decisive: true,
  },
  'existing-permit-held': {
    article: '互认制度改革工作方案第三条第一项',
    anchor: 'docs/rules.md#existing-permit',
    decisive: true,
  },
  'existing-permit-status': {
    article: '《浙江省流动人口居住登记条例》第十九条；《居住证暂行条例》第十条',
    anchor: 'docs/rules.md#existing-permit',
    decisive: true,
  },
  'existing-permit-issued-elsewhere': {
    article: '互认制度改革工作方案第三条第一项；《浙江省流动人口居住登记条例》第十九条第三款',
    anchor: 'docs/rules.md#existing-permit',
    decisive: true,
  },
  'existing-permit-in-term': {
    article: '《居住证暂行条例》第二十三条；《浙江省流动人口居住登记条例》第三十九条',
    anchor: 'docs/rules.md#existing-permit',
    decisive: true,
  },
  'registered-six-months': {
    article: '互认制度改革工作方案第三条第二项；《浙江省流动人口居住登记条例》第十六条第二款',
    anchor: 'docs/rules.md#registration-chain',
    decisive: true,
  },
} as const;

export type FindingId = keyof typeof FINDING_RULES;
/** `cannot-tell`: a fact is missing; never held against the person. */
export type FindingResult = 'met' | 'not-met' | 'cannot-tell';
/** Plain values an officer may read; a list is one text per item. */
export type FactsSeen = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** One rule applied to one case. */
export interface Finding {
  readonly id: FindingId;
  readonly result: FindingResult;
  /** Whether the outcome of the case may turn on it; the others only warn the officer. */
  readonly decisive: boolean;
  readonly article: string;
  readonly anchor: string;
  readonly facts: FactsSeen;
  /** The weakest source the result rests on; `none` where nothing was known. */
  readonly source: FactSource | 'none';
  /** Absent when met. */
  readonly remedy?: FindingRemedy;
  /** First day on which it would be met, where time alone or a registration today brings that about. */
  readonly qualifiesOn?: Day;
}

/** A rule's answer before its law is put beside it. */
export type Answer = Pick<Finding, 'result' | 'facts' | 'source' | 'remedy' | 'qualifiesOn'>;

/** One rule: facts in, answer out. */
export type Rule = (facts: Facts, rules: CountyRules, day: AssessmentDay) => Answer;

/** The answer where a fact is not known: never against the person. */
export function notKnown(remedy: FindingRemedy = 'GIVE_THE_FACT', facts: FactsSeen = {}): Answer {
  return { result: 'cannot-tell', facts, source: 'none', remedy };
}

/** Puts the law beside an answer. */
export function findingOf(id: FindingId, answer: Answer): Finding {
  return { id, ...FINDING_RULES[id], ...answer };
}
