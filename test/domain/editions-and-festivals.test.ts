import { describe, expect, it } from 'vitest';
import { BUNDLED_EDITIONS } from '../../functions/domain/bundled-calendar.ts';
import { CalendarEdition, makeCalendar } from '../../functions/domain/calendar.ts';
import { implausibleIn } from '../../functions/domain/calendar-load.ts';
import { clockFrom } from '../../functions/domain/case-clock.ts';
import { springFestivals } from '../../functions/domain/spring-festival.ts';

const T = '2026-03-02T10:00:00.000+08:00';
const newest = BUNDLED_EDITIONS.at(-1);
if (!newest) throw new Error('No edition is bundled');

describe('the calendar', () => {
  it('tells the Spring Festival of each year, from its first to its last day off', () => {
    expect(springFestivals(makeCalendar(BUNDLED_EDITIONS))).toEqual([
      { year: 2023, from: '2023-01-21', to: '2023-01-27' },
      { year: 2024, from: '2024-02-10', to: '2024-02-17' },
      { year: 2025, from: '2025-01-28', to: '2025-02-04' },
      { year: 2026, from: '2026-02-15', to: '2026-02-23' },
    ]);
    expect(springFestivals(makeCalendar([{ ...newest, offDays: [] }]))).toEqual([]);
  });

  it('is implausible without a holiday of the law, or by a notice of a day to come', () => {
    const offDays = newest.offDays.filter(({ name }) => !/清明|国庆/u.test(name));

    expect(implausibleIn(newest, newest.notice.dated)).toEqual([]);
    expect(implausibleIn({ ...newest, offDays }, '2024-01-01')).toEqual([
      { pointer: '/edition/offDays', code: 'EDITION_FESTIVAL', params: { name: '清明' } },
      { pointer: '/edition/offDays', code: 'EDITION_FESTIVAL', params: { name: '国庆' } },
      { pointer: '/edition/notice/dated', code: 'DAY_IN_FUTURE' },
    ]);
  });

  it.each([
    ['EDITION_DAY_OUTSIDE', { offDays: [...newest.offDays, { date: '2027-01-01', name: '元旦' }] }],
    ['EDITION_DAY_TWICE', { offDays: [...newest.offDays, ...newest.offDays.slice(0, 1)] }],
    ['EDITION_MAKE_UP_DAY', { makeUpWorkdays: [{ date: '2026-03-04', name: '调休' }] }],
  ])('is refused with %s', (message, change) => {
    const issues = CalendarEdition.safeParse({ ...newest, ...change }).error?.issues ?? [];

    expect(issues.map((issue) => [issue.code, issue.message])).toEqual([['custom', message]]);
  });

  it('leaves the dates of an acceptance open while it is not published', () => {
    const hours = { opensAt: '08:30', closesAt: '17:30' };

    expect(clockFrom(makeCalendar([]), '2026-03-02T10:00:00+08:00', hours)).toEqual({
      acceptedAt: T,
      editions: [],
    });
    expect(() => clockFrom(makeCalendar([]), 'no instant', hours)).toThrow(RangeError);
  });
});
