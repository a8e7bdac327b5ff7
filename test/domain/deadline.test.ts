import * as fc from 'fast-check';
import { findWorkday } from 'chinese-days';
import { describe, expect, it } from 'vitest';
import { BUNDLED_EDITIONS } from '../../functions/domain/bundled-calendar.ts';
import { isWorkingDay, makeCalendar } from '../../functions/domain/calendar.ts';
import { acceptByOf, deadlineOf } from '../../functions/domain/deadline.ts';
import { addDays, daysBetween, toInstant, toMillis } from '../../functions/domain/instant.ts';
import { dayByNumber, nthWorkingDayAfter, WORKS_BY_HAND } from './notices-by-hand.ts';

const calendar = makeCalendar(BUNDLED_EDITIONS);
const office = { opensAt: '08:30', closesAt: '17:30' };
const lastCountable = WORKS_BY_HAND.length - 3;

describe('the two-working-day deadline', () => {
  it.each([
    ['2023-12-29', '2024-01-02', '2024-01-03'],
    ['2024-02-03', '2024-02-04', '2024-02-05'],
    ['2024-02-08', '2024-02-09', '2024-02-18'],
    ['2024-04-03', '2024-04-07', '2024-04-08'],
    ['2024-09-13', '2024-09-14', '2024-09-18'],
    ['2024-09-27', '2024-09-29', '2024-09-30'],
    ['2024-12-31', '2025-01-02', '2025-01-03'],
    ['2025-01-23', '2025-01-24', '2025-01-26'],
    ['2025-01-27', '2025-02-05', '2025-02-06'],
    ['2025-04-25', '2025-04-27', '2025-04-28'],
    ['2025-09-25', '2025-09-26', '2025-09-28'],
    ['2025-09-30', '2025-10-09', '2025-10-10'],
    ['2025-12-31', '2026-01-04', '2026-01-05'],
    ['2026-02-13', '2026-02-14', '2026-02-24'],
    ['2026-02-14', '2026-02-24', '2026-02-25'],
    ['2026-04-30', '2026-05-06', '2026-05-07'],
    ['2026-09-18', '2026-09-20', '2026-09-21'],
    ['2026-09-24', '2026-09-28', '2026-09-29'],
    ['2026-09-30', '2026-10-08', '2026-10-09'],
    ['2026-11-20', '2026-11-23', '2026-11-24'],
    ['2026-11-21', '2026-11-23', '2026-11-24'],
  ])('of a case accepted on %s counts %s and %s', (acceptedOn, first, second) => {
    const proof = deadlineOf(calendar, `${acceptedOn}T10:00:00+08:00`, office);

    expect(proof.workingDays).toEqual([first, second]);
    expect(proof.deadlineOn).toBe(second);
    expect(proof.dueAt).toBe(`${second}T17:30:00.000+08:00`);
  });

  it('comes with everything needed to recompute it', () => {
    const proof = deadlineOf(calendar, '2024-12-30T16:10:00Z', office);

    expect(proof).toMatchObject({
      acceptedAt: '2024-12-31T00:10:00.000+08:00',
      acceptedOn: '2024-12-31',
      workingDays: ['2025-01-02', '2025-01-03'],
      skipped: [{ date: '2025-01-01', why: '元旦' }],
      warnAt: '2025-01-03T08:30:00.000+08:00',
      dueAt: '2025-01-03T17:30:00.000+08:00',
      deadlineOn: '2025-01-03',
      deadlineAt: '2025-01-04T00:00:00.000+08:00',
      calendar: [
        {
          year: 2025,
          number: '国办发明电〔2024〕12号',
          dated: '2024-11-12',
          url: 'https://www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm',
          sha256: '92e64cbae09ca5e23fc50e3817163e842f3820d18254c4c4f51a614f23c5d457',
        },
      ],
    });
    expect(proof.articles.map(({ article }) => article)).toEqual([
      '四',
      '第二百零一条',
      '第二百零三条',
      '第八十二条',
    ]);
  });

  it('agrees with two independent counts on every acceptance day from 2023-01-01 to 2026-12-29', () => {
    const days = Array.from({ length: lastCountable + 1 }, (_, index) => index);

    const proofs = days.map((index) => deadlineOf(calendar, `${dayByNumber(index)}T23:59:59+08:00`, office));

    expect(dayByNumber(lastCountable)).toBe('2026-12-29');
    expect(proofs.map(({ deadlineOn }) => deadlineOn)).toEqual(
      days.map((index) => dayByNumber(nthWorkingDayAfter(index, 2) ?? -1)),
    );
    expect(proofs.map(({ deadlineOn }) => deadlineOn)).toEqual(
      days.map((index) => findWorkday(2, dayByNumber(index))),
    );
    expect(Math.max(...proofs.map(({ acceptedOn, deadlineOn }) => daysBetween(acceptedOn, deadlineOn)))).toBe(
      11,
    );
  });

  it('ends with the year without asking for the calendar of the next', () => {
    const proof = deadlineOf(calendar, '2026-12-29T17:00:00+08:00', office);

    expect(proof.deadlineAt).toBe('2027-01-01T00:00:00.000+08:00');
    expect(proof.calendar.map(({ year }) => year)).toEqual([2026]);
  });

  it.each([
    ['2026-12-30', 2027],
    ['2026-12-31', 2027],
    ['2027-01-01', 2027],
    ['2027-02-05', 2027],
    ['2022-12-29', 2022],
  ])('of a case accepted on %s is refused for want of the edition of %i', (acceptedOn, year) => {
    const asking = () => deadlineOf(calendar, `${acceptedOn}T09:00:00+08:00`, office);

    expect(asking).toThrow(expect.objectContaining({ code: 'CALENDAR_NOT_PUBLISHED', params: { year } }));
  });

  it('holds its laws for any instant', () => {
    const from = toMillis('2023-01-01T00:00:00+08:00');
    const to = toMillis('2026-12-29T23:59:59.999+08:00');

    const check = () =>
      fc.assert(
        fc.property(fc.integer({ min: from, max: to }), (millis) => {
          const proof = deadlineOf(calendar, toInstant(millis), office);
          const [first = '', second = ''] = proof.workingDays;
          const counted = [...proof.workingDays, ...proof.skipped.map(({ date }) => date)].sort();
          expect(isWorkingDay(calendar, first) && isWorkingDay(calendar, second)).toBe(true);
          expect(proof.skipped.some(({ date }) => isWorkingDay(calendar, date))).toBe(false);
          expect(counted).toEqual(counted.map((_, index) => addDays(proof.acceptedOn, index + 1)));
          expect(daysBetween(proof.acceptedOn, second)).toBeLessThanOrEqual(11);
          expect(proof.acceptedAt < proof.warnAt && proof.warnAt < proof.dueAt).toBe(true);
          expect(proof.dueAt < proof.deadlineAt).toBe(true);
        }),
      );

    expect(check).not.toThrow();
  });

  it('never comes earlier for a later acceptance, and is the same all day long', () => {
    const check = () =>
      fc.assert(
        fc.property(fc.nat({ max: lastCountable - 1 }), fc.nat({ max: 86_399 }), (index, second) => {
          const atMidnight = toMillis(`${dayByNumber(index)}T00:00:00+08:00`);
          const today = deadlineOf(calendar, toInstant(atMidnight), office);
          const laterToday = deadlineOf(calendar, toInstant(atMidnight + second * 1000), office);
          const tomorrow = deadlineOf(calendar, toInstant(atMidnight + 86_400_000), office);
          expect(laterToday.deadlineAt).toBe(today.deadlineAt);
          expect(today.deadlineAt <= tomorrow.deadlineAt).toBe(true);
        }),
      );

    expect(check).not.toThrow();
  });
});

