import type { CalendarEdition } from '../../functions/domain/calendar.ts';
import {
  addDays,
  dayOf,
  instantAt,
  toInstant,
  weekdayOf,
  type Instant,
} from '../../functions/domain/instant.ts';

/**
 * Where the business clock begins at the very first start: now, or, beyond the last calendar edition, the Monday
 * morning of the last week whose deadlines the edition still settles.
 * @returns the instant, and a sentence for the banner when it is not the present
 */
export function firstInstant(
  editions: readonly CalendarEdition[],
  now: Date,
): { at: Instant; note?: string } {
  const present = toInstant(now.getTime());
  const lastYear = Math.max(...editions.map(({ year }) => year));
  // Two working days after the acceptance must still lie in the year; a full week is left for them.
  const lastUsableDay = addDays(`${lastYear}-12-31`, -7);
  if (dayOf(present) <= lastUsableDay) return { at: present };
  const monday = addDays(lastUsableDay, 1 - weekdayOf(lastUsableDay));
  return {
    at: instantAt(monday, '09:00'),
    note: `The calendar is published up to ${lastYear}; the business clock begins on ${monday}, in its last covered week.`,
  };
}
