import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  dayOf,
  daysBetween,
  instantAt,
  isDay,
  normaliseInstant,
  toMillis,
} from '../../functions/domain/instant.ts';

describe('an instant', () => {
  it.each([
    ['2026-03-02T01:00:00Z', '2026-03-02T09:00:00.000+08:00'],
    ['2025-12-31T16:00:00Z', '2026-01-01T00:00:00.000+08:00'],
    ['2026-03-02T09:00+08:00', '2026-03-02T09:00:00.000+08:00'],
    ['2026-03-02T02:00:00.5+01:00', '2026-03-02T09:00:00.500+08:00'],
    ['2026-07-01T09:00:00.000+08:00', '2026-07-01T09:00:00.000+08:00'],
  ])('is written in the county’s offset: %s', (given, written) => {
    expect(normaliseInstant(given)).toBe(written);
  });

  it.each(['2026-03-02', '2026-03-02T09:00:00', '2026-02-29T09:00:00+08:00', '2 March 2026', ''])(
    'is nothing without its offset, or on a day that does not exist: “%s”',
    (text) => {
      expect(() => toMillis(text)).toThrow(RangeError);
    },
  );

  it('falls on the county’s day', () => {
    expect(dayOf('2026-02-28T15:59:59.999Z')).toBe('2026-02-28');
    expect(dayOf('2026-02-28T16:00:00Z')).toBe('2026-03-01');
  });

  it('is made of a day and a time of the office', () => {
    expect(instantAt('2026-09-20', '08:30')).toBe('2026-09-20T08:30:00.000+08:00');
  });
});

describe('a day', () => {
  it.each([
    ['2024-02-29', true],
    ['2026-02-29', false],
    ['2026-04-31', false],
    ['2026-13-01', false],
    ['2026-1-1', false],
  ])('exists or does not: %s', (text, exists) => {
    expect(isDay(text)).toBe(exists);
  });

  it.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-01-01', -1, '2025-12-31'],
  ])('%s and %i days is %s', (day, days, then) => {
    expect(addDays(day, days)).toBe(then);
    expect(daysBetween(day, then)).toBe(days);
  });

  it.each([
    ['2026-05-20', 6, '2026-11-20'],
    ['2025-08-31', 6, '2026-02-28'],
    ['2023-08-29', 6, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-03-31', -1, '2026-02-28'],
  ])('%s and %i months is the matching day, or the last of the month: %s', (day, months, then) => {
    expect(addMonths(day, months)).toBe(then);
  });
});
