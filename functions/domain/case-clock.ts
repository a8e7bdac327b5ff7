import type { AlarmInput } from './alarms.ts';
import { knownWorkingDays, type Calendar } from './calendar.ts';
import type { ClockDates } from './case-event.ts';
import type { CaseRecord } from './case-record.ts';
import { acceptByOf, deadlineOf, endOf, type OfficeHours } from './deadline.ts';
import { addDays, dayOf, normaliseInstant, type Instant } from './instant.ts';
import { RuleError } from './rule-error.ts';
import { stageOf } from './status.ts';

/**
 * The instants that acceptance sets. Where a year's calendar is not published they stay open: a person is accepted
 * all the same, and the dates are filled when the edition is loaded.
 * @see docs/rules.md#no-calendar
 */
export function clockFrom(calendar: Calendar, acceptedAt: Instant, hours: OfficeHours): ClockDates {
  const proof = whenPublished(() => deadlineOf(calendar, acceptedAt, hours));
  if (!proof) return { acceptedAt: normaliseInstant(acceptedAt), editions: [] };
  const { warnAt, dueAt, deadlineAt } = proof;
  return {
    acceptedAt: proof.acceptedAt,
    warnAt,
    dueAt,
    deadlineAt,
    editions: proof.calendar.map(({ sha256 }) => sha256),
  };
}

/** By when somebody must have accepted; undefined where a year's calendar is not published. */
export function acceptByFrom(
  calendar: Calendar,
  receivedAt: Instant,
  hours: OfficeHours,
): Instant | undefined {
  return whenPublished(() => acceptByOf(calendar, receivedAt, hours))?.acceptBy;
}

/** How long an applicant may take to correct, calendar days; the law sets no time. @see docs/rules.md#correction */
const CORRECTION_DAYS = 30;

/**
 * Until when a correction may come: the end of the thirtieth day, or of the first working day after it (Civil Code,
 * art. 203). Where the calendar is not published the day stands as it is.
 */
export function correctByFrom(calendar: Calendar, requestedAt: Instant): Instant {
  const last = addDays(dayOf(requestedAt), CORRECTION_DAYS);
  const [firstWorkingDay = last] = knownWorkingDays(calendar, addDays(last, -1), 1).days;
  return endOf(firstWorkingDay);
}

/** What the alarms of a case depend on; undefined where no opinion is awaited. */
export function alarmInputOf(record: CaseRecord): AlarmInput | undefined {
  const stage = stageOf(record.position);
  if (!stage) return undefined;
  if (record.clock) return { stage, acceptedAt: record.clock.acceptedAt };
  return { stage: 'acceptance', receivedAt: record.submittedAt };
}

function whenPublished<Value>(compute: () => Value): Value | undefined {
  try {
    return compute();
  } catch (error) {
    if (error instanceof RuleError && error.code === 'CALENDAR_NOT_PUBLISHED') return undefined;
    throw error;
  }
}
