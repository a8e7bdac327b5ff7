import * as z from 'zod';
import { canonicalJson, sha256Hex } from './canonical.ts';
import { addDays, isDay, weekdayOf, type Day } from './instant.ts';
import { RuleError } from './rule-error.ts';

const CivilDay = z.string().refine(isDay, 'EDITION_NO_DAY');
const NamedDay = z.strictObject({
  date: CivilDay,
  /** The holiday the notice names the day under, in Chinese. */
  name: z.string().min(1).max(30),
});

/**
 * One year of the State Council's holiday notice. Off days may begin in the December before; days that are in
 * neither list follow the week. @see docs/rules.md#calendar-edition
 */
export const CalendarEdition = z
  .strictObject({
    year: z.int().min(2000).max(2100),
    notice: z.strictObject({
      title: z.string().min(1).max(200),
      /** Document number; some published copies leave it out. */
      number: z.string().min(1).max(60).optional(),
      dated: CivilDay,
      url: z.httpUrl().max(500),
    }),
    offDays: z.array(NamedDay).min(1).max(60),
    makeUpWorkdays: z.array(NamedDay).max(60),
  })
  .superRefine((edition, context) => {
    const seen = new Set<Day>();
    const lists = ['offDays', 'makeUpWorkdays'] as const;
    for (const list of lists) {
      for (const [index, { date }] of edition[list].entries()) {
        const path = [list, index, 'date'];
        if (!belongsTo(edition.year, date))
          context.addIssue({ code: 'custom', path, message: 'EDITION_DAY_OUTSIDE' });
        if (seen.has(date)) context.addIssue({ code: 'custom', path, message: 'EDITION_DAY_TWICE' });
        if (list === 'makeUpWorkdays' && weekdayOf(date) < 6) {
          context.addIssue({
            code: 'custom',
            path,
            message: 'EDITION_MAKE_UP_DAY',
          });
        }
        seen.add(date);
      }
    }
  });
export type CalendarEdition = z.infer<typeof CalendarEdition>;

/** What the proof of a date says of an edition it rests on. `sha256`: lower-case hex, of the edition's canonical JSON. */
export interface EditionReference {
  readonly year: number;
  readonly title: string;
  readonly number?: string;
  readonly dated: Day;
  readonly url: string;
  readonly sha256: string;
}

/** What is known of one day. `why`: the reason it would not count, of use on rest days only. */
interface DayStatus {
  readonly working: boolean;
  readonly why: string;
  /** Of the edition that settles it. */
  readonly year: number;
}

/** The published editions, ready for questions. Make it with `makeCalendar`. */
export interface Calendar {
  readonly editions: ReadonlyMap<number, CalendarEdition>;
  readonly named: ReadonlyMap<
    Day,
    { readonly working: boolean; readonly name: string; readonly year: number }
  >;
}

/** A day that does not count, and why: `weekend`, or the holiday's name as the notice has it. */
export interface SkippedDay {
  readonly date: Day;
  readonly why: string;
}

/** A count of working days with everything a proof needs. `years`: of the editions used, ascending. */
export interface WorkingDayCount {
  readonly days: readonly Day[];
  readonly skipped: readonly SkippedDay[];
  readonly years: readonly number[];
}

/**
 * @param editions of two for the same year the later in the list stands, so an amended notice is simply added.
 *   Where two years name the same day of December, the later year's notice stands.
 */
export function makeCalendar(editions: readonly CalendarEdition[]): Calendar {
  const byYear = new Map(editions.map((edition) => [edition.year, edition]));
  const named = new Map<Day, { working: boolean; name: string; year: number }>();
  for (const edition of [...byYear.values()].sort((a, b) => a.year - b.year)) {
    for (const { date, name } of edition.offDays)
      named.set(date, { working: false, name, year: edition.year });
    for (const { date, name } of edition.makeUpWorkdays)
      named.set(date, { working: true, name, year: edition.year });
  }
  return { editions: byYear, named };
}

/**
 * Whether offices work on the day: make-up working days yes, the notice's off days no, else Monday to Friday.
 * @throws RuleError CALENDAR_NOT_PUBLISHED {year} when no edition covers the day
 * @see docs/rules.md#working-day
 */
export function isWorkingDay(calendar: Calendar, day: Day): boolean {
  const status = statusOf(calendar, day);
  if (!status) throw new RuleError('CALENDAR_NOT_PUBLISHED', [], { year: yearOf(day) });
  return status.working;
}

/**
 * The next `count` working days after a day that does not count itself.
 * @throws RuleError CALENDAR_NOT_PUBLISHED {year} when the count reaches a year without an edition
 */
export function nextWorkingDays(calendar: Calendar, afterDay: Day, count: number): WorkingDayCount {
  const { missingYear, ...known } = knownWorkingDays(calendar, afterDay, count);
  if (missingYear !== undefined) throw new RuleError('CALENDAR_NOT_PUBLISHED', [], { year: missingYear });
  return known;
}

/**
 * As `nextWorkingDays`, for what must go on without the next edition: the count stops short at the first day that
 * no edition covers and names that day's year. @see docs/rules.md#no-calendar
 */
export function knownWorkingDays(
  calendar: Calendar,
  afterDay: Day,
  count: number,
): WorkingDayCount & { readonly missingYear?: number } {
  const days: Day[] = [];
  const skipped: SkippedDay[] = [];
  const years = new Set<number>();
  const counted = () => ({ days, skipped, years: [...years].sort((a, b) => a - b) });
  for (let day = addDays(afterDay, 1); days.length < count; day = addDays(day, 1)) {
    const status = statusOf(calendar, day);
    if (!status) return { ...counted(), missingYear: yearOf(day) };
    years.add(status.year);
    if (status.working) days.push(day);
    else skipped.push({ date: day, why: status.why });
  }
  return counted();
}

/**
 * The `count`-th working day after `day`; `day` itself when `count` is 0.
 * @throws RuleError CALENDAR_NOT_PUBLISHED {year}
 */
export function addWorkingDays(calendar: Calendar, day: Day, count: number): Day {
  return nextWorkingDays(calendar, day, count).days.at(-1) ?? day;
}

/** The last year with an edition: what the calendar-horizon alarm watches. Undefined for an empty calendar. */
export function lastPublishedYear(calendar: Calendar): number | undefined {
  return [...calendar.editions.keys()].sort((a, b) => a - b).at(-1);
}

/** The edition as a proof names it: anyone with the edition's file can recompute the hash. */
export function referenceOf(edition: CalendarEdition): EditionReference {
  const { year, notice } = edition;
  return { year, ...notice, sha256: sha256Hex(canonicalJson(edition)) };
}

/** References to the editions of these years, in their order; years without one are left out. */
export function editionsUsed(calendar: Calendar, years: readonly number[]): EditionReference[] {
  return years.flatMap((year) => calendar.editions.get(year) ?? []).map(referenceOf);
}

function statusOf(calendar: Calendar, day: Day): DayStatus | undefined {
  // A notice settles the days it names even in the December before its own year, which may have no edition.
  const named = calendar.named.get(day);
  if (named) return { working: named.working, why: named.name, year: named.year };
  if (!calendar.editions.has(yearOf(day))) return undefined;
  return { working: weekdayOf(day) < 6, why: 'weekend', year: yearOf(day) };
}

function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

function belongsTo(year: number, date: Day): boolean {
  return date.startsWith(`${year}-`) || date.startsWith(`${year - 1}-12-`);
}
