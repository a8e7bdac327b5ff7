import { dayOf, instantAt, toInstant, toMillis } from '../../functions/domain/instant.ts';
import { SCHEDULES, type ScheduleName, type ScheduleRow } from '../../functions/timetable.ts';
import type { BusinessClock, TimerSource } from './timers.ts';

const MINUTE_MILLIS = 60_000;
const DAY_MILLIS = 86_400_000;
/** What is kept of the findings, for whoever looks: the latest so many. */
const KEPT_FINDINGS = 1_000;

/** One finding of a run. */
export interface LocalFinding {
  readonly at: string;
  readonly schedule: ScheduleName;
  readonly code: string;
  readonly applicationId?: string;
}

/** A scheduled act: when it ran last, since this process began, and when it is due next. */
export interface ScheduleView {
  readonly name: ScheduleName;
  readonly nextDueAt: string;
  readonly lastRanAt: string | null;
}

/** The scheduled acts on business time. */
export interface LocalSchedules extends TimerSource {
  readonly coalesces: true;
  view(): { readonly schedules: readonly ScheduleView[]; readonly findings: readonly LocalFinding[] };
}

/** Runs the handler of an act and gives what it found. */
export type RunSchedule = (
  name: ScheduleName,
) => Promise<readonly { readonly code: string; readonly applicationId?: string }[]>;

/**
 * The acts that time starts, as timers of the business clock. An act whose time has come more than once, because the
 * clock was moved far or the process was busy, runs once: each run looks at everything afresh, so the earlier ones
 * would find nothing more. What was missed while the process was down is left to the next due time.
 * @see docs/adr/0014-schedules.md
 */
export function createSchedules(clock: BusinessClock, run: RunSchedule): LocalSchedules {
  const next = new Map<ScheduleName, number>(
    SCHEDULES.map((row) => [row.name, dueAfter(row, clock.nowMillis())]),
  );
  const lastRan = new Map<ScheduleName, number>();
  const findings: LocalFinding[] = [];

  async function runOnce(name: ScheduleName, nowMillis: number): Promise<void> {
    const at = toInstant(nowMillis);
    try {
      for (const found of await run(name)) findings.push({ at, schedule: name, ...found });
    } catch (error) {
      // As in the cloud: a run that fails is nobody's business but the alarm's; the next one is due all the same.
      console.error(`The scheduled act ${name} failed`, error);
    }
    findings.splice(0, findings.length - KEPT_FINDINGS);
    lastRan.set(name, nowMillis);
  }

  return {
    coalesces: true,
    nextDueAt: () => Math.min(...next.values()),
    async fireDue(nowMillis) {
      for (const row of SCHEDULES) {
        if ((next.get(row.name) ?? Infinity) > nowMillis) continue;
        next.set(row.name, dueAfter(row, nowMillis));
        await runOnce(row.name, nowMillis);
      }
    },
    idle: () => Promise.resolve(),
    view: () => ({
      schedules: SCHEDULES.map(({ name }) => {
        const ran = lastRan.get(name);
        return {
          name,
          nextDueAt: toInstant(next.get(name) ?? 0),
          lastRanAt: ran === undefined ? null : toInstant(ran),
        };
      }),
      findings,
    }),
  };
}

/** The first due time later than the instant, counted from midnight of the office's day. Milliseconds since the epoch. */
export function dueAfter({ everyMinutes, dailyAt = '00:00' }: ScheduleRow, millis: number): number {
  const day = dayOf(toInstant(millis));
  if (everyMinutes === undefined) {
    const today = toMillis(instantAt(day, dailyAt));
    return today > millis ? today : today + DAY_MILLIS;
  }
  const midnight = toMillis(instantAt(day, '00:00'));
  const step = everyMinutes * MINUTE_MILLIS;
  return midnight + (Math.floor((millis - midnight) / step) + 1) * step;
}
