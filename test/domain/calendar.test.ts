import { getDayDetail } from 'chinese-days';
import { describe, expect, it } from 'vitest';
import { BUNDLED_EDITIONS } from '../../functions/domain/bundled-calendar.ts';
import {
  addWorkingDays,
  isWorkingDay,
  knownWorkingDays,
  lastPublishedYear,
  makeCalendar,
  nextWorkingDays,
} from '../../functions/domain/calendar.ts';
import { dayByNumber, WORKS_BY_HAND } from './notices-by-hand.ts';

const calendar = makeCalendar(BUNDLED_EDITIONS);
const everyDay = WORKS_BY_HAND.map((_, index) => dayByNumber(index));

describe('the bundled editions', () => {
  it('give every day of 2023 to 2026 the status of the notices typed by hand', () => {
    const statuses = everyDay.map((day) => isWorkingDay(calendar, day));

    expect(everyDay).toHaveLength(1461);
    expect(everyDay.at(-1)).toBe('2026-12-31');
    expect(statuses).toEqual(WORKS_BY_HAND);
  });

  it('give every day of 2023 to 2026 the status of an independent data source', () => {
    const differing = everyDay.filter((day) => isWorkingDay(calendar, day) !== getDayDetail(day).work);

    expect(differing).toEqual([]);
  });

  it.each([
    ['2023', 249],
    ['2024', 251],
    ['2025', 248],
    ['2026', 248],
  ])('count the working days of %s as %i', (year, expected) => {
    const working = everyDay.filter((day) => day.startsWith(year) && isWorkingDay(calendar, day));

    expect(working).toHaveLength(expected);
  });

  it('name the notice they come from', () => {
    const notices = BUNDLED_EDITIONS.map(({ year, notice }) => [year, notice.number, notice.dated]);

    expect(notices).toEqual([
      [2023, '国办发明电〔2022〕16号', '2022-12-08'],
      [2024, '国办发明电〔2023〕7号', '2023-10-25'],
      [2025, '国办发明电〔2024〕12号', '2024-11-12'],
      [2026, undefined, '2025-11-04'],
    ]);
    expect(lastPublishedYear(calendar)).toBe(2026);
  });
});

describe('a working day', () => {
  it.each([
    ['2024-02-09', true, 'New Year’s Eve was no off-day in 2024'],
    ['2025-01-28', false, 'New Year’s Eve is one from 2025 on'],
    ['2026-01-04', true, 'a make-up Sunday'],
    ['2026-02-14', true, 'a make-up Saturday'],
    ['2026-03-08', false, 'a plain Sunday'],
    ['2022-12-31', false, 'named by the notice of 2023'],
  ])('%s: %s, %s', (day, expected) => {
    expect(isWorkingDay(calendar, day)).toBe(expected);
  });

  it.each([
    ['2022-12-30', 2022],
    ['2027-01-01', 2027],
    ['2027-06-09', 2027],
    ['2031-05-05', 2031],
  ])('is not guessed on %s, for want of the edition of %i', (day, year) => {
    const asking = () => isWorkingDay(calendar, day);

    expect(asking).toThrow(expect.objectContaining({ code: 'CALENDAR_NOT_PUBLISHED', params: { year } }));
  });
});

describe('counting working days', () => {
  it('tells each day it passes over and why', () => {
    const count = nextWorkingDays(calendar, '2025-12-31', 2);

    expect(count).toEqual({
      days: ['2026-01-04', '2026-01-05'],
      skipped: [
        { date: '2026-01-01', why: '元旦' },
        { date: '2026-01-02', why: '元旦' },
        { date: '2026-01-03', why: '元旦' },
      ],
      years: [2026],
    });
  });

  it('names the editions of both years at the turn of a year', () => {
    const { days, skipped, years } = nextWorkingDays(calendar, '2023-12-28', 2);

    expect(days).toEqual(['2023-12-29', '2024-01-02']);
    expect(skipped).toEqual([
      { date: '2023-12-30', why: 'weekend' },
      { date: '2023-12-31', why: 'weekend' },
      { date: '2024-01-01', why: '元旦' },
    ]);
    expect(years).toEqual([2023, 2024]);
  });

  it('leaves the day as it is when nothing is added', () => {
    expect(addWorkingDays(calendar, '2026-02-15', 0)).toBe('2026-02-15');
    expect(addWorkingDays(calendar, '2026-02-15', 1)).toBe('2026-02-24');
  });

  it('stops short where the calendar ends and names the missing year', () => {
    const known = knownWorkingDays(calendar, '2026-12-29', 5);

    expect(known).toMatchObject({ days: ['2026-12-30', '2026-12-31'], missingYear: 2027 });
  });
});
