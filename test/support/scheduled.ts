import { runSchedule, type Schedule } from '../../functions/runtime/schedule.ts';
import { openTask } from '../../functions/steps/open-task.ts';
import { decided, submitted } from './builders.ts';
import type { FakeWorld } from './fake-world.ts';

/** What one run of a scheduled act finds, as `code case`; and how many of its parts failed. */
export async function foundBy(schedule: Schedule, world: FakeWorld) {
  const { found, failed } = await runSchedule(schedule, world);
  return { found: found.map(({ code, applicationId }) => [code, applicationId].join(' ').trim()), failed };
}

/** What a run finds on a healthy day. */
export const NOTHING = { found: [], failed: 0 };

/** Opens the task at which the case waits, as the machine does; the machine then waits for this token. */
export async function opened(world: FakeWorld, id: string, stage: 'acceptance' | 'review'): Promise<string> {
  const { round = 1 } = (await world.cases.find(id)) ?? {};
  const token = `${id} ${stage} ${round}`;
  await openTask.run(world, { applicationId: id, stage, round, token });
  world.memory.awaitedTokens.add(token);
  return token;
}

/** A case that waits for its review, accepted on Monday, 2 March 2026 at nine, with everything as it should be. */
export async function healthyCase(world: FakeWorld): Promise<string> {
  const { id } = await submitted(world);
  const token = await opened(world, id, 'acceptance');
  await decided(world, id, 'acceptance', 'accept');
  world.memory.awaitedTokens.delete(token);
  await opened(world, id, 'review');
  return id;
}
