import { describe, expect, it } from 'vitest';
import type { CaseFact } from '../../functions/domain/case-event.ts';
import { assess } from '../../functions/domain/eligibility.ts';
import { findingOf } from '../../functions/domain/finding.ts';
import { checkContent } from '../../functions/domain/material-content.ts';
import { overdueNoticeOf } from '../../functions/domain/overdue.ts';
import { GivenReason, Override, reasonDefects } from '../../functions/domain/refusal.ts';
import { judgeGap } from '../../functions/domain/registration-gap.ts';
import { CLOCK } from '../support/builders.ts';
import { anAct, aSubmission } from '../support/case-changes.ts';
import { day, factsWith, permits, rules } from './eligibility-builder.ts';
import { FESTIVALS } from './registration-histories.ts';

const { next: fresh } = aSubmission();

describe('a gap near a festival of which no notice is at hand', () => {
  it.each([
    ['ends on the first day it could be', '2026-12-20', '2027-01-20', 'unknown', 'review'],
    ['ends the day before', '2026-12-19', '2027-01-19', 'apart', 'breaks'],
    ['begins on the last day it could be', '2027-03-01', '2027-04-05', 'unknown', 'review'],
    ['begins the day after', '2027-03-02', '2027-04-06', 'apart', 'breaks'],
    ['lies in the year of a known one, apart from it', '2026-03-01', '2026-04-05', 'apart', 'breaks'],
    ['begins on the last day of a known one', '2026-02-23', '2026-03-30', 'overlaps', 'review'],
    ['is short', '2027-02-01', '2027-02-05', 'unknown', 'bridged'],
    ['is longer than a festival excuses', '2027-01-01', '2027-03-02', 'unknown', 'breaks'],
  ])('%s', (_, from, to, springFestival, verdict) => {
    expect(judgeGap(from, to, rules, FESTIVALS)).toMatchObject({ springFestival, verdict });
  });
});

describe('somebody with two permits', () => {
  const held = (
    status: 'NORMAL' | 'SUSPENDED' | 'UNKNOWN' | 'TERMINATED' | 'CANCELLED',
    issuerDivision = '330604',
  ) => ({
    status,
    issuerDivision,
    issuedOn: '2022-03-01',
  });
  const judged = (...value: Parameters<typeof permits>) =>
    assess(factsWith(permits(...value)), rules, day).find(({ id }) => id === 'existing-permit-status')?.facts[
      'status'
    ];

  it.each([
    ['NORMAL', 'SUSPENDED'],
    ['SUSPENDED', 'UNKNOWN'],
    ['UNKNOWN', 'TERMINATED'],
    ['TERMINATED', 'CANCELLED'],
  ] as const)('is judged by the better: %s before %s', (better, worse) => {
    expect(judged(held(better), held(worse))).toBe(better);
    expect(judged(held(worse), held(better))).toBe(better);
  });

  it('is judged by that of another county first', () => {
    expect(judged(held('NORMAL', '331123'), held('SUSPENDED'))).toBe('SUSPENDED');
  });

  it('is judged by the one that was named, whatever it is', () => {
    expect(judged(held('NORMAL'), { ...held('CANCELLED', '331123'), numberMatches: true })).toBe('CANCELLED');
  });
});

describe('another calendar', () => {
  const moved = (to: Extract<CaseFact, { type: 'clock-moved' }>['to']): CaseFact => ({
    type: 'clock-moved',
    from: {},
    to,
    editions: ['e'],
  });

  it('gives the record other dates, each in its place', () => {
    const correctBy = '2026-04-03T00:00:00.000+08:00';
    const acceptBy = '2026-03-11T00:00:00.000+08:00';

    expect(anAct(fresh, [moved({ acceptBy })]).next.acceptBy).toBe(acceptBy);
    expect(anAct(fresh, [moved({ correctBy })]).next).toMatchObject({ correctBy, acceptBy: fresh.acceptBy });
    expect(anAct(fresh, [moved({ correctBy })]).next.clock).toBeUndefined();
  });

  it('leaves when the case was accepted', () => {
    const dueAt = '2026-03-05T17:30:00.000+08:00';
    const { next } = anAct({ ...fresh, position: 'in-review', clock: CLOCK }, [moved({ dueAt })]);

    expect(next.clock).toEqual({ ...CLOCK, dueAt, editions: ['e'] });
    expect('dueAt' in next).toBe(false);
  });
});

