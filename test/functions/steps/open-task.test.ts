import { describe, expect, it } from 'vitest';
import { openTask } from '../../../functions/steps/open-task.ts';
import { readCase } from '../../../functions/steps/read-case.ts';
import { decided, submitted } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';

const TASK = { stage: 'acceptance', round: 1 } as const;

describe('opening a task', () => {
  it('keeps the token with which the opinion will wake the machine, and sends what is owed', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);

    await openTask.run(world, { applicationId: id, ...TASK, token: 'token-1' });

    expect(await world.taskTokens.find(id, 'acceptance', 1)).toBe('token-1');
    expect(world.given('messenger.send')).toHaveLength(1);
  });

  it('may run twice', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);

    await openTask.run(world, { applicationId: id, ...TASK, token: 'token-1' });
    await openTask.run(world, { applicationId: id, ...TASK, token: 'token-2' });

    expect(await world.taskTokens.find(id, 'acceptance', 1)).toBe('token-2');
    expect(world.given('messenger.send')).toHaveLength(1);
  });

  it('is AlreadyDecided when the opinion came first, and the machine is told what is recorded', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);
    await decided(world, id, 'acceptance', 'accept');

    const run = openTask.run(world, { applicationId: id, ...TASK, token: 'token-1' });

    await expect(run).rejects.toMatchObject({ name: 'AlreadyDecided' });
    expect(await readCase.run(world, { applicationId: id })).toMatchObject({
      stage: 'review',
      outcome: 'accept',
    });
  });

  it('is AlreadyDecided for a token of an earlier round', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);
    await decided(world, id, 'acceptance', 'accept');
    await decided(world, id, 'review', 'return');

    const run = openTask.run(world, { applicationId: id, ...TASK, token: 'token-1' });

    await expect(run).rejects.toMatchObject({ name: 'AlreadyDecided' });
    await openTask.run(world, { applicationId: id, stage: 'acceptance', round: 2, token: 'token-2' });
    expect(await world.taskTokens.find(id, 'acceptance', 2)).toBe('token-2');
  });

  it('is CaseClosed when the case has ended', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);
    await decided(world, id, 'acceptance', 'refuse-to-accept');

    const run = openTask.run(world, { applicationId: id, ...TASK, token: 'token-1' });

    await expect(run).rejects.toMatchObject({ name: 'CaseClosed' });
    expect(world.given('messenger.send')).toEqual([]);
  });
});
