import type { VerifiedPerson } from '../../functions/domain/person.ts';
import { notify } from '../../functions/steps/notify.ts';
import { CHEN, submitted } from './builders.ts';
import type { FakeWorld } from './fake-world.ts';

/** A case whose first message waits for the operator, after its sender's receipt said so. @returns its id */
export async function caseWaiting(
  world: FakeWorld,
  receipt: 'unknown' | 'failed',
  person: VerifiedPerson = CHEN,
): Promise<string> {
  const { id } = await submitted(world, person);
  world.memory.executions.set(id, 'running');
  world.answerNext('messenger.send', { outcome: 'unknown' });
  world.answerNext('messenger.receiptOf', { outcome: receipt });
  await notify.run(world, { applicationId: id });
  return id;
}
