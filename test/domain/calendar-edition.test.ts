import { describe, expect, it } from 'vitest';
import { BUNDLED_EDITIONS } from '../../functions/domain/bundled-calendar.ts';
import {
  CalendarEdition,
  isWorkingDay,
  makeCalendar,
  nextWorkingDays,
  referenceOf,
} from '../../functions/domain/calendar.ts';
import { addDays } from '../../functions/domain/instant.ts';

const calendar = makeCalendar(BUNDLED_EDITIONS);

describe('an edition', () => {
  const edition = CalendarEdition.parse(BUNDLED_EDITIONS[3]);

  it('has a hash that anyone can recompute and that any change moves', () => {
    const reference = referenceOf(edition);
    const shuffled = CalendarEdition.parse({
      makeUpWorkdays: edition.makeUpWorkdays,
      offDays: edition.offDays,
      notice: edition.notice,
      year: 2026,
    });
    const changed = { ...edition, makeUpWorkdays: edition.makeUpWorkdays.slice(1) };

    expect(reference.sha256).toBe('f87f7a91466c9fb2aa9ee8008be72476b43999ded1f11e18d67930b1189fd5b4');
    expect(referenceOf(shuffled).sha256).toBe(reference.sha256);
    expect(referenceOf(changed).sha256).not.toBe(reference.sha256);
  });

  it('that is loaded later stands in for an earlier one of the same year', () => {
    const amended = { ...edition, offDays: [...edition.offDays, { date: '2026-11-23', name: '临时放假' }] };
    const after = makeCalendar([...BUNDLED_EDITIONS, amended]);

    expect(isWorkingDay(calendar, '2026-11-23')).toBe(true);
    expect(isWorkingDay(after, '2026-11-23')).toBe(false);
  });

  it('of the next year has the last word on the December it names', () => {
    const next = CalendarEdition.parse({
      year: 2027,
      notice: { title: '试', dated: '2026-11-10', url: 'https://www.gov.cn/example' },
      offDays: [
        { date: '2026-12-31', name: '元旦' },
        { date: '2027-01-01', name: '元旦' },
      ],
      makeUpWorkdays: [{ date: '2026-12-26', name: '元旦' }],
    });
    const after = makeCalendar([next, ...BUNDLED_EDITIONS]);

    expect(nextWorkingDays(after, '2026-12-25', 5)).toEqual({
      days: ['2026-12-26', '2026-12-28', '2026-12-29', '2026-12-30', '2027-01-04'],
      skipped: [
        { date: '2026-12-27', why: 'weekend' },
        { date: '2026-12-31', why: '元旦' },
        { date: '2027-01-01', why: '元旦' },
        { date: '2027-01-02', why: 'weekend' },
        { date: '2027-01-03', why: 'weekend' },
      ],
      years: [2026, 2027],
    });
  });

  it('of the later year stands where two name the same day, in whatever order they are loaded', () => {
    const earlier = { ...edition, offDays: [...edition.offDays, { date: '2026-12-31', name: '临时放假' }] };
    const later = {
      ...edition,
      year: 2027,
      offDays: [],
      makeUpWorkdays: [{ date: '2026-12-31', name: '元旦' }],
    };

    expect(isWorkingDay(makeCalendar([earlier, later]), '2026-12-31')).toBe(true);
    expect(isWorkingDay(makeCalendar([later, earlier]), '2026-12-31')).toBe(true);
  });

  it.each([
    ['a day of another year', { offDays: [{ date: '2025-05-01', name: '劳动节' }] }, ['offDays', 0, 'date']],
    [
      'a day that does not exist',
      { offDays: [{ date: '2026-02-29', name: '春节' }] },
      ['offDays', 0, 'date'],
    ],
    [
      'a make-up day in the week',
      { makeUpWorkdays: [{ date: '2026-01-05', name: '元旦' }] },
      ['makeUpWorkdays', 0, 'date'],
    ],
    [
      'a day both off and made up',
      { makeUpWorkdays: [{ date: '2026-01-03', name: '元旦' }] },
      ['makeUpWorkdays', 0, 'date'],
    ],
    ['no off day at all', { offDays: [] }, ['offDays']],
    ['an unknown field', { holidays: [] }, []],
  ])('with %s is refused', (_what, change, path) => {
    const result = CalendarEdition.safeParse({ ...edition, ...change });

    expect(result.error?.issues.map((issue) => issue.path)).toEqual([path]);
  });

  it('may name off days of the December before, and of no earlier month', () => {
    const off = (date: string) => ({ ...edition, offDays: [{ date, name: '元旦' }] });

    expect(CalendarEdition.safeParse(off(addDays('2026-01-01', -1))).success).toBe(true);
    expect(CalendarEdition.safeParse(off('2025-11-30')).success).toBe(false);
  });
});
