import type { CountyRules, SpringFestival } from './county-rules.ts';
import { daysBetween, type Day } from './instant.ts';

/** Unregistered days between two registered ones; both ends are unregistered days. */
export interface Gap {
  readonly from: Day;
  readonly to: Day;
  /** Unregistered days, both ends included: one day registered, one not, one registered is a gap of 1. */
  readonly days: number;
  /** `unknown` when the gap may touch a festival whose notice is not at hand. */
  readonly springFestival: 'overlaps' | 'apart' | 'unknown';
  /** Passed over; left to a human (经审核可视为连续); or the end of the chain. */
  readonly verdict: 'bridged' | 'review' | 'breaks';
}

/** The Spring Festival holiday lies within these days of a year, whatever the moon does. */
const FESTIVAL_SEASON = { from: '01-20', to: '03-01' };

/**
 * Judges one gap by its length. An unknown festival leaves a gap that only a festival could excuse to a human.
 * @param from first unregistered day
 * @param to last unregistered day
 * @see docs/rules.md#registration-chain
 */
export function judgeGap(from: Day, to: Day, rules: CountyRules, festivals: readonly SpringFestival[]): Gap {
  const days = daysBetween(from, to) + 1;
  const springFestival = festivalIn(from, to, festivals);
  return { from, to, days, springFestival, verdict: verdictOf(days, springFestival, rules) };
}

function verdictOf(days: number, springFestival: Gap['springFestival'], rules: CountyRules): Gap['verdict'] {
  if (days <= rules.maxGapDays) return 'bridged';
  if (days <= rules.reviewGapDays) return 'review';
  if (springFestival !== 'apart' && days <= rules.reviewGapDaysSpringFestival) return 'review';
  return 'breaks';
}

function festivalIn(from: Day, to: Day, festivals: readonly SpringFestival[]): Gap['springFestival'] {
  if (festivals.some((festival) => festival.from <= to && festival.to >= from)) return 'overlaps';
  const first = Number(from.slice(0, 4));
  const years = Array.from({ length: Number(to.slice(0, 4)) - first + 1 }, (_, index) => first + index);
  const unknown = years.some(
    (year) =>
      `${year}-${FESTIVAL_SEASON.from}` <= to &&
      `${year}-${FESTIVAL_SEASON.to}` >= from &&
      !festivals.some((festival) => festival.year === year),
  );
  return unknown ? 'unknown' : 'apart';
}
