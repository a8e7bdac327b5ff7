import { awaitedAt } from '../domain/status.ts';
import type { Instant } from '../domain/instant.ts';
import type { World } from '../ports.ts';
import { knownCase } from './record-facts.ts';
import { recordOwed } from './record-owed.ts';
import { wakeMachine } from './wake-machine.ts';

/**
 * Records what a waiting case has owed since an instant that is over, for the machine has slept past it, and wakes the
 * machine, so that it is told the alarms anew. May run twice.
 * @returns whether anything was owed
 */
export async function raiseLate(world: World, caseId: string, until: Instant): Promise<boolean> {
  const { round } = await knownCase(world, caseId);
  const { record, before } = await recordOwed(world, caseId, { round, until });
  const stage = before && awaitedAt(before.position);
  if (!stage) return false;
  await wakeMachine(world, record, { stage, round });
  return true;
}
