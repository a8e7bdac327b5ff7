import type { ResultWords } from './finding-words.ts';

/** The sentences of the rules that only one type of recognition knows. */
export const TYPE_FINDING_WORDS = {
  'existing-permit-held': {
    met: { zh: '您持有《浙江省居住证》。', en: 'You hold a Zhejiang residence permit.' },
    'not-met': {
      zh: '没有查到您的《浙江省居住证》，可以改按居住登记时间申请。',
      en: 'No Zhejiang residence permit of yours is known; you may apply by time of registration instead.',
    },
    'cannot-tell': {
      zh: '还不能确定您持有哪一张《浙江省居住证》。',
      en: 'It is not certain yet which Zhejiang residence permit you hold.',
    },
  },
  'existing-permit-status': {
    met: { zh: '您的居住证处于有效状态。', en: 'Your permit is in force.' },
    'not-met': {
      zh: '您的居住证已经终止或者注销，可以改按居住登记时间申请。',
      en: 'Your permit has ended or was cancelled; you may apply by time of registration instead.',
    },
    'cannot-tell': {
      zh: '居住证的状态还需要核实；签注逾期的，补办签注后即可恢复。',
      en: 'Whether your permit is in force has still to be checked; a late endorsement restores it.',
    },
  },
  'existing-permit-issued-elsewhere': {
    met: {
      zh: '您的居住证由省内其他县（市、区）签发，可以互认。',
      en: 'Another county of Zhejiang issued your permit, so it can be recognised.',
    },
    'not-met': {
      zh: '您的居住证由本县或者省外签发，不适用互认。',
      en: 'Your permit was issued by this very county or outside Zhejiang; recognition is not for it.',
    },
    'cannot-tell': {
      zh: '还不知道您的居住证由哪里签发。',
      en: 'It is not known yet where your permit was issued.',
    },
  },
  'existing-permit-in-term': {
    met: { zh: '您的居住证在有效期内。', en: 'Your permit is within its term.' },
    'not-met': {
      zh: '您的居住证已过有效期，可以改按居住登记时间申请。',
      en: 'Your permit is past its term; you may apply by time of registration instead.',
    },
    'cannot-tell': {
      zh: '居住证是否在有效期内，需要人工核实。',
      en: 'Whether your permit is within its term has to be looked at by a person.',
    },
  },
  'registered-six-months': {
    met: {
      zh: '您在省内连续居住登记的时间已满足要求。',
      en: 'You have been registered in Zhejiang long enough without a break.',
    },
    'not-met': {
      zh: '您在省内连续居住登记的时间还不够，登记不中断，到期即符合。',
      en: 'You have not been registered in Zhejiang long enough yet; keep the registration and you will qualify.',
    },
    'cannot-tell': {
      zh: '连续居住登记的时间还不知道，或者中间有间断，需要人工核实。',
      en: 'How long you have been registered is not known yet, or there is a break that a person has to look at.',
    },
  },
} as const satisfies Record<string, ResultWords>;
