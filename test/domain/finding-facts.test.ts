import { describe } from 'vitest';
import { agent, born, frail, grounds } from './eligibility-builder.ts';
import { judged } from './judged-findings.ts';

const child = born('2010-11-21');

describe('what an officer reads beside a finding on the person', () => {
  judged('resident-regime', [
    ['of the mainland', {}, 'met sign-in', { origin: 'mainland' }],
    ['not known', { origin: undefined }, 'cannot-tell none GIVE_THE_FACT', {}],
  ]);
  judged('floating-population', [
    [
      'from Hangzhou',
      {},
      'met provincial-registry',
      { registeredResidenceDivision: '330102', county: '331123' },
    ],
    ['not known', { registeredResidenceDivision: undefined }, 'cannot-tell none GIVE_THE_FACT', {}],
  ]);
  judged('applies-through-guardian', [
    ['grown up', {}, 'met sign-in', { minor: false, agent: 'none' }],
    ['a child, alone', child, 'not-met sign-in APPLY_THROUGH_GUARDIAN', { minor: true, agent: 'none' }],
    [
      'a child with the guardian',
      { ...child, ...agent('guardian') },
      'met sign-in',
      { minor: true, agent: 'guardian' },
    ],
    ['of unknown age', { birthDate: undefined }, 'cannot-tell none GIVE_THE_FACT', {}],
  ]);
  judged('agent-entitled', [
    ['nobody else', {}, 'met applicant-claim', { agent: 'none' }],
    [
      'half named',
      agent('guardian', false),
      'not-met applicant-claim COMPLETE_THE_AGENT',
      { agent: 'guardian', complete: false },
    ],
    [
      'of unknown age',
      { ...agent('guardian'), birthDate: undefined },
      'cannot-tell none GIVE_THE_FACT',
      { agent: 'guardian', complete: true },
    ],
    [
      'the guardian of a child',
      { ...child, ...agent('guardian') },
      'met applicant-claim',
      { agent: 'guardian', complete: true },
    ],
    [
      'the aunt of a child',
      { ...child, ...agent('close-relative') },
      'not-met applicant-claim APPLY_THROUGH_GUARDIAN',
      { agent: 'close-relative', complete: true },
    ],
    [
      'sixteen today, not frail',
      { ...born('2010-11-20'), ...agent('guardian'), ...frail(false) },
      'not-met applicant-claim APPLY_IN_PERSON',
      { agent: 'guardian', complete: true, frail: false },
    ],
    [
      'frailty not said',
      agent('close-relative'),
      'cannot-tell none WAIT_FOR_A_HUMAN',
      { agent: 'close-relative', complete: true },
    ],
    [
      'frail',
      { ...agent('close-relative'), ...frail(true) },
      'met applicant-claim',
      { agent: 'close-relative', complete: true, frail: true },
    ],
  ]);
});

describe('what an officer reads beside a finding on the grounds', () => {
  const contract = 'employment/LABOR_CONTRACT';
  judged('ground-proved', [
    ['a contract', {}, 'met document', { boxes: [`${contract}: document`], talentOrInvestor: 'not-claimed' }],
    [
      'the best of two counts',
      grounds({ [contract]: 'claimed', 'schooling/PRIMARY_SCHOOL': 'data-sharing' }),
      'met provincial-registry',
      {
        boxes: [`${contract}: claimed`, 'schooling/PRIMARY_SCHOOL: data-sharing'],
        talentOrInvestor: 'not-claimed',
      },
    ],
    [
      'only claimed',
      grounds({ [contract]: 'claimed' }),
      'met applicant-claim',
      { boxes: [`${contract}: claimed`], talentOrInvestor: 'not-claimed' },
    ],
    [
      'nothing ticked',
      grounds({}),
      'not-met applicant-claim PROVE_ONE_GROUND',
      { boxes: [], talentOrInvestor: 'not-claimed' },
    ],
    [
      'a talent',
      { ...grounds({}), talentOrInvestor: { evidence: 'document' } },
      'cannot-tell applicant-claim WAIT_FOR_A_HUMAN',
      { boxes: [], talentOrInvestor: 'document' },
    ],
    ['not asked', { grounds: undefined }, 'cannot-tell none GIVE_THE_FACT', {}],
  ]);
  judged('boxes-evidenced', [
    ['nothing ticked', grounds({}), 'met none', { boxes: [], without: [] }],
    [
      'as weak as the weakest',
      grounds({ [contract]: 'data-sharing', 'residence/OWNED_HOUSE': 'claimed' }),
      'met applicant-claim',
      { boxes: [`${contract}: data-sharing`, 'residence/OWNED_HOUSE: claimed'], without: [] },
    ],
    [
      'one of two bare',
      grounds({ [contract]: 'document', 'residence/OWNED_HOUSE': 'none' }),
      'not-met applicant-claim ATTACH_THE_MISSING_MATERIALS',
      { boxes: [`${contract}: document`, 'residence/OWNED_HOUSE: none'], without: ['residence/OWNED_HOUSE'] },
    ],
    ['not asked', { grounds: undefined }, 'cannot-tell none GIVE_THE_FACT', {}],
  ]);
  judged('rented-house-safe', [
    ['not rented', {}, 'met applicant-claim', { rented: false, safety: 'not-ticked' }],
    [
      'safety not ticked',
      grounds({ 'residence/RENTED_HOUSE.OTHER': 'document' }),
      'cannot-tell applicant-claim HAVE_THE_HOUSE_CHECKED',
      { rented: true, safety: 'not-ticked' },
    ],
    [
      'safety ticked, no paper',
      grounds({ 'residence/RENTED_HOUSE.SAFETY_COMPLIANT': 'none' }),
      'cannot-tell applicant-claim HAVE_THE_HOUSE_CHECKED',
      { rented: true, safety: 'none' },
    ],
    [
      'safety proved',
      grounds({ 'residence/RENTED_HOUSE.SAFETY_COMPLIANT': 'document' }),
      'met document',
      { rented: true, safety: 'document' },
    ],
  ]);
});
