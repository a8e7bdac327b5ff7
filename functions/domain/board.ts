import type { CaseRecord } from './case-record.ts';
import { dayOf, daysBetween, type Instant } from './instant.ts';
import { stageOf } from './status.ts';

/** How an open case stands with its time limits; several may hold at once. */
export interface Urgency {
  /** Nobody has accepted it yet. */
  readonly waiting: boolean;
  /** Our promise, the close of business of the second working day, falls on today. */
  readonly dueToday: boolean;
  /** The warning has passed and the deadline has not. */
  readonly atRisk: boolean;
  /** The legal deadline has passed, or the five working days to accept. */
  readonly late: boolean;
}

/** Open cases, counted. */
export type Load = Readonly<Record<keyof Urgency | 'open', number>>;

/** What a supervisor sees at one instant. */
export interface Board {
  readonly total: Load;
  /** Cases nobody has accepted, by whole days since the last submission; the oldest first. */
  readonly waitingByDays: readonly { readonly days: number; readonly cases: number }[];
  /** By staff id, of those who hold a case; the heaviest load first. */
  readonly officers: readonly ({ readonly officer: string } & Load)[];
  /** By office id. */
  readonly offices: readonly ({ readonly office: string } & Load)[];
}

/** @see docs/rules.md#board */
export function urgencyOf({ clock, acceptBy }: CaseRecord, now: Instant): Urgency {
  const { warnAt, dueAt, deadlineAt = acceptBy } = clock ?? {};
  const late = deadlineAt !== undefined && now >= deadlineAt;
  return {
    waiting: clock === undefined,
    dueToday: !late && dueAt !== undefined && dayOf(dueAt) === dayOf(now),
    atRisk: !late && warnAt !== undefined && now >= warnAt,
    late,
  };
}

/** The board of the cases that wait for an opinion. Pure counting: it names nobody but officers, by id. */
export function boardOf(records: readonly CaseRecord[], now: Instant): Board {
  const open = records.filter(({ position }) => stageOf(position) !== undefined);
  const waiting = open.filter(({ clock }) => clock === undefined);
  const held = open.filter(({ claimedBy }) => claimedBy !== undefined);
  const byDays = Map.groupBy(waiting, ({ submittedAt }) => daysBetween(dayOf(submittedAt), dayOf(now)));
  const byOfficer = Map.groupBy(held, ({ claimedBy = '' }) => claimedBy);
  const byOffice = Map.groupBy(open, ({ office }) => office);
  return {
    total: loadOf(open, now),
    waitingByDays: [...byDays]
      .map(([days, cases]) => ({ days, cases: cases.length }))
      .toSorted((a, b) => b.days - a.days),
    officers: [...byOfficer]
      .map(([officer, cases]) => ({ officer, ...loadOf(cases, now) }))
      .toSorted((a, b) => b.open - a.open || (a.officer < b.officer ? -1 : 1)),
    offices: [...byOffice]
      .map(([office, cases]) => ({ office, ...loadOf(cases, now) }))
      .toSorted((a, b) => (a.office < b.office ? -1 : 1)),
  };
}

function loadOf(records: readonly CaseRecord[], now: Instant): Load {
  const urgencies = records.map((record) => urgencyOf(record, now));
  const count = (name: keyof Urgency): number => urgencies.filter((urgency) => urgency[name]).length;
  return {
    open: records.length,
    waiting: count('waiting'),
    dueToday: count('dueToday'),
    atRisk: count('atRisk'),
    late: count('late'),
  };
}
