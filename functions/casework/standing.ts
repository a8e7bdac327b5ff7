import * as z from 'zod';
import { comingAlarms } from '../domain/alarms.ts';
import { alarmInputOf } from '../domain/case-clock.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import type { Instant } from '../domain/instant.ts';
import { ACTIONS, AWAITED, awaitedAt } from '../domain/status.ts';
import type { World } from '../ports.ts';
import { calendarOf } from './record-facts.ts';

/** So many alarms the machine is told at once; after the last one it asks again. */
const ALARMS_TOLD = 10;

/** Where a case stands, as the machine is told it: ids, outcomes and instants, nothing else. */
export const Standing = z.strictObject({
  /** Whose opinion is awaited, or the applicant's correction; `none` when nobody is waited for. */
  stage: z.enum([...AWAITED, 'none']),
  outcome: z.enum([...ACTIONS, 'waiting']),
  round: z.int().min(1),
  /** When to look at the case if nobody acts, in order, each later than now; none where nobody is waited for. */
  alarmsAt: z.array(z.string()).max(ALARMS_TOLD),
  /** The first of them, else now: executions that began before 2026-11-23 know no other. */
  nextAlarmAt: z.string(),
});
export type Standing = z.infer<typeof Standing>;

/** Where the case stands now, and the instants of its next alarms. */
export async function standingOf(world: World, record: CaseRecord): Promise<Standing> {
  const now = world.now();
  const alarmsAt = await alarmsToCome(world, record, now);
  return {
    stage: awaitedAt(record.position) ?? 'none',
    outcome: outcomeFor(record),
    round: record.round,
    alarmsAt,
    nextAlarmAt: alarmsAt[0] ?? now,
  };
}

/**
 * Whether a correction waits to be gathered: where the machine was not told of it in time, its papers would stay in
 * quarantine and its findings unknown. Nobody needs them any more once the case is withdrawn.
 */
export function isUngathered({ position, correctedInRound, checkedRounds }: CaseRecord): boolean {
  if (correctedInRound === undefined || position === 'withdrawn') return false;
  return !checkedRounds.some((round) => round >= correctedInRound);
}

/** The last recorded act, but the correction first while nobody has gathered it. */
function outcomeFor(record: CaseRecord): Standing['outcome'] {
  return isUngathered(record) ? 'correct' : record.outcome;
}

/** The next instants at which a waiting case must be looked at, later than `after`, in order; the end of a correction's time is one. */
export async function alarmsToCome(world: World, record: CaseRecord, after: Instant): Promise<Instant[]> {
  const input = alarmInputOf(record);
  if (input) return comingAlarms(input, await calendarOf(world), world.county.hours, after, ALARMS_TOLD);
  const { position, correctBy } = record;
  return position === 'awaiting-correction' && correctBy !== undefined && correctBy > after
    ? [correctBy]
    : [];
}
