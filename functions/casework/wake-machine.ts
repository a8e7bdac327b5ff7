import type { CaseRecord } from '../domain/case-record.ts';
import { awaitedAt, type Awaited } from '../domain/status.ts';
import { leadsStraightOn } from '../domain/straight-way.ts';
import type { World } from '../ports.ts';
import { knownCase } from './record-facts.ts';
import { standingOf, type Standing } from './standing.ts';

/**
 * Answers the task that was open before an act that is recorded by now. Without a stored token there is nothing
 * to do: the machine has not opened the task yet and will find what is recorded.
 * @param opened the stage and round at which the task was opened
 */
export async function wakeMachine(
  world: World,
  record: CaseRecord,
  opened: { stage: Awaited; round: number },
): Promise<void> {
  const token = await world.taskTokens.find(record.id, opened.stage, opened.round);
  if (token) await answer(world, { stage: opened.stage, token }, await standingOf(world, record));
}

/**
 * Answers a task that is still open although the case has moved on: the wake-up after the act was lost. Where the
 * task of the present stage is open, or none of the earlier ones is, there is nothing to do.
 * @returns whether a task was still open
 */
export async function wakeLeftOpen(world: World, caseId: string): Promise<boolean> {
  const record = await knownCase(world, caseId);
  const { position, round } = record;
  const stage = awaitedAt(position);
  const kept = await world.taskTokens.kept(caseId);
  if (kept.some((task) => task.stage === stage && task.round === round)) return false;
  const standing = await standingOf(world, record);
  for (const task of kept) {
    if (await answer(world, task, standing)) return true;
  }
  return false;
}

/** With where the case stands, where the machine goes on to just that; otherwise with the word to read the case. */
async function answer(
  world: World,
  { stage, token }: { readonly stage: Awaited; readonly token: string },
  standing: Standing,
): Promise<boolean> {
  if (leadsStraightOn(stage, standing)) return world.workflow.wake(token, standing);
  return world.workflow.reroute(token, `${standing.outcome}, ${standing.stage}`);
}
