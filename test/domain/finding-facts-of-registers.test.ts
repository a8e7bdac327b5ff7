import { describe } from 'vitest';
import { boards, grounds, permit, permits, registered, township } from './eligibility-builder.ts';
import { judged } from './judged-findings.ts';

const NO_PERMIT = permits();

describe('what an officer reads beside a finding on the existing permit', () => {
  const none = { permits: 0 };
  const nothing = 'not-met provincial-registry APPLY_BY_REGISTRATION_TIME';
  judged('existing-permit-held', [
    ['held', permit(), 'met provincial-registry', { permits: 1 }],
    ['none', NO_PERMIT, nothing, none],
    [
      'of another number',
      permit({ numberMatches: false }),
      'cannot-tell provincial-registry WAIT_FOR_A_HUMAN',
      { permits: 1, numberMatches: false },
    ],
    ['not asked', { ...permit(), existingPermits: undefined }, 'cannot-tell none GIVE_THE_FACT', {}],
  ]);
  judged('existing-permit-status', [
    ['none', NO_PERMIT, nothing, none],
    [
      'suspended',
      permit({ status: 'SUSPENDED' }),
      'cannot-tell provincial-registry RENEW_THE_ENDORSEMENT',
      { status: 'SUSPENDED' },
    ],
    ['not asked', { ...permit(), existingPermits: undefined }, 'cannot-tell none GIVE_THE_FACT', {}],
  ]);
  judged('existing-permit-issued-elsewhere', [
    ['of Shangyu', permit(), 'met provincial-registry', { issuerDivision: '330604' }],
    [
      'of this county',
      permit({ issuerDivision: '331123' }),
      'not-met provincial-registry USE_CHANGE_OR_ENDORSEMENT',
      { issuerDivision: '331123' },
    ],
    ['of another province', permit({ issuerDivision: '310101' }), nothing, { issuerDivision: '310101' }],
  ]);
  judged('existing-permit-in-term', [
    ['of 2022', permit(), 'met provincial-registry', { longTerm: false, issuedOn: '2022-03-01' }],
    [
      'issued today',
      permit({ issuedOn: '2026-11-20' }),
      'met provincial-registry',
      { longTerm: false, issuedOn: '2026-11-20' },
    ],
    [
      'issued tomorrow',
      permit({ issuedOn: '2026-11-21' }),
      'cannot-tell provincial-registry WAIT_FOR_A_HUMAN',
      { longTerm: false, issuedOn: '2026-11-21' },
    ],
    [
      'of the earlier regime, in term',
      permit({ issuedOn: '2016-06-30', validUntil: '2026-11-20' }),
      'cannot-tell provincial-registry WAIT_FOR_A_HUMAN',
      { longTerm: false, issuedOn: '2016-06-30', validUntil: '2026-11-20' },
    ],
    [
      'past its term',
      permit({ validUntil: '2026-11-19' }),
      nothing,
      { longTerm: false, issuedOn: '2022-03-01', validUntil: '2026-11-19' },
    ],
    [
      'long-term',
      permit({ longTerm: true }),
      'cannot-tell provincial-registry WAIT_FOR_A_HUMAN',
      { longTerm: true, issuedOn: '2022-03-01' },
    ],
    [
      'of an unknown day',
      permit({ issuedOn: undefined }),
      'cannot-tell none WAIT_FOR_A_HUMAN',
      { longTerm: false },
    ],
  ]);
});

describe('what an officer reads beside a finding on the registration', () => {
  const here = 'provincial-registry';
  judged('registered-in-county', [
    ['registered', {}, `met ${here}`, { county: '331123', active: 1, rows: 1 }],
    [
      'elsewhere only',
      registered('330102 2025-01-01'),
      `not-met ${here} REGISTER_IN_COUNTY`,
      { county: '331123', active: 0, rows: 1 },
    ],
    [
      'a row of this county that ends before it begins',
      registered('331123 2026-05-20 2026-05-19'),
      `cannot-tell ${here} WAIT_FOR_A_HUMAN`,
      { county: '331123', active: 0, rows: 1, contradictory: true, boarding: false },
    ],
    [
      'a row of another county that ends before it begins',
      registered('330102 2026-05-20 2026-05-19'),
      `not-met ${here} REGISTER_IN_COUNTY`,
      { county: '331123', active: 0, rows: 1 },
    ],
    [
      'a pupil who boards',
      { ...registered(), ...grounds({ 'schooling/PRIMARY_SCHOOL': 'document' }), ...boards(true) },
      `cannot-tell ${here} WAIT_FOR_A_HUMAN`,
      { county: '331123', active: 0, rows: 0, contradictory: false, boarding: true },
    ],
    [
      'a pupil who does not board',
      { ...registered(), ...grounds({ 'schooling/PRIMARY_SCHOOL': 'document' }), ...boards(false) },
      `not-met ${here} REGISTER_IN_COUNTY`,
      { county: '331123', active: 0, rows: 0 },
    ],
    [
      'a worker who boards at no school',
      { ...registered(), ...boards(true) },
      `not-met ${here} REGISTER_IN_COUNTY`,
      { county: '331123', active: 0, rows: 0 },
    ],
  ]);
  judged('address-as-registered', [
    ['in the same township', {}, `met ${here}`, { form: '331123001', registered: ['331123001'] }],
    [
      'in another township',
      township('331123002'),
      `not-met ${here} CORRECT_THE_ADDRESS`,
      { form: '331123002', registered: ['331123001'] },
    ],
    [
      'of a row without township',
      registered('331123 2026-05-20'),
      'cannot-tell none REGISTER_IN_COUNTY',
      { form: '331123001', registered: [] },
    ],
  ]);
});
