import { knownWorkingDays, type Calendar } from './calendar.ts';
import { endOf, type OfficeHours } from './deadline.ts';
import { addDays, dayOf, instantAt, normaliseInstant, type Day, type Instant } from './instant.ts';
import type { Stage } from './status.ts';

/** What a case can owe an alarm for, in the order in which a case meets them. @see docs/rules.md#alarms */
export const ALARM_KINDS = [
  'accept-reminder-1',
  'accept-reminder-3',
  'accept-reminder-4',
  'accept-lapsed',
  'warning',
  'due',
  'breach',
  'overdue-reminder',
] as const;
export type AlarmKind = (typeof ALARM_KINDS)[number];

/** What the alarms depend on: while nobody has accepted the last (re)submission, otherwise the acceptance. */
export type AlarmInput =
  | { readonly stage: 'acceptance'; readonly receivedAt: Instant; readonly acceptedAt?: undefined }
  | { readonly stage: Stage; readonly acceptedAt: Instant };

export interface Alarm {
  readonly kind: AlarmKind;
  readonly at: Instant;
  /** Placed without a published calendar: it may move when the edition is loaded. */
  readonly provisional?: true;
  /** The first year that lacks an edition, where one is lacking: what to alarm the operator about. */
  readonly missingYear?: number;
}

/** When to look at the case again. `look-again`: no alarm is owed then, only the calendar is missing. */
export type NextAlarm = Alarm | (Omit<Alarm, 'kind'> & { readonly kind: 'look-again' });

/**
 * The fixed alarms of a case in order of time, as far as the published calendar reaches; the endless reminders
 * after the last one are not among them. Never refuses: a missing edition only makes the list shorter.
 * @throws RangeError when the input holds no instant
 * @see docs/rules.md#alarms
 */
export function alarmsOf(input: AlarmInput, calendar: Calendar, office: OfficeHours): Alarm[] {
  return scheduleOf(input, calendar, office).alarms;
}

/**
 * The first instant after `now` at which the case must be looked at; always strictly later than `now`.
 * After the last fixed alarm that is the opening of every next working day, for ever. Where the calendar ends it
 * is the opening of the very next day: `look-again` before the last fixed alarm is known, else a reminder.
 * @see docs/rules.md#no-calendar
 */
export function nextAlarm(
  input: AlarmInput,
  calendar: Calendar,
  office: OfficeHours,
  now: string,
): NextAlarm {
  const from = normaliseInstant(now);
  const { alarms, missingYear } = scheduleOf(input, calendar, office);
  const fixed = alarms.find(({ at }) => at > from);
  if (missingYear === undefined) return fixed ?? reminderAfter(later(from, lastOf(alarms)), calendar, office);
  const again = openingAfter(from, office);
  return fixed && fixed.at <= again
    ? { ...fixed, missingYear }
    : { kind: 'look-again', at: again, provisional: true, missingYear };
}

/**
 * The next instants at which the case must be looked at, in order, each strictly later than `now`; there are always so
 * many, for they never end.
 * @param count how many
 */
export function comingAlarms(
  input: AlarmInput,
  calendar: Calendar,
  office: OfficeHours,
  now: string,
  count: number,
): Instant[] {
  const instants: Instant[] = [];
  while (instants.length < count) {
    instants.push(nextAlarm(input, calendar, office, instants.at(-1) ?? now).at);
  }
  return instants;
}

/**
 * Every alarm owed in `after < at <= now`, in order of time, reminders included.
 * @param after the instant of the last alarm raised on this clock, else that of acceptance or receipt. Not that of the
 *   last look: when an edition is loaded late, alarms turn up before it.
 */
export function alarmsDue(
  input: AlarmInput,
  calendar: Calendar,
  office: OfficeHours,
  after: string,
  now: string,
): Alarm[] {
  const from = normaliseInstant(after);
  const until = normaliseInstant(now);
  const { alarms, missingYear } = scheduleOf(input, calendar, office);
  const due = alarms.filter(({ at }) => at > from && at <= until);
  if (missingYear !== undefined) return due;
  let reminder = reminderAfter(later(from, lastOf(alarms)), calendar, office);
  while (reminder.at <= until) {
    due.push(reminder);
    reminder = reminderAfter(reminder.at, calendar, office);
  }
  return due;
}

interface Schedule {
  readonly alarms: Alarm[];
  /** Set when the schedule stops short for want of an edition. */
  readonly missingYear?: number;
}

function scheduleOf(input: AlarmInput, calendar: Calendar, office: OfficeHours): Schedule {
  if (input.acceptedAt === undefined) {
    const { days, missingYear } = knownWorkingDays(calendar, dayOf(input.receivedAt), 5);
    const [first, , third, fourth, fifth] = days;
    const alarms = [
      ...alarmAt('accept-reminder-1', first, (day) => instantAt(day, office.closesAt)),
      ...alarmAt('accept-reminder-3', third, (day) => instantAt(day, office.closesAt)),
      ...alarmAt('accept-reminder-4', fourth, (day) => instantAt(day, office.closesAt)),
      ...alarmAt('accept-lapsed', fifth, endOf),
    ];
    return { alarms, missingYear };
  }
  const { days, missingYear } = knownWorkingDays(calendar, dayOf(input.acceptedAt), 2);
  const [, second] = days;
  const alarms = [
    ...alarmAt('warning', second, (day) => instantAt(day, office.opensAt)),
    ...alarmAt('due', second, (day) => instantAt(day, office.closesAt)),
    ...alarmAt('breach', second, endOf),
  ];
  return { alarms, missingYear };
}

function alarmAt(kind: AlarmKind, day: Day | undefined, at: (day: Day) => Instant): Alarm[] {
  return day === undefined ? [] : [{ kind, at: at(day) }];
}

/** The first opening of a working day after the instant. A day that no edition covers counts: rather one reminder too many. */
function reminderAfter(instant: Instant, calendar: Calendar, office: OfficeHours): Alarm {
  const eve = addDays(dayOf(openingAfter(instant, office)), -1);
  const { days, skipped, missingYear } = knownWorkingDays(calendar, eve, 1);
  const [day = addDays(eve, 1 + skipped.length)] = days;
  const at = instantAt(day, office.opensAt);
  return missingYear === undefined
    ? { kind: 'overdue-reminder', at }
    : { kind: 'overdue-reminder', at, provisional: true, missingYear };
}

/** The first opening hour of any day, working or not, after the instant. */
function openingAfter(instant: Instant, office: OfficeHours): Instant {
  const today = instantAt(dayOf(instant), office.opensAt);
  return today > instant ? today : instantAt(addDays(dayOf(instant), 1), office.opensAt);
}

function lastOf(alarms: readonly Alarm[]): Instant {
  return alarms.at(-1)?.at ?? '';
}

function later(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}
