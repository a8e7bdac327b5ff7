import { describe, expect, it } from 'vitest';
import { durationMillis } from '../../infra/local/iso-duration.ts';

describe('a length of time', () => {
  it.each([
    ['PT1S', 1_000],
    ['PT0.5S', 500],
    ['PT90M', 5_400_000],
    ['P1DT2H30M', 95_400_000],
    ['P1W', 604_800_000],
    ['P30D', 2_592_000_000],
  ])('%s is %i milliseconds', (text, millis) => {
    expect(durationMillis(text)).toBe(millis);
  });

  it.each(['', 'P', 'PT', 'P1DT', 'P1Y', 'P1M', '1D', 'P-1D', 'P1H', 'p1d'])('%j is none', (text) => {
    expect(() => durationMillis(text)).toThrow(RangeError);
  });
});
