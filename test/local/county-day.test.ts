import { expect, it } from 'vitest';
import { countyDay } from '../../infra/local/crash/county-day.ts';

it('a county’s day with an hour without the province and a crash loses nothing and does nothing twice', async () => {
  // The product's log lines would bury the test's own.
  process.env['POWERTOOLS_LOG_LEVEL'] ??= 'SILENT';
  const cases = 16;

  const day = await countyDay(cases);

  expect(day.lost).toEqual([]);
  expect(day.duplicated).toEqual([]);
  expect(day.breaches).toEqual([]);
  expect(day.crashes).toBe(1);
  expect(Object.values(day.endings).reduce((sum, count) => sum + count, 0)).toBe(cases);
  expect(day.end.handles).toBeLessThanOrEqual(day.warm.handles + 20);
}, 300_000);
