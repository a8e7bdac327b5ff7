import { describe, expect, it } from 'vitest';
import { assess, qualifiesOverallOn } from '../../functions/domain/eligibility.ts';
import { type Finding, findingOf } from '../../functions/domain/finding.ts';
import type { Facts } from '../../functions/domain/facts.ts';
import { day, factsWith, grounds, registered, rules } from './eligibility-builder.ts';

const find = (facts: Partial<Facts>) =>
  assess(factsWith(facts), rules, day).find(({ id }) => id === 'registered-six-months');
const talent = (evidence: 'document' | 'data-sharing' | 'claimed' | 'none') => ({
  talentOrInvestor: { evidence },
});

describe('what an officer reads of the months of registration', () => {
  it.each([
    ['document', 'document'],
    ['data-sharing', 'provincial-registry'],
    ['claimed', 'applicant-claim'],
  ] as const)('is the exemption of a talent by %s', (evidence, source) => {
    expect(find(talent(evidence))).toMatchObject({
      result: 'met',
      source,
      facts: { exempt: true, evidence },
    });
  });

  it('is the chain to the day of application', () => {
    expect(find({})?.facts).toStrictEqual({
      registeredToday: true,
      spanStart: '2026-05-20',
      reviewableStart: '2026-05-20',
      registeredDays: 184,
      gaps: [],
      ignored: 0,
    });
  });

  it('is each gap with its days and its verdict, and from when a human may pass it over', () => {
    const finding = find(registered('331123 2026-01-01 2026-06-30', '331123 2026-07-15'));

    expect(finding).toMatchObject({ result: 'cannot-tell', remedy: 'WAIT_FOR_A_HUMAN' });
    expect(finding?.facts).toStrictEqual({
      registeredToday: true,
      spanStart: '2026-07-15',
      reviewableStart: '2026-01-01',
      reviewableFrom: '2026-07-01',
      registeredDays: 128,
      gaps: ['2026-07-01..2026-07-14: 14, apart, review'],
      ignored: 0,
    });
  });

  it('is how many rows were left out', () => {
    const rows = ['310101 2020-01-01', '331123 2027-01-01', '331123 2026-05-20'];

    expect(find(registered(...rows))?.facts['ignored']).toBe(2);
  });

  it('has no first day where nobody is registered today', () => {
    const facts = find(registered('331123 2025-01-01 2026-11-18'))?.facts ?? {};

    expect('spanStart' in facts).toBe(false);
    expect('reviewableStart' in facts).toBe(false);
    expect(facts['registeredToday']).toBe(false);
  });

  it('counts a row of a single day as a row', () => {
    expect(find(registered('331123 2026-11-20 2026-11-20'))?.facts['ignored']).toBe(0);
  });

  it('is left to a human for a pupil of whom nothing was ever registered', () => {
    const pupil = grounds({
      'employment/LABOR_CONTRACT': 'document',
      'schooling/PRIMARY_SCHOOL': 'document',
    });

    expect(find({ ...registered(), ...pupil })?.result).toBe('cannot-tell');
    expect(find(registered())?.result).toBe('not-met');
  });
});

describe('the day on which time alone is enough', () => {
  const failed = (more: Partial<Finding>): Finding => ({
    ...findingOf('registered-six-months', { result: 'not-met', facts: {}, source: 'none' }),
    ...more,
  });
  const wait = (qualifiesOn: string) => failed({ remedy: 'WAIT_UNTIL_QUALIFIED', qualifiesOn });

  it.each<readonly [about: string, findings: readonly Finding[], on: string | undefined]>([
    ['is none where nothing failed', [], undefined],
    ['is that of the one that failed', [wait('2026-12-01')], '2026-12-01'],
    ['is the later of two', [wait('2026-12-01'), wait('2027-01-01')], '2027-01-01'],
    ['is the later of two, in any order', [wait('2027-01-01'), wait('2026-12-01')], '2027-01-01'],
    ['is none where something else must change too', [wait('2026-12-01'), failed({})], undefined],
    [
      'is none where registering is what helps',
      [failed({ remedy: 'REGISTER_IN_COUNTY', qualifiesOn: '2026-12-01' })],
      undefined,
    ],
    ['is none of a failure without a day', [failed({ remedy: 'WAIT_UNTIL_QUALIFIED' })], undefined],
    ['looks past what only warns', [wait('2026-12-01'), failed({ decisive: false })], '2026-12-01'],
  ])('%s', (_, findings, on) => {
    expect(qualifiesOverallOn(findings)).toBe(on);
  });
});