describe('a reason', () => {
  const findings = [
    findingOf('floating-population', { result: 'not-met', facts: {}, source: 'none' }),
    findingOf('ground-proved', { result: 'met', facts: {}, source: 'none' }),
  ];
  const told = (...reasons: Parameters<typeof reasonDefects>[2]) =>
    reasonDefects('refusal', findings, reasons, []).map(({ pointer, code }) => `${pointer} ${code}`);

  it('names a finding that there is, and that it answers', () => {
    expect(told({ code: 'NOT_FLOATING_POPULATION', findingId: 'floating-population' })).toEqual([]);
    expect(told({ code: 'NOT_FLOATING_POPULATION', findingId: 'ground-proved' })).toEqual([
      '/reasons/0/findingId REASON_NOT_FOR_FINDING',
    ]);
    expect(told({ code: 'OTHER', note: '另行说明', findingId: 'floating-population' })).toEqual([]);
    expect(told({ code: 'OTHER', note: '另行说明', findingId: 'agent-entitled' })).toEqual([
      '/reasons/0/findingId REASON_NOT_FOR_FINDING',
    ]);
    expect(told({ code: 'OTHER' }, { code: 'OTHER', note: ' ' })).toEqual([
      '/reasons/0/note REASON_NOTE_REQUIRED',
      '/reasons/1/note REASON_NOTE_REQUIRED',
    ]);
  });

  it('is kept without the blanks around its words, and within its bounds', () => {
    const given = { code: 'OTHER', findingId: 'ground-proved', note: ' 另行说明 ' };

    expect(GivenReason.parse(given)).toEqual({ ...given, note: '另行说明' });
    expect(Override.parse({ findingId: 'x', reason: ' 已核实 ' }).reason).toBe('已核实');
    expect(Override.safeParse({ findingId: 'x', reason: ' ' }).success).toBe(false);
    expect(GivenReason.safeParse({ ...given, note: 'a'.repeat(501) }).success).toBe(false);
    expect(GivenReason.safeParse({ ...given, findingId: 'a'.repeat(61) }).success).toBe(false);
    expect(GivenReason.safeParse({ code: 'NO_SUCH_REASON' }).success).toBe(false);
  });
});

describe('who waits too long', () => {
  const late = { ...fresh, position: 'in-review', clock: CLOCK, overdueCode: 'ABSENCE' } as const;
  const now = '2026-03-06T00:00:00.000+08:00';

  it('is told since when and why, while it is open and afterwards', () => {
    const ended = { ...late, position: 'issued', issuedAt: now } as const;
    const given = {
      stage: 'review',
      outcome: 'endorse',
      comment: '',
      officer: 'li',
      at: now,
      reasons: [],
      overrides: [],
    } as const;

    expect(overdueNoticeOf(late, [], now)).toMatchObject({
      since: CLOCK.deadlineAt,
      words: { zh: '本件已超过法定办理期限，正在抓紧办理。' },
      reasons: [{ zh: '人员缺岗' }],
    });
    expect(overdueNoticeOf(ended, [], now)?.words.zh).toBe('本件超过了法定办理期限。');
    expect(overdueNoticeOf(late, [given, { ...given, lateReason: '停电' }], now)?.reasons).toEqual([
      { zh: '人员缺岗', en: 'Nobody was there' },
      { zh: '停电', en: '停电' },
    ]);
    expect(overdueNoticeOf(late, [], CLOCK.acceptedAt)).toBeUndefined();
    expect(overdueNoticeOf({ ...late, clock: undefined }, [], now)).toBeUndefined();
  });
});

describe('the end of a file', () => {
  const reasons = (bytes: readonly number[], contentType: string) =>
    checkContent(Uint8Array.from(bytes), { contentType, sizeBytes: bytes.length, sha256: '' });

  it('is whole only with its whole end mark', () => {
    const head = [0xff, 0xd8, 0xff];

    expect(reasons([...head, 0xff, 0xd9], 'image/jpeg')).not.toContain('MATERIAL_TRUNCATED');
    expect(reasons([...head, 0x00, 0xd9], 'image/jpeg')).toContain('MATERIAL_TRUNCATED');
    expect(reasons([...head, 0xff, 0x01], 'image/jpeg')).toContain('MATERIAL_TRUNCATED');
  });
});
