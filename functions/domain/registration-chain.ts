import * as z from 'zod';
import type { AssessmentDay, CountyRules } from './county-rules.ts';
import { addDays, addMonths, daysBetween, isDay, type Day } from './instant.ts';
import { judgeGap, type Gap } from './registration-gap.ts';

/**
 * One residence registration as the province keeps it. Both days are registered days: `registeredOn` is the
 * first, `endedOn` the last; without `endedOn` it still runs.
 */
export const RegistrationRow = z.object({
  divisionCode: z.string().regex(/^\d{6}$/u),
  registeredOn: z.string().refine(isDay, 'not a civil day'),
  endedOn: z.string().refine(isDay, 'not a civil day').optional(),
  /** Nine digits; unknown in older rows. */
  townshipCode: z
    .string()
    .regex(/^\d{9}$/u)
    .optional(),
});
export type RegistrationRow = z.infer<typeof RegistrationRow>;

/** Days registered without a break, both ends included, never later than the day of application. */
export interface Block {
  readonly from: Day;
  readonly to: Day;
}

/** The accumulated continuous registration of one person on one day. */
export interface RegistrationChain {
  readonly verdict: 'met' | 'cannot-tell' | 'not-met';
  /** Whether some county of the province has the person registered on the day of application. */
  readonly registeredToday: boolean;
  /** First day of the chain that needs nobody's leave. */
  readonly spanStart?: Day;
  /** First day of the chain if a human passes over every gap that may be passed over. */
  readonly reviewableStart?: Day;
  /** Registered days of the first chain before the day of application. */
  readonly registeredDays: number;
  /** Every gap up to and including the first that breaks the chain, the latest first. */
  readonly gaps: readonly Gap[];
  /** First day on which the verdict is `met` if registration goes on (or begins today, when there is none). */
  readonly qualifiesOn: Day;
  /** First day on which a human may find it met; absent unless earlier than `qualifiesOn`. */
  readonly reviewableFrom?: Day;
  readonly ignored: {
    readonly outsideProvince: number;
    readonly future: number;
    readonly unreadable: number;
  };
}

/**
 * Measures the months of registration (条例 art. 16: counted from the day registration was declared).
 * Overlaps and adjacent days merge across counties; short gaps are bridged; the chain must reach today.
 * The full months must also have been registered in fact: a gap that was bridged postpones `qualifiesOn`.
 * @see docs/rules.md#registration-chain
 */
export function measureChain(
  rows: readonly RegistrationRow[],
  rules: CountyRules,
  day: AssessmentDay,
): RegistrationChain {
  const { blocks, ignored } = mergeRows(rows, rules, day.today);
  const registeredToday = blocks.at(-1)?.to === day.today;
  const reached = registeredToday ? blocks : appendDay(blocks, day.today);
  const { certain, possible, gaps } = walkBack(reached, rules, day);

  const qualifiesOn = earliest(certain.map((block) => fullMonthsOn(block.from, certain, rules.months)));
  const spanStart = certain[0]?.from ?? day.today;
  const reviewableStart = possible[0]?.from ?? day.today;
  const reviewableFrom = addMonths(reviewableStart, rules.months);

  return {
    verdict: verdictOf(registeredToday, qualifiesOn, reviewableFrom, day.today),
    registeredToday,
    ...(registeredToday && { spanStart, reviewableStart }),
    registeredDays: certain.reduce((sum, block) => sum + daysBetween(block.from, block.to) + 1, 0) - 1,
    gaps,
    qualifiesOn: later(qualifiesOn, registeredToday ? qualifiesOn : day.today),
    ...(reviewableFrom < qualifiesOn && {
      reviewableFrom: registeredToday ? reviewableFrom : later(reviewableFrom, day.today),
    }),
    ignored,
  };
}

/** The province's rows as separate blocks in order of time, and how many rows were left out and why. */
function mergeRows(
  rows: readonly RegistrationRow[],
  rules: CountyRules,
  today: Day,
): { blocks: Block[]; ignored: RegistrationChain['ignored'] } {
  const inside = rows.filter((row) => row.divisionCode.startsWith(rules.provincePrefix));
  const readable = inside.filter((row) => row.endedOn === undefined || row.endedOn >= row.registeredOn);
  const begun = readable.filter((row) => row.registeredOn <= today);
  const ignored = {
    outsideProvince: rows.length - inside.length,
    unreadable: inside.length - readable.length,
    future: readable.length - begun.length,
  };
  const sorted = begun
    .map((row) => ({ from: row.registeredOn, to: earlier(row.endedOn ?? today, today) }))
    .toSorted((a, b) => (a.from < b.from ? -1 : Number(a.from > b.from)));
  const blocks: Block[] = [];
  for (const next of sorted) {
    const last = blocks.at(-1);
    if (last === undefined || next.from > addDays(last.to, 1)) blocks.push(next);
    else blocks[blocks.length - 1] = { from: last.from, to: later(last.to, next.to) };
  }
  return { blocks, ignored };
}

function appendDay(blocks: readonly Block[], today: Day): Block[] {
  const last = blocks.at(-1);
  return last?.to === addDays(today, -1)
    ? [...blocks.slice(0, -1), { from: last.from, to: today }]
    : [...blocks, { from: today, to: today }];
}

function walkBack(blocks: readonly Block[], rules: CountyRules, day: AssessmentDay) {
  const certain: Block[] = [];
  const possible: Block[] = [];
  const gaps: Gap[] = [];
  for (const block of blocks.toReversed()) {
    const following = possible[0];
    if (following !== undefined) {
      const gap = judgeGap(addDays(block.to, 1), addDays(following.from, -1), rules, day.springFestivals);
      gaps.push(gap);
      if (gap.verdict === 'breaks') break;
    }
    possible.unshift(block);
    if (gaps.every((gap) => gap.verdict === 'bridged')) certain.unshift(block);
  }
  return { certain, possible, gaps };
}

/** The day on which the full months from `start` are complete in registered days, gaps not counted. */
function fullMonthsOn(start: Day, blocks: readonly Block[], months: number): Day {
  const counted = blocks.filter((block) => block.from >= start);
  const end = counted.at(-1)?.to ?? start;
  const registered = counted.reduce((sum, block) => sum + daysBetween(block.from, block.to) + 1, 0);
  return addDays(addMonths(start, months), daysBetween(start, end) + 1 - registered);
}

function verdictOf(registeredToday: boolean, qualifiesOn: Day, reviewableFrom: Day, today: Day) {
  if (!registeredToday) return 'not-met';
  if (today >= qualifiesOn) return 'met';
  return today >= reviewableFrom ? 'cannot-tell' : 'not-met';
}

const earlier = (a: Day, b: Day): Day => (a < b ? a : b);
const later = (a: Day, b: Day): Day => (a > b ? a : b);
const earliest = (days: readonly Day[]): Day => days.reduce(earlier);
