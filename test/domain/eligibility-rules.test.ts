import { describe, expect, it } from 'vitest';
import { assess } from '../../functions/domain/eligibility.ts';
import type { Facts } from '../../functions/domain/facts.ts';
import {
  agent,
  boards,
  born,
  day,
  factsWith,
  frail,
  grounds,
  household,
  permit,
  permits,
  registered,
  rules,
  township,
} from './eligibility-builder.ts';

/** Who, the verdict, what would mend it, and how the person differs from one who qualifies. */
type Example = readonly [who: string, verdict: string, facts: Partial<Facts>];

const child = born('2010-11-21');
const pupil = grounds({ 'schooling/SECONDARY_SCHOOL': 'document' });
const origin = (value: 'foreign' | 'hong-kong-macao-taiwan'): Partial<Facts> => ({
  origin: { value, source: 'sign-in' },
});
const talent = (evidence: 'document' | 'none'): Partial<Facts> => ({ talentOrInvestor: { evidence } });
const halfProved = grounds({ 'residence/OWNED_HOUSE': 'none', 'schooling/PRIMARY_SCHOOL': 'data-sharing' });

const EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  'resident-regime': [
    ['a Hong Kong resident', 'not-met USE_THE_REGIME_FOR_YOUR_DOCUMENT', origin('hong-kong-macao-taiwan')],
    ['a foreigner', 'not-met USE_THE_REGIME_FOR_YOUR_DOCUMENT', origin('foreign')],
  ],
  'floating-population': [
    ['household in Suichang', 'not-met USE_THE_ORDINARY_HOUSEHOLD_SERVICES', household('331123')],
    ['household in the same city', 'met', household('331102')],
    ['household in another province', 'met', household('520100')],
  ],
  'applies-through-guardian': [
    ['fifteen, alone', 'not-met APPLY_THROUGH_GUARDIAN', child],
    ['sixteen today, alone', 'met', born('2010-11-20')],
    ['fifteen, with the guardian', 'met', { ...child, ...agent('guardian') }],
    ['fifteen, with an aunt', 'not-met APPLY_THROUGH_GUARDIAN', { ...child, ...agent('close-relative') }],
  ],
  'agent-entitled': [
    ['nobody else applies', 'met', {}],
    ['a guardian half named', 'not-met COMPLETE_THE_AGENT', { ...child, ...agent('guardian', false) }],
    ['an aunt of a child', 'not-met APPLY_THROUGH_GUARDIAN', { ...child, ...agent('close-relative') }],
    ['a relative of a frail person', 'met', { ...frail(true), ...agent('close-relative') }],
    [
      'a relative of a hale person',
      'not-met APPLY_IN_PERSON',
      { ...frail(false), ...agent('close-relative') },
    ],
    ['frailty not said', 'cannot-tell WAIT_FOR_A_HUMAN', agent('close-relative')],
  ],
  'ground-proved': [
    ['no box ticked', 'not-met PROVE_ONE_GROUND', grounds({})],
    ['a box without proof', 'not-met PROVE_ONE_GROUND', grounds({ 'residence/OWNED_HOUSE': 'none' })],
    ['one of two boxes proved', 'met', halfProved],
    ['a box only claimed', 'met', grounds({ 'residence/OWNED_HOUSE': 'claimed' })],
    ['a talent without a ground', 'cannot-tell WAIT_FOR_A_HUMAN', { ...grounds({}), ...talent('document') }],
  ],
  'boxes-evidenced': [['one of two boxes proved', 'not-met ATTACH_THE_MISSING_MATERIALS', halfProved]],
  'rented-house-safe': [
    ['not rented', 'met', {}],
    [
      'safety not ticked',
      'cannot-tell HAVE_THE_HOUSE_CHECKED',
      grounds({ 'residence/RENTED_HOUSE.OTHER': 'document' }),
    ],
    ['safety proved', 'met', grounds({ 'residence/RENTED_HOUSE.SAFETY_COMPLIANT': 'data-sharing' })],
  ],
  'registered-in-county': [
    ['registered elsewhere only', 'not-met REGISTER_IN_COUNTY', registered('330102 2025-01-01')],
    ['ended yesterday', 'not-met REGISTER_IN_COUNTY', registered('331123 2025-01-01 2026-11-19')],
    ['ends today', 'met', registered('331123 2025-01-01 2026-11-20')],
    ['begins today', 'met', registered('331123 2026-11-20')],
    ['begins tomorrow', 'not-met REGISTER_IN_COUNTY', registered('331123 2026-11-21')],
    [
      'a row that contradicts itself',
      'cannot-tell WAIT_FOR_A_HUMAN',
      registered('331123 2026-11-01 2026-10-01'),
    ],
    ['a pupil without any row', 'cannot-tell WAIT_FOR_A_HUMAN', { ...pupil, ...registered() }],
    [
      'a pupil who lives at home',
      'not-met REGISTER_IN_COUNTY',
      { ...pupil, ...registered(), ...boards(false) },
    ],
  ],
  'address-as-registered': [
    ['another township than registered', 'not-met CORRECT_THE_ADDRESS', township('331123200')],
    ['a row without its township', 'cannot-tell REGISTER_IN_COUNTY', registered('331123 2025-01-01')],
  ],
  'registered-six-months': [
    ['a day short', 'not-met WAIT_UNTIL_QUALIFIED', registered('331123 2026-05-21')],
    [
      'a gap of 30',
      'cannot-tell WAIT_FOR_A_HUMAN',
      registered('330102 2025-06-01 2026-08-01', '331123 2026-09-01'),
    ],
    ['not registered any more', 'not-met REGISTER_IN_COUNTY', registered('330102 2025-06-01 2026-08-01')],
    ['a talent with proof, no rows', 'met', { ...registered(), ...talent('document') }],
    [
      'a talent without proof, no rows',
      'cannot-tell WAIT_FOR_A_HUMAN',
      { ...registered(), ...talent('none') },
    ],
    [
      'a boarder',
      'cannot-tell WAIT_FOR_A_HUMAN',
      { ...pupil, ...registered('331123 2026-10-20'), ...boards(true) },
    ],
    [
      'a pupil with a month of rows',
      'not-met WAIT_UNTIL_QUALIFIED',
      { ...pupil, ...registered('331123 2026-10-20') },
    ],
    [
      'contradictory rows',
      'cannot-tell WAIT_FOR_A_HUMAN',
      registered('331123 2026-10-20', '330102 2026-06-01 2026-01-01'),
    ],
  ],
  'existing-permit-held': [
    ['none found', 'not-met APPLY_BY_REGISTRATION_TIME', permits()],
    ['another number', 'cannot-tell WAIT_FOR_A_HUMAN', permit({ numberMatches: false })],
  ],
  'existing-permit-status': [
    ['normal', 'met', permit()],
    ['suspended', 'cannot-tell RENEW_THE_ENDORSEMENT', permit({ status: 'SUSPENDED' })],
    ['terminated', 'not-met APPLY_BY_REGISTRATION_TIME', permit({ status: 'TERMINATED' })],
    ['cancelled', 'not-met APPLY_BY_REGISTRATION_TIME', permit({ status: 'CANCELLED' })],
    ['unknown', 'cannot-tell WAIT_FOR_A_HUMAN', permit({ status: 'UNKNOWN' })],
  ],
  'existing-permit-issued-elsewhere': [
    ['by Suichang itself', 'not-met USE_CHANGE_OR_ENDORSEMENT', permit({ issuerDivision: '331123' })],
    ['by another county of Lishui', 'met', permit({ issuerDivision: '331102' })],
    ['in another province', 'not-met APPLY_BY_REGISTRATION_TIME', permit({ issuerDivision: '320100' })],
    ['by nobody known', 'cannot-tell GIVE_THE_FACT', permit({ issuerDivision: undefined })],
  ],
  'existing-permit-in-term': [
    ['last day of the earlier regime', 'cannot-tell WAIT_FOR_A_HUMAN', permit({ issuedOn: '2016-06-30' })],
    ['first day of the present one', 'met', permit({ issuedOn: '2016-07-01' })],
    ['a long-term card', 'cannot-tell WAIT_FOR_A_HUMAN', permit({ issuedOn: '2017-07-01', longTerm: true })],
    [
      'term over',
      'not-met APPLY_BY_REGISTRATION_TIME',
      permit({ issuedOn: '2014-05-01', validUntil: '2026-11-19' }),
    ],
    ['term ends today', 'met', permit({ validUntil: '2026-11-20' })],
    ['day of issue unknown', 'cannot-tell WAIT_FOR_A_HUMAN', permit({ issuedOn: undefined })],
  ],
};

describe.each(Object.entries(EXAMPLES))('the rule %s', (id, examples) => {
  it.each(examples)('%s: %s', (_, verdict, changes) => {
    const finding = assess(factsWith(changes), rules, day).find((one) => one.id === id);

    expect([finding?.result, finding?.remedy].filter(Boolean).join(' ')).toBe(verdict);
  });
});

describe('the permit that is judged', () => {
  it('is the one claimed, else the best one that this county did not issue', () => {
    const own = { status: 'NORMAL', issuerDivision: '331123', issuedOn: '2024-01-01' } as const;
    const old = { status: 'CANCELLED', issuerDivision: '330102', issuedOn: '2018-01-01' } as const;
    const good = { status: 'NORMAL', issuerDivision: '330604', issuedOn: '2022-01-01' } as const;
    const results = (facts: Partial<Facts>) =>
      assess(factsWith(facts), rules, day)
        .filter(({ id }) => id.startsWith('existing-permit'))
        .map(({ result }) => result);

    expect(results(permits(own, old, good))).toEqual(['met', 'met', 'met', 'met']);
    expect(results(permits(good, { ...old, numberMatches: true }))).toEqual(['met', 'not-met', 'met', 'met']);
  });
});
