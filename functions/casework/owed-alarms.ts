import { alarmsDue } from '../domain/alarms.ts';
import type { Calendar } from '../domain/calendar.ts';
import { alarmInputOf, clockFrom } from '../domain/case-clock.ts';
import type { CaseFact, ClockDates } from '../domain/case-event.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import type { OfficeHours } from '../domain/deadline.ts';
import type { Instant } from '../domain/instant.ts';
import { stageOf } from '../domain/status.ts';

/**
 * The alarms that a waiting case owed by this instant and that are not recorded yet, as facts; where the time to
 * accept has run out, with the acceptance that the law puts in its place.
 */
export function owedAlarms(
  record: CaseRecord,
  calendar: Calendar,
  hours: OfficeHours,
  now: Instant,
): CaseFact[] {
  const alarmInput = alarmInputOf(record);
  const stage = stageOf(record.position);
  if (!alarmInput || !stage) return [];
  const recorded = new Set(record.alarms.map(({ alarm, owedAt }) => `${alarm} ${owedAt}`));
  // Before it lapsed, a case deemed accepted had no clock of acceptance that could have owed anything.
  const lapsedAt = record.alarms.find(({ alarm }) => alarm === 'accept-lapsed')?.owedAt;
  const due = alarmsDue(alarmInput, calendar, hours, lapsedAt ?? record.submittedAt, now);
  const fresh = due.filter(({ kind, at }) => !recorded.has(`${kind} ${at}`));
  const facts: CaseFact[] = fresh.map(({ kind, at }) => ({
    type: 'alarm-raised',
    stage,
    alarm: kind,
    owedAt: at,
  }));
  const lapsed = record.position === 'submitted' && fresh.some(({ kind }) => kind === 'accept-lapsed');
  return lapsed ? [...facts, ...deemedAccepted(clockFrom(calendar, record.submittedAt, hours))] : facts;
}

/** Accepted from receipt: the two working days are over by then, so the breach is recorded with it. */
function deemedAccepted(clock: ClockDates): CaseFact[] {
  const { deadlineAt } = clock;
  return [
    { type: 'deemed-accepted', clock },
    ...(deadlineAt
      ? [{ type: 'alarm-raised', stage: 'acceptance', alarm: 'breach', owedAt: deadlineAt } as const]
      : []),
  ];
}
