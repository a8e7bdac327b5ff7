import { describe, expect, it } from 'vitest';
import { PreCheck, prospectsOf } from '../../functions/domain/pre-check.ts';
import { day, rules } from './eligibility-builder.ts';

const sure = {
  origin: 'mainland',
  registeredResidenceDivision: '330102',
  birthDate: '1990-01-01',
  grounds: ['employment/LABOR_CONTRACT'],
  townshipCode: '331123001',
};
const since = (registeredOn: string, divisionCode = '331123') => ({
  registrations: [{ divisionCode, registeredOn, townshipCode: '331123001' }],
});
const permit = { existingPermits: [{ status: 'NORMAL', issuerDivision: '330604', issuedOn: '2022-03-01' }] };
const answers = (asked: object) =>
  prospectsOf(PreCheck.parse({ ...sure, ...asked }), rules, day).map(
    ({ recognitionType, verdict }) => `${recognitionType} ${verdict}`,
  );

describe('of the two ways to the permit, the more promising comes first', () => {
  it.each<readonly [about: string, asked: object, order: readonly string[]]>([
    [
      'a yes before a no',
      { ...since('2026-01-01'), existingPermits: [] },
      ['REGISTRATION_TIME met', 'EXISTING_PERMIT not-met'],
    ],
    [
      'a yes before what cannot be told',
      since('2026-01-01'),
      ['REGISTRATION_TIME met', 'EXISTING_PERMIT cannot-tell'],
    ],
    [
      'a yes before waiting',
      { ...since('2026-10-01'), ...permit },
      ['EXISTING_PERMIT met', 'REGISTRATION_TIME not-met'],
    ],
    [
      'what cannot be told before a no',
      { existingPermits: [] },
      ['REGISTRATION_TIME cannot-tell', 'EXISTING_PERMIT not-met'],
    ],
    [
      'waiting before what waiting does not mend',
      { ...since('2026-10-01'), existingPermits: [] },
      ['REGISTRATION_TIME not-met', 'EXISTING_PERMIT not-met'],
    ],
    [
      'waiting before a single fault that waiting does not mend',
      {
        ...since('2026-10-01'),
        existingPermits: [{ status: 'NORMAL', issuerDivision: '331123', issuedOn: '2022-03-01' }],
      },
      ['REGISTRATION_TIME not-met', 'EXISTING_PERMIT not-met'],
    ],
    [
      'fewer faults before more',
      { registrations: [], existingPermits: [] },
      ['REGISTRATION_TIME not-met', 'EXISTING_PERMIT not-met'],
    ],
    [
      'fewer faults before more, the other way round',
      { registrations: [], ...permit },
      ['EXISTING_PERMIT not-met', 'REGISTRATION_TIME not-met'],
    ],
  ])('%s', (_, asked, order) => {
    expect(answers(asked)).toEqual(order);
  });
});

describe('a bare answer', () => {
  const parse = (asked: object) => PreCheck.parse(asked);

  it('means the same as the long one', () => {
    expect(parse({ talentOrInvestor: true }).talentOrInvestor).toEqual({ evidence: 'claimed' });
    expect(parse({ talentOrInvestor: {} }).talentOrInvestor).toEqual({ evidence: 'claimed' });
    expect(parse({ talentOrInvestor: { evidence: 'document' } }).talentOrInvestor).toEqual({
      evidence: 'document',
    });
    expect(parse({ talentOrInvestor: false }).talentOrInvestor).toBeUndefined();
    expect(parse({ grounds: [{ box: 'employment/OTHER' }] }).grounds).toEqual([
      { box: 'employment/OTHER', evidence: 'claimed' },
    ]);
    expect(parse({ existingPermits: [{}] }).existingPermits?.value).toEqual([{ status: 'UNKNOWN' }]);
    expect(parse({ agent: { relationship: 'close-relative' } }).agent).toEqual({
      relationship: 'close-relative',
      complete: true,
    });
  });

  it.each([{ grounds: ['residence/OWNED_HOUSE'] }, { grounds: ['schooling/PRIMARY_SCHOOL'] }])(
    'takes %j',
    (asked) => {
      expect(PreCheck.safeParse(asked).success).toBe(true);
    },
  );

  it.each([
    { grounds: ['schooling/OWNED_HOUSE'] },
    { grounds: ['residence/PRIMARY_SCHOOL'] },
    { grounds: ['OWNED_HOUSE'] },
    { agent: { relationship: 'neighbour' } },
    { talentOrInvestor: { proof: 1 } },
  ])('does not take %j', (asked) => {
    expect(PreCheck.safeParse(asked).success).toBe(false);
  });
});
