import { describe, expect, it } from 'vitest';
import { BUNDLED_EDITIONS } from '../../functions/domain/bundled-calendar.ts';
import { makeCalendar, type CalendarEdition } from '../../functions/domain/calendar.ts';
import { clockMove, isProvisional } from '../../functions/domain/calendar-change.ts';
import { standingEditions } from '../../functions/domain/calendar-load.ts';
import type { CaseRecord } from '../../functions/domain/case-record.ts';
import { anAct, aSubmission, opinion } from '../support/case-changes.ts';

const HOURS = { opensAt: '08:30', closesAt: '17:30' };
const OLD = makeCalendar(BUNDLED_EDITIONS);
const NEWEST = BUNDLED_EDITIONS.at(-1);

function with2026(change: (edition: CalendarEdition) => CalendarEdition) {
  return makeCalendar(NEWEST ? [...BUNDLED_EDITIONS, change(NEWEST)] : []);
}
/** Tuesday, 3 March, off. */
const DAY_MORE = with2026((edition) => ({
  ...edition,
  offDays: [...edition.offDays, { date: '2026-03-03', name: '虚构假日' }],
}));
/** Saturday, 7 March, worked. */
const DAY_LESS = with2026((edition) => ({
  ...edition,
  makeUpWorkdays: [...edition.makeUpWorkdays, { date: '2026-03-07', name: '虚构假日' }],
}));

/** Received on Monday, 2 March 2026 at nine; accepted, where it is, at ten. */
function received(): CaseRecord {
  return aSubmission().next;
}
function accepted(): CaseRecord {
  const clock = {
    acceptedAt: '2026-03-02T10:00:00.000+08:00',
    warnAt: '2026-03-04T08:30:00.000+08:00',
    dueAt: '2026-03-04T17:30:00.000+08:00',
    deadlineAt: '2026-03-05T00:00:00.000+08:00',
    editions: [],
  };
  return anAct(received(), [
    { type: 'decided', stage: 'acceptance', outcome: 'accept', reasons: [], overrides: [], clock },
  ]).next;
}

describe('another calendar', () => {
  it('that says the same of the days moves nothing', () => {
    const moves = [received(), accepted()].map((record) => clockMove(record, OLD, HOURS));

    expect(moves).toEqual([undefined, undefined]);
  });

  it('with a day off more moves acceptance and time limit by one working day', () => {
    const moves = [received(), accepted()].map((record) => clockMove(record, DAY_MORE, HOURS));

    expect(moves).toMatchObject([
      {
        from: { acceptBy: '2026-03-10T00:00:00.000+08:00' },
        to: { acceptBy: '2026-03-11T00:00:00.000+08:00' },
      },
      {
        from: {
          warnAt: '2026-03-04T08:30:00.000+08:00',
          dueAt: '2026-03-04T17:30:00.000+08:00',
          deadlineAt: '2026-03-05T00:00:00.000+08:00',
        },
        to: {
          warnAt: '2026-03-05T08:30:00.000+08:00',
          dueAt: '2026-03-05T17:30:00.000+08:00',
          deadlineAt: '2026-03-06T00:00:00.000+08:00',
        },
      },
    ]);
  });

  it('with a day worked more brings the time to accept forward, and leaves what lies before it', () => {
    const moves = [received(), accepted()].map((record) => clockMove(record, DAY_LESS, HOURS));

    expect(moves[0]?.to).toEqual({ acceptBy: '2026-03-08T00:00:00.000+08:00' });
    expect(moves[1]).toBeUndefined();
  });

  it('that ends too early takes no known date away', () => {
    const nothing = makeCalendar([]);

    const moves = [received(), accepted()].map((record) => clockMove(record, nothing, HOURS));

    expect(moves).toEqual([undefined, undefined]);
  });

  it('moves nothing of a case that has ended', () => {
    const { next } = anAct(received(), [opinion('acceptance', 'refuse-to-accept')]);

    const move = clockMove(next, DAY_MORE, HOURS);

    expect(move).toBeUndefined();
  });
});

describe('a case', () => {
  it.each([
    ['waits for its acceptance with a date', received(), false],
    ['waits for its acceptance without one', { ...received(), acceptBy: undefined }, true],
    ['is accepted with its dates', accepted(), false],
    [
      'is accepted without them',
      { ...accepted(), clock: { acceptedAt: '2026-12-30T09:00:00.000+08:00', editions: [] } },
      true,
    ],
    ['has ended', { ...received(), acceptBy: undefined, position: 'withdrawn' as const }, false],
  ])('that %s is provisional: %s', (_which, record, expected) => {
    const provisional = isProvisional(record);

    expect(provisional).toBe(expected);
  });
});

describe('the editions that stand', () => {
  it('are one for each year: the last load, else the release’s', () => {
    const [first] = BUNDLED_EDITIONS;
    if (!first || !NEWEST) throw new Error('The release has editions');
    const load = (edition: CalendarEdition, sha256: string) => ({
      edition,
      sha256,
      loadedAt: '2026-12-01T09:00:00.000+08:00',
      loadedBy: 'operator-1',
    });
    const loads = [load(NEWEST, 'one'), load({ ...NEWEST, year: 2027 }, 'two'), load(NEWEST, 'three')];

    const standing = standingEditions([NEWEST, first], loads);

    expect(standing.map(({ edition, sha256 }) => [edition.year, sha256])).toEqual([
      [2023, expect.stringMatching(/^[0-9a-f]{64}$/u)],
      [2026, 'three'],
      [2027, 'two'],
    ]);
    expect(standing[0]?.load).toBeUndefined();
  });
});
