/**
 * Time as the county reads it. China has kept one fixed offset, +08:00 without summer time, since 1991,
 * so an instant is written with that offset and instants sort as strings.
 * @see docs/rules.md#time
 */

/** An instant, ISO 8601 with milliseconds and the county's offset: `2026-03-02T09:00:00.000+08:00`. */
export type Instant = string;
/** A civil day in Asia/Shanghai, `YYYY-MM-DD`. */
export type Day = string;

const OFFSET_MILLIS = 8 * 3_600_000;
const DAY_MILLIS = 86_400_000;
const INSTANT_INPUT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/u;

/** @param millis milliseconds since the epoch */
export function toInstant(millis: number): Instant {
  return `${new Date(millis + OFFSET_MILLIS).toISOString().slice(0, -1)}+08:00`;
}

/** Milliseconds since the epoch. @throws RangeError when the text is no instant with an offset. */
export function toMillis(instant: string): number {
  const real = INSTANT_INPUT.test(instant) && isDay(instant.slice(0, 10));
  const millis = real ? Date.parse(instant) : Number.NaN;
  if (Number.isNaN(millis)) throw new RangeError(`Not an instant with an offset: ${instant}`);
  return millis;
}

/** The same instant in the one form this product writes. @throws RangeError */
export function normaliseInstant(instant: string): Instant {
  return toInstant(toMillis(instant));
}

/** The civil day, in the county, on which the instant falls. @throws RangeError */
export function dayOf(instant: string): Day {
  return normaliseInstant(instant).slice(0, 10);
}

/** @param time local time of day, `HH:MM`, office zone */
export function instantAt(day: Day, time: string): Instant {
  return normaliseInstant(`${day}T${time}:00+08:00`);
}

/** Whether the text is a real civil day (`2026-02-29` is not). */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(text)) return false;
  const millis = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(millis) && new Date(millis).toISOString().startsWith(text);
}

/** @param days may be negative */
export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MILLIS).toISOString().slice(0, 10);
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MILLIS);
}

/** The matching day of a later month, or that month's last day where there is none (Civil Code, art. 202). */
export function addMonths(day: Day, months: number): Day {
  const [year = 0, month = 1, dayOfMonth = 1] = day.split('-').map(Number);
  const total = year * 12 + (month - 1) + months;
  const lastOfMonth = new Date(Date.UTC(Math.floor(total / 12), (total % 12) + 1, 0)).getUTCDate();
  const clamped = Math.min(dayOfMonth, lastOfMonth);
  return new Date(Date.UTC(Math.floor(total / 12), total % 12, clamped)).toISOString().slice(0, 10);
}

/** 1 = Monday … 7 = Sunday. */
export function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}
