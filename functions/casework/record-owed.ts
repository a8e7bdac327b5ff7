import type { Calendar } from '../domain/calendar.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import type { OfficeHours } from '../domain/deadline.ts';
import { dayOf, toMillis, type Instant } from '../domain/instant.ts';
import type { World } from '../ports.ts';
import { owedAlarms } from './owed-alarms.ts';
import { calendarOf, recordBySystem } from './record-facts.ts';

/**
 * Records every alarm that a waiting case owes by an instant. After five working days without an answer the case counts
 * as accepted from receipt (Licensing Law, art. 32(4)). A correction that does not come lapses. After acceptance no time
 * ends a case. May run twice: what is recorded stays recorded once.
 * @param waiting the round in which the machine waits, and until when alarms count as owed
 * @returns the case by then; as it stands where another round has begun
 */
export async function recordOwed(
  world: World,
  caseId: string,
  { round, until }: { readonly round: number; readonly until: Instant },
): Promise<Recorded> {
  let before: CaseRecord | undefined;
  const record = await recordBySystem(world, caseId, async (current) => {
    before = current;
    if (current.round !== round || !mayOwe(current, until)) return undefined;
    if (!hasLapsed(current, until)) {
      return { facts: owedAlarms(current, await calendarOf(world), world.county.hours, until) };
    }
    const draft = await world.drafts.find(current.id);
    return { facts: [{ type: 'lapsed' }], extras: { owes: ['lapsed'], ...(draft && { draft }) } };
  });
  return { record, ...(before && before.sequence !== record.sequence && { before }) };
}

/** What became of a case that was asked what it owes. */
export interface Recorded {
  readonly record: CaseRecord;
  /** As it stood before, where something was owed and has been recorded. */
  readonly before?: CaseRecord;
}

/** Whether an alarm, or the end of a correction, is owed by an instant and not recorded. */
export function isOwed(record: CaseRecord, calendar: Calendar, hours: OfficeHours, until: Instant): boolean {
  return hasLapsed(record, until) || owedAlarms(record, calendar, hours, until).length > 0;
}

/** Nothing is owed on the day from which working days are counted: that spares looking up the calendar. */
function mayOwe({ clock, submittedAt }: CaseRecord, until: Instant): boolean {
  return dayOf(until) > dayOf(clock?.acceptedAt ?? submittedAt);
}

/** A correction that did not come in time ends the case, without prejudice: the person may apply again at once. */
function hasLapsed({ position, correctBy }: CaseRecord, until: Instant): boolean {
  return (
    position === 'awaiting-correction' && correctBy !== undefined && toMillis(until) >= toMillis(correctBy)
  );
}
