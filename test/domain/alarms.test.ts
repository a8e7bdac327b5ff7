import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alarmsDue, alarmsOf, nextAlarm, type AlarmInput } from '../../functions/domain/alarms.ts';
import { BUNDLED_EDITIONS } from '../../functions/domain/bundled-calendar.ts';
import { makeCalendar } from '../../functions/domain/calendar.ts';
import { toInstant, toMillis } from '../../functions/domain/instant.ts';

const calendar = makeCalendar(BUNDLED_EDITIONS);
const office = { opensAt: '08:30', closesAt: '17:30' };
const at = (text: string) => `${text}:00.000+08:00`;
const received = (text: string): AlarmInput => ({ stage: 'acceptance', receivedAt: at(text) });
const accepted = (text: string): AlarmInput => ({ stage: 'review', acceptedAt: at(text) });

describe('the alarms of a case', () => {
  it('nobody has accepted yet are the closes of working days 1, 3 and 4 and the end of day 5', () => {
    const alarms = alarmsOf(received('2026-09-17T10:00'), calendar, office);

    expect(alarms).toEqual([
      { kind: 'accept-reminder-1', at: at('2026-09-18T17:30') },
      { kind: 'accept-reminder-3', at: at('2026-09-21T17:30') },
      { kind: 'accept-reminder-4', at: at('2026-09-22T17:30') },
      { kind: 'accept-lapsed', at: at('2026-09-24T00:00') },
    ]);
  });

  it.each(['acceptance', 'review', 'approval'] as const)(
    'once accepted are those of the deadline, in %s too',
    (stage) => {
      const alarms = alarmsOf({ stage, acceptedAt: at('2026-02-14T09:00') }, calendar, office);

      expect(alarms).toEqual([
        { kind: 'warning', at: at('2026-02-25T08:30') },
        { kind: 'due', at: at('2026-02-25T17:30') },
        { kind: 'breach', at: at('2026-02-26T00:00') },
      ]);
    },
  );

  it('end where the calendar ends', () => {
    const alarms = alarmsOf(received('2026-12-29T09:00'), calendar, office);

    expect(alarms).toEqual([{ kind: 'accept-reminder-1', at: at('2026-12-30T17:30') }]);
  });
});

