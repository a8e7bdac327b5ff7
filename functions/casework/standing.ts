import * as z from 'zod';
import { nextAlarm } from '../domain/alarms.ts';
import { alarmInputOf } from '../domain/case-clock.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import { ACTIONS, STAGES, stageOf } from '../domain/status.ts';
import type { World } from '../ports.ts';
import { calendarOf } from './record-facts.ts';

/** Where a case stands, as the machine is told it: ids, outcomes and instants, nothing else. */
export const Standing = z.strictObject({
  /** The stage whose opinion is awaited; `none` when there is none. */
  stage: z.enum([...STAGES, 'none']),
  outcome: z.enum([...ACTIONS, 'waiting']),
  round: z.int().min(1),
  /** When to look again if nobody acts; always later than now. */
  nextAlarmAt: z.string(),
});
export type Standing = z.infer<typeof Standing>;

export async function standingOf(world: World, record: CaseRecord): Promise<Standing> {
  const now = world.now();
  const input = alarmInputOf(record);
  const alarm = input && nextAlarm(input, await calendarOf(world), world.county.hours, now);
  return {
    stage: stageOf(record.position) ?? 'none',
    outcome: record.outcome,
    round: record.round,
    nextAlarmAt: alarm?.at ?? now,
  };
}
