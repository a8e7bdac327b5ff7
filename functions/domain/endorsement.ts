import { addMonths, type Day } from './instant.ts';

/** One yearly endorsement (签注) of a permit. */
export interface Endorsement {
  /** First day on which it can be had. */
  readonly from: Day;
  /** Last day, inclusive: the full year after issue. */
  readonly dueOn: Day;
}

/**
 * The endorsement of the n-th full year after issue: within the month before it (Regulation, art. 19). Every year is
 * counted from the day of issue, so one clamped to 28 February is the 29th again in a leap year.
 * @param n 1 for the first
 * @see docs/rules.md#reminders
 */
export function endorsementOf(issuedOn: Day, n: number): Endorsement {
  const dueOn = addMonths(issuedOn, 12 * n);
  return { from: addMonths(dueOn, -1), dueOn };
}

/** The first endorsement due after that day. */
export function endorsementAfter(issuedOn: Day, day: Day): Endorsement {
  for (let n = Math.max(1, Number(day.slice(0, 4)) - Number(issuedOn.slice(0, 4))); ; n += 1) {
    const endorsement = endorsementOf(issuedOn, n);
    if (endorsement.dueOn > day) return endorsement;
  }
}