describe('the next alarm', () => {
  it.each([
    ['2026-02-13T10:00', 'warning', '2026-02-24T08:30'],
    ['2026-02-24T08:29', 'warning', '2026-02-24T08:30'],
    ['2026-02-24T08:30', 'due', '2026-02-24T17:30'],
    ['2026-02-24T17:30', 'breach', '2026-02-25T00:00'],
    ['2026-02-25T00:00', 'overdue-reminder', '2026-02-25T08:30'],
    ['2026-02-25T08:30', 'overdue-reminder', '2026-02-26T08:30'],
    ['2026-02-27T09:00', 'overdue-reminder', '2026-02-28T08:30'],
    ['2026-02-28T09:00', 'overdue-reminder', '2026-03-02T08:30'],
    ['2026-09-30T18:00', 'overdue-reminder', '2026-10-08T08:30'],
  ])('of a case accepted on 2026-02-13, seen at %s, is %s at %s', (now, kind, due) => {
    const next = nextAlarm(accepted('2026-02-13T10:00'), calendar, office, at(now));

    expect(next).toEqual({ kind, at: at(due) });
  });

  it('of a case deemed accepted at its receipt is a reminder at the next opening', () => {
    const next = nextAlarm(
      { stage: 'acceptance', acceptedAt: at('2026-03-02T09:00') },
      calendar,
      office,
      at('2026-03-10T00:00'),
    );

    expect(next).toEqual({ kind: 'overdue-reminder', at: at('2026-03-10T08:30') });
  });

  it('looks again every day while the deadline needs an unpublished year', () => {
    const input = accepted('2026-12-30T09:00');

    const first = nextAlarm(input, calendar, office, at('2026-12-30T09:00'));
    const second = nextAlarm(input, calendar, office, first.at);

    expect(first).toEqual({
      kind: 'look-again',
      at: at('2026-12-31T08:30'),
      provisional: true,
      missingYear: 2027,
    });
    expect(second).toEqual({
      kind: 'look-again',
      at: at('2027-01-01T08:30'),
      provisional: true,
      missingYear: 2027,
    });
  });

  it('keeps the alarms that are certain while it looks again', () => {
    const input = received('2026-12-29T09:00');

    const first = nextAlarm(input, calendar, office, at('2026-12-29T09:00'));
    const second = nextAlarm(input, calendar, office, at('2026-12-30T08:30'));

    expect(first).toMatchObject({ kind: 'look-again', at: at('2026-12-30T08:30') });
    expect(second).toEqual({ kind: 'accept-reminder-1', at: at('2026-12-30T17:30'), missingYear: 2027 });
  });

  it('passes over the rest days that are known before the calendar ends', () => {
    const until2023 = makeCalendar(BUNDLED_EDITIONS.filter(({ year }) => year === 2023));

    const next = nextAlarm(accepted('2023-12-27T09:00'), until2023, office, at('2023-12-30T00:00'));

    expect(next).toEqual({
      kind: 'overdue-reminder',
      at: at('2024-01-01T08:30'),
      provisional: true,
      missingYear: 2024,
    });
  });

  it('is the alarm, not the look, where both fall on the same instant', () => {
    const allDay = { opensAt: '17:30', closesAt: '17:30' };

    const next = nextAlarm(received('2026-12-29T09:00'), calendar, allDay, at('2026-12-30T09:00'));

    expect(next).toEqual({ kind: 'accept-reminder-1', at: at('2026-12-30T17:30'), missingYear: 2027 });
  });

  it('reminds of a late case on every day of an unpublished year, rather than never', () => {
    const next = nextAlarm(accepted('2026-12-29T09:00'), calendar, office, at('2027-01-02T09:00'));

    expect(next).toEqual({
      kind: 'overdue-reminder',
      at: at('2027-01-03T08:30'),
      provisional: true,
      missingYear: 2027,
    });
  });

  it('always lies in the future, published calendar or not', () => {
    const instant = fc
      .integer({ min: toMillis(at('2025-12-01T00:00')), max: toMillis(at('2027-03-01T00:00')) })
      .map(toInstant);
    const input: fc.Arbitrary<AlarmInput> = fc.oneof(
      instant.map((receivedAt): AlarmInput => ({ stage: 'acceptance', receivedAt })),
      instant.map((acceptedAt): AlarmInput => ({ stage: 'approval', acceptedAt })),
    );

    const check = () =>
      fc.assert(
        fc.property(input, instant, (facts, now) => {
          const next = nextAlarm(facts, calendar, office, now);
          const due = alarmsDue(facts, calendar, office, now, next.at);
          expect(next.at > now).toBe(true);
          expect(due.map((alarm) => alarm.kind)).toEqual(next.kind === 'look-again' ? [] : [next.kind]);
        }),
      );

    expect(check).not.toThrow();
  });
});

describe('the alarms due between two instants', () => {
  it('are those after the first and up to the second, each once', () => {
    const input = accepted('2026-02-13T10:00');

    const due = alarmsDue(input, calendar, office, at('2026-02-24T08:30'), at('2026-02-28T08:30'));

    expect(due).toEqual([
      { kind: 'due', at: at('2026-02-24T17:30') },
      { kind: 'breach', at: at('2026-02-25T00:00') },
      { kind: 'overdue-reminder', at: at('2026-02-25T08:30') },
      { kind: 'overdue-reminder', at: at('2026-02-26T08:30') },
      { kind: 'overdue-reminder', at: at('2026-02-27T08:30') },
      { kind: 'overdue-reminder', at: at('2026-02-28T08:30') },
    ]);
  });

  it('are none when nothing falls between', () => {
    const due = alarmsDue(
      accepted('2026-02-13T10:00'),
      calendar,
      office,
      at('2026-02-13T10:00'),
      at('2026-02-24T08:29'),
    );

    expect(due).toEqual([]);
  });

  it('include those that passed unseen while the calendar was missing', () => {
    const withoutNext = makeCalendar(BUNDLED_EDITIONS.filter(({ year }) => year < 2026));
    const input = accepted('2025-12-31T09:00');

    const before = alarmsDue(input, withoutNext, office, at('2025-12-31T09:00'), at('2026-01-06T09:00'));
    const after = alarmsDue(input, calendar, office, at('2025-12-31T09:00'), at('2026-01-06T09:00'));

    expect(before).toEqual([]);
    expect(after.map(({ kind }) => kind)).toEqual(['warning', 'due', 'breach', 'overdue-reminder']);
  });
});
