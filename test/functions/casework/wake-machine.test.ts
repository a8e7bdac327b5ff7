import { describe, expect, it } from 'vitest';
import { wakeLeftOpen, wakeMachine } from '../../../functions/casework/wake-machine.ts';
import { openTask } from '../../../functions/steps/open-task.ts';
import { decided, submitted } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';

const ROUND = 1;

async function opened(world: FakeWorld, id: string, stage: 'acceptance' | 'review' | 'approval') {
  await openTask.run(world, { applicationId: id, stage, round: ROUND, token: `token of ${stage}` });
  world.memory.awaitedTokens.add(`token of ${stage}`);
}

describe('waking the machine', () => {
  it('tells it where the case stands, where it goes straight on', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);
    await opened(world, id, 'acceptance');
    const accepted = await decided(world, id, 'acceptance', 'accept');

    await wakeMachine(world, accepted, { stage: 'acceptance', round: ROUND });

    expect(world.given('workflow.wake')).toMatchObject([
      ['token of acceptance', { outcome: 'accept', stage: 'review', round: 1 }],
    ]);
    expect(world.given('workflow.reroute')).toEqual([]);
  });

  it('tells it to read the case, where it has to choose', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);
    await opened(world, id, 'acceptance');
    const refused = await decided(world, id, 'acceptance', 'refuse-to-accept');

    await wakeMachine(world, refused, { stage: 'acceptance', round: ROUND });

    expect(world.given('workflow.reroute')).toEqual([['token of acceptance', 'refuse-to-accept, none']]);
    expect(world.given('workflow.wake')).toEqual([]);
  });

  it('does not send it straight on, where a second opinion was given before it heard of the first', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);
    await opened(world, id, 'acceptance');
    await decided(world, id, 'acceptance', 'accept');
    await decided(world, id, 'review', 'endorse');

    const woken = await wakeLeftOpen(world, id);

    expect(woken).toBe(true);
    expect(world.given('workflow.reroute')).toEqual([['token of acceptance', 'endorse, approval']]);
  });
});
