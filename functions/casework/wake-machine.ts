import type { CaseRecord } from '../domain/case-record.ts';
import type { Awaited } from '../domain/status.ts';
import type { World } from '../ports.ts';
import { standingOf } from './standing.ts';

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
  if (token) await world.workflow.wake(token, await standingOf(world, record));
}
