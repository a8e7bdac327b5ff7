import { describe, expect, it } from 'vitest';
import { boardOf, urgencyOf } from '../../functions/domain/board.ts';
import type { CaseRecord } from '../../functions/domain/case-record.ts';
import { CLOCK } from '../support/builders.ts';
import { aSubmission } from '../support/case-changes.ts';

const at = (position: CaseRecord['position'], more: Partial<CaseRecord> = {}): CaseRecord => ({
  ...aSubmission().next,
  position,
  ...more,
});
const accepted = at('in-review', { clock: CLOCK });

describe('how a case stands with its time limits', () => {
  const none = { waiting: false, dueToday: false, atRisk: false, late: false };

  it.each([
    ['accepted, long before', accepted, '2026-03-03T12:00:00.000+08:00', none],
    [
      'on the last day, before the warning',
      accepted,
      '2026-03-04T08:29:59.999+08:00',
      { ...none, dueToday: true },
    ],
    [
      'from the warning on',
      accepted,
      '2026-03-04T08:30:00.000+08:00',
      { ...none, dueToday: true, atRisk: true },
    ],
    ['after the time limit', accepted, '2026-03-05T00:00:00.000+08:00', { ...none, late: true }],
    ['waiting', at('submitted'), '2026-03-09T23:59:59.999+08:00', { ...none, waiting: true }],
    [
      'waiting too long',
      at('submitted'),
      '2026-03-10T00:00:00.000+08:00',
      { ...none, waiting: true, late: true },
    ],
    [
      'without a calendar',
      at('in-review', { clock: { acceptedAt: CLOCK.acceptedAt, editions: [] }, acceptBy: undefined }),
      '2026-12-31T00:00:00.000+08:00',
      none,
    ],
  ])('%s', (_, record, now, urgency) => {
    expect(urgencyOf(record, now)).toEqual(urgency);
  });
});

describe('the board', () => {
  const now = '2026-03-04T12:00:00.000+08:00';
  const waiting = (submittedAt: string, office: string, claimedBy?: string) =>
    at('submitted', { submittedAt, office, claimedBy });

  it('counts the open cases by age, by officer with the heaviest load first, and by office', () => {
    const board = boardOf(
      [
        waiting('2026-03-04T08:00:00.000+08:00', 'miaogao', 'li'),
        waiting('2026-03-02T08:00:00.000+08:00', 'center', 'wang'),
        waiting('2026-03-02T17:00:00.000+08:00', 'dazhe', 'zhao'),
        waiting('2026-03-03T17:00:00.000+08:00', 'center'),
        { ...accepted, office: 'center', claimedBy: 'zhao' },
        at('issued', { claimedBy: 'li' }),
        at('awaiting-correction'),
      ],
      now,
    );

    expect(board.total).toEqual({ open: 5, waiting: 4, dueToday: 1, atRisk: 1, late: 0 });
    expect(board.waitingByDays).toEqual([
      { days: 2, cases: 2 },
      { days: 1, cases: 1 },
      { days: 0, cases: 1 },
    ]);
    expect(board.officers.map(({ officer, open }) => [officer, open])).toEqual([
      ['zhao', 2],
      ['li', 1],
      ['wang', 1],
    ]);
    expect(board.offices.map(({ office, open }) => [office, open])).toEqual([
      ['center', 3],
      ['dazhe', 1],
      ['miaogao', 1],
    ]);
  });
});