describe('the five-working-day guard of acceptance', () => {
  it('ends with the fifth working day after receipt and reminds at the close of the first, third and fourth', () => {
    const proof = acceptByOf(calendar, '2026-02-12T20:00:00+08:00', office);

    expect(proof).toMatchObject({
      receivedOn: '2026-02-12',
      workingDays: ['2026-02-13', '2026-02-14', '2026-02-24', '2026-02-25', '2026-02-26'],
      reminders: [
        '2026-02-13T17:30:00.000+08:00',
        '2026-02-24T17:30:00.000+08:00',
        '2026-02-25T17:30:00.000+08:00',
      ],
      acceptByOn: '2026-02-26',
      acceptBy: '2026-02-27T00:00:00.000+08:00',
    });
    expect(proof.skipped).toHaveLength(9);
  });

  it('agrees with an independent count on every day of receipt', () => {
    const indexes = WORKS_BY_HAND.flatMap((_, index) =>
      nthWorkingDayAfter(index, 5) === undefined ? [] : [index],
    );

    const ends = indexes.map(
      (index) => acceptByOf(calendar, `${dayByNumber(index)}T00:00:00+08:00`, office).acceptByOn,
    );

    expect(ends).toEqual(indexes.map((index) => dayByNumber(nthWorkingDayAfter(index, 5) ?? -1)));
    expect(dayByNumber(indexes.at(-1) ?? 0)).toBe('2026-12-24');
  });

  it('is refused when the count reaches an unpublished year', () => {
    const asking = () => acceptByOf(calendar, '2026-12-25T09:00:00+08:00', office);

    expect(asking).toThrow(
      expect.objectContaining({ code: 'CALENDAR_NOT_PUBLISHED', params: { year: 2027 } }),
    );
  });
});
