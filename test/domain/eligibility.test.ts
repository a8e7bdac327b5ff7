import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess, overallVerdict, qualifiesOverallOn } from '../../functions/domain/eligibility.ts';
import {
  day,
  factsWith,
  grounds,
  household,
  permit,
  permits,
  registered,
  rules,
  township,
} from './eligibility-builder.ts';

const COMMON_IDS = [
  'resident-regime',
  'floating-population',
  'applies-through-guardian',
  'agent-entitled',
  'ground-proved',
  'boxes-evidenced',
  'rented-house-safe',
  'registered-in-county',
  'address-as-registered',
];
const IDS = {
  EXISTING_PERMIT: [
    ...COMMON_IDS,
    'existing-permit-held',
    'existing-permit-status',
    'existing-permit-issued-elsewhere',
    'existing-permit-in-term',
  ],
  REGISTRATION_TIME: [...COMMON_IDS, 'registered-six-months'],
};

describe('an assessment', () => {
  it('finds everything met for a person with six months, a contract and a registration in force', () => {
    const findings = assess(factsWith(), rules, day);

    expect(findings.map(({ result }) => result)).toEqual(findings.map(() => 'met'));
    expect(overallVerdict(findings)).toBe('met');
  });

  it('finds a permit from another county enough, without six months', () => {
    const findings = assess(factsWith({ ...permit(), ...registered('331123 2026-11-20') }), rules, day);

    expect(overallVerdict(findings)).toBe('met');
  });

  it('cites the law always, and names a remedy exactly where a rule is not met', () => {
    const findings = assess(factsWith({ ...registered(), ...grounds({}) }), rules, day);

    expect(
      findings.every(({ article, anchor }) => article !== '' && anchor.startsWith('docs/rules.md#')),
    ).toBe(true);
    expect(findings.every(({ result, remedy }) => (result === 'met') === (remedy === undefined))).toBe(true);
  });

  it.each(['EXISTING_PERMIT', 'REGISTRATION_TIME'] as const)(
    'holds what is not known against nobody: %s',
    (recognitionType) => {
      const findings = assess({ recognitionType }, rules, day);

      expect(findings.map(({ result }) => result)).not.toContain('not-met');
      expect(overallVerdict(findings)).toBe('cannot-tell');
    },
  );

  it('tells the day on which waiting alone is enough', () => {
    const short = registered('331123 2026-06-30');

    const waiting = assess(factsWith(short), rules, day);
    const local = assess(factsWith({ ...short, ...household('331123') }), rules, day);

    expect(overallVerdict(waiting)).toBe('not-met');
    expect(qualifiesOverallOn(waiting)).toBe('2026-12-30');
    expect(qualifiesOverallOn(local)).toBeUndefined();
  });

  it('is not moved by findings that only warn', () => {
    const warning = grounds({
      'residence/RENTED_HOUSE.LEASE_CONTRACT': 'document',
      'residence/OTHER': 'none',
    });

    const findings = assess(factsWith({ ...warning, ...township('331123002') }), rules, day);

    const warned = findings.filter(({ result }) => result !== 'met').map(({ id }) => id);
    expect(warned).toEqual(['boxes-evidenced', 'rented-house-safe', 'address-as-registered']);
    expect(overallVerdict(findings)).toBe('met');
  });

  it('fails on one decisive rule although another cannot be told', () => {
    const findings = assess(
      factsWith({ ...household('331123'), ...permit({ status: 'UNKNOWN' }) }),
      rules,
      day,
    );

    expect(overallVerdict(findings)).toBe('not-met');
  });
});

describe('laws of an assessment', () => {
  it('no finding is ever dropped: the same type gives the same ids, whatever is known', () => {
    const maybe = <Value>(...values: Value[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
    const anything = fc.record({
      recognitionType: fc.constantFrom('EXISTING_PERMIT' as const, 'REGISTRATION_TIME' as const),
      origin: maybe(factsWith().origin),
      registeredResidenceDivision: maybe(
        household('331123').registeredResidenceDivision,
        household('330102').registeredResidenceDivision,
      ),
      birthDate: maybe(factsWith().birthDate),
      grounds: maybe(grounds({}).grounds, factsWith().grounds),
      registrations: maybe(registered().registrations, registered('331123 2020-01-01').registrations),
      existingPermits: maybe(permit().existingPermits, permits().existingPermits),
      talentOrInvestor: maybe({ evidence: 'none' as const }, { evidence: 'document' as const }),
      agent: maybe({ relationship: 'guardian' as const, complete: true }),
    });

    fc.assert(
      fc.property(anything, (facts) => {
        expect(assess(facts, rules, day).map(({ id }) => id)).toEqual(IDS[facts.recognitionType]);
      }),
    );
  });
});
