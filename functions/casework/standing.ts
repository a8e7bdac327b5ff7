import * as z from 'zod';
import { nextAlarm } from '../domain/alarms.ts';
import { alarmInputOf } from '../domain/case-clock.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import { ACTIONS, AWAITED, awaitedAt } from '../domain/status.ts';
import type { World } from '../ports.ts';
import { calendarOf } from './record-facts.ts';

/** Where a case stands, as the machine is told it: ids, outcomes and instants, nothing else. */
export const Standing = z.strictObject({
  /** Whose opinion is awaited, or the applicant's correction; `none` when nobody is waited for. */
  stage: z.enum([...AWAITED, 'none']),
  outcome: z.enum([...ACTIONS, 'waiting']),
  round: z.int().min(1),
  /** When to look again if nobody acts; always later than now. */
  nextAlarmAt: z.string(),
});
export type Standing = z.infer<typeof Standing>;

/** Where the case stands now, and the instant of its next alarm; now itself where none is to come. */
export async function standingOf(world: World, record: CaseRecord): Promise<Standing> {
  const now = world.now();
  const input = alarmInputOf(record);
  const alarm = input && nextAlarm(input, await calendarOf(world), world.county.hours, now);
  return {
    stage: awaitedAt(record.position) ?? 'none',
    outcome: outcomeFor(record),
    round: record.round,
    nextAlarmAt:
      alarm?.at ?? (record.position === 'awaiting-correction' ? record.correctBy : undefined) ?? now,
  };
}

/**
 * The last recorded act, but the correction first while nobody has gathered it: where the machine was not told of it in
 * time, its papers would stay in quarantine and its findings unknown.
 */
function outcomeFor({ position, outcome, correctedInRound, checkedRounds }: CaseRecord): Standing['outcome'] {
  if (correctedInRound === undefined || position === 'withdrawn') return outcome;
  return checkedRounds.some((round) => round >= correctedInRound) ? outcome : 'correct';
}
