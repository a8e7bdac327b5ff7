import type { Finding, FindingId, FindingResult } from './finding.ts';
import { TYPE_FINDING_WORDS } from './finding-words-by-type.ts';
import { REMEDY_WORDS } from './remedy-words.ts';
import type { Wording } from './wording.ts';

/** A rule's three possible answers, each as one sentence that needs no knowledge of the law. */
export type ResultWords = Readonly<Record<FindingResult, Wording>>;

/** Rule by rule; `cannot-tell` never sounds like a no. */
const FINDING_WORDS: Readonly<Record<FindingId, ResultWords>> = {
  ...TYPE_FINDING_WORDS,
  'resident-regime': {
    met: {
      zh: '您使用居民身份证，适用居住证制度。',
      en: 'You hold a resident identity card, so this service is for you.',
    },
    'not-met': {
      zh: '港澳台居民和外国人适用其他证件制度，不办理本证。',
      en: 'Residents of Hong Kong, Macao and Taiwan and foreigners have documents of their own, not this one.',
    },
    'cannot-tell': {
      zh: '还不知道您使用哪种身份证件。',
      en: 'It is not known yet which identity document you hold.',
    },
  },
  'floating-population': {
    met: {
      zh: '您的户口不在本县，可以办理居住证。',
      en: 'Your household register is outside this county, as it must be.',
    },
    'not-met': {
      zh: '您的户口就在本县，本县居民不需要居住证。',
      en: 'Your household register is in this county; its own residents need no residence permit.',
    },
    'cannot-tell': {
      zh: '还不知道您的户口所在地。',
      en: 'It is not known yet where your household register is.',
    },
  },
  'applies-through-guardian': {
    met: { zh: '申请人可以按现在的方式提出申请。', en: 'The right person is making the application.' },
    'not-met': {
      zh: '未满16周岁的人须由监护人代为申请。',
      en: 'A guardian has to apply for anyone under sixteen.',
    },
    'cannot-tell': {
      zh: '还不知道申请人的年龄。',
      en: 'The age of the person is not known yet.',
    },
  },
  'agent-entitled': {
    met: {
      zh: '由本人申请，或者代办人符合规定。',
      en: 'You apply yourself, or whoever applies for you may do so.',
    },
    'not-met': {
      zh: '代办人的信息不完整，或者不属于可以代办的情形。',
      en: 'Something about the person who applies for you is missing, or this is no case for somebody else to apply.',
    },
    'cannot-tell': {
      zh: '能否由他人代办，还需要核实。',
      en: 'Whether somebody else may apply here has still to be checked.',
    },
  },
  'ground-proved': {
    met: {
      zh: '就业、住所、就读三项中至少有一项成立。',
      en: 'At least one of work, dwelling and school is shown; one is enough.',
    },
    'not-met': {
      zh: '就业、住所、就读三项中还没有一项得到证明，有一项即可。',
      en: 'None of work, dwelling and school is shown yet; one is enough.',
    },
    'cannot-tell': {
      zh: '还不知道您能提供就业、住所、就读中的哪一项证明。',
      en: 'It is not known yet which of work, dwelling and school you can prove.',
    },
  },
  'boxes-evidenced': {
    met: {
      zh: '勾选的每一项都有材料或者数据支持。',
      en: 'Every box you ticked has a paper or a record behind it.',
    },
    'not-met': {
      zh: '勾选的项目中有的还缺少材料。',
      en: 'Some of the boxes you ticked have no paper behind them yet.',
    },
    'cannot-tell': {
      zh: '还不知道您会勾选哪些项目。',
      en: 'It is not known yet which boxes you will tick.',
    },
  },
  'rented-house-safe': {
    met: { zh: '住所安全方面没有需要说明的事项。', en: 'Nothing is open about the safety of the dwelling.' },
    'not-met': { zh: '出租房屋不符合安全条件。', en: 'The rented house is not safe to live in.' },
    'cannot-tell': {
      zh: '出租房屋是否符合安全条件，还需要核实。',
      en: 'Whether the rented house is safe has still to be checked.',
    },
  },
  'registered-in-county': {
    met: { zh: '您目前在本县有居住登记。', en: 'You are registered as living in this county.' },
    'not-met': {
      zh: '您目前在本县没有居住登记，先登记即可，不影响以后申请。',
      en: 'You are not registered as living in this county now. Register first; you can apply afterwards.',
    },
    'cannot-tell': {
      zh: '还不知道您目前在本县是否有居住登记。',
      en: 'It is not known yet whether you are registered as living in this county.',
    },
  },
  'address-as-registered': {
    met: { zh: '填写的住址与居住登记一致。', en: 'The address is that of your registration.' },
    'not-met': {
      zh: '填写的住址与居住登记的乡镇（街道）不一致。',
      en: 'The address lies in another township than your registration.',
    },
    'cannot-tell': {
      zh: '住址是否与居住登记一致，还需要核对。',
      en: 'Whether the address is that of your registration has still to be compared.',
    },
  },
};

/** What a finding says to the person, and what would turn it round; `remedy` is null where nothing need be done. */
export interface FindingInWords extends Wording {
  readonly remedy: Wording | null;
}

/** A finding as one sentence in both languages, with its remedy. */
export function findingInWords({
  id,
  result,
  remedy,
}: Pick<Finding, 'id' | 'result' | 'remedy'>): FindingInWords {
  return { ...FINDING_WORDS[id][result], remedy: remedy ? REMEDY_WORDS[remedy] : null };
}

const VERDICT_WORDS: ResultWords = {
  met: {
    zh: '按您提供的情况，符合条件，可以申请。',
    en: 'By what you have told us you qualify and may apply.',
  },
  'not-met': {
    zh: '按您提供的情况，目前还有条件不符合，原因和办法见下。',
    en: 'By what you have told us something is still missing; see below what, and what to do about it.',
  },
  'cannot-tell': {
    zh: '目前没有不符合的条件，但有的情况还不知道或者需要人工核实；可以申请。',
    en: 'Nothing speaks against it, but something is not known or a person has to look at it. You may apply.',
  },
};

/** The overall answer as one sentence. */
export function verdictInWords(verdict: FindingResult): Wording {
  return VERDICT_WORDS[verdict];
}
