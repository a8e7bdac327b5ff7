import { editionsUsed, nextWorkingDays, type Calendar } from './calendar.ts';
import { acceptByFrom, clockFrom, correctByFrom } from './case-clock.ts';
import type { CaseDates, CaseFact } from './case-event.ts';
import type { CaseRecord } from './case-record.ts';
import type { OfficeHours } from './deadline.ts';
import { addDays, dayOf } from './instant.ts';
import { isClosed } from './status.ts';

const DATES = ['acceptBy', 'correctBy', 'warnAt', 'dueAt', 'deadlineAt'] as const;

/**
 * What another calendar does to an open case; undefined where every date stays. `acceptedAt` never changes, a date
 * that is known never becomes unknown, and a correction may be given later than was said, but never has to come earlier.
 * @see docs/rules.md#loading-an-edition
 */
export function clockMove(
  record: CaseRecord,
  calendar: Calendar,
  hours: OfficeHours,
): Extract<CaseFact, { type: 'clock-moved' }> | undefined {
  if (isClosed(record.position)) return undefined;
  const before = datesOf(record);
  const after = datesBy(record, calendar, hours);
  const moved = DATES.filter((name) => after[name] !== undefined && after[name] !== before[name]);
  if (moved.length === 0) return undefined;
  return {
    type: 'clock-moved',
    from: pick(before, moved),
    to: pick(after, moved),
    editions: editionsBehind(record, calendar, hours),
  };
}

/** Whether a legal date of the case is still unknown because the edition of a year is missing. */
export function isProvisional({ position, acceptBy, clock }: CaseRecord): boolean {
  if (isClosed(position)) return false;
  return clock ? clock.deadlineAt === undefined : position === 'submitted' && acceptBy === undefined;
}

/** The dates as they stand in the record: those that are still open to change, and no others. */
function datesOf({ position, acceptBy, correctBy, clock }: CaseRecord): CaseDates {
  if (clock) return clock;
  return position === 'awaiting-correction' ? { correctBy } : { acceptBy };
}

function datesBy(record: CaseRecord, calendar: Calendar, hours: OfficeHours): CaseDates {
  const { position, clock, submittedAt, correctBy = '', correctionAskedAt } = record;
  if (clock) return clockFrom(calendar, clock.acceptedAt, hours);
  if (position !== 'awaiting-correction') return { acceptBy: acceptByFrom(calendar, submittedAt, hours) };
  if (correctionAskedAt === undefined) return {};
  const latest = correctByFrom(calendar, correctionAskedAt);
  return latest > correctBy ? { correctBy: latest } : {};
}

function editionsBehind(record: CaseRecord, calendar: Calendar, hours: OfficeHours): readonly string[] {
  const { clock, position, submittedAt } = record;
  if (clock) return clockFrom(calendar, clock.acceptedAt, hours).editions;
  const years =
    position === 'awaiting-correction'
      ? yearsOf(datesBy(record, calendar, hours))
      : nextWorkingDays(calendar, dayOf(submittedAt), 5).years;
  return editionsUsed(calendar, years).map(({ sha256 }) => sha256);
}

/** The instant is the midnight after the last day: that day tells the year. */
function yearsOf({ correctBy }: CaseDates): number[] {
  return correctBy === undefined ? [] : [Number(addDays(dayOf(correctBy), -1).slice(0, 4))];
}

function pick(dates: CaseDates, names: readonly (keyof CaseDates)[]): CaseDates {
  return Object.fromEntries(names.flatMap((name) => (dates[name] ? [[name, dates[name]]] : [])));
}
