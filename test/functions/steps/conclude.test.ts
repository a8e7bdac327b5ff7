import { describe, expect, it } from 'vitest';
import { conclude } from '../../../functions/steps/conclude.ts';
import { issue } from '../../../functions/steps/issue.ts';
import { approved } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';

async function issuedCase() {
  const world = new FakeWorld();
  const { id } = await approved(world);
  await issue.run(world, { applicationId: id });
  return { world, id };
}

async function factsOf(world: FakeWorld, id: string) {
  return (await world.cases.events(id)).map(({ fact }) => fact.type);
}

describe('concluding a case', () => {
  it('sends what is owed first, and then keeps the file, in which the message stands', async () => {
    const { world, id } = await issuedCase();

    await conclude.run(world, { applicationId: id, untold: false });

    expect(world.order('messenger.send', 'archive.keep').at(-1)).toBe('archive.keep');
    expect((await factsOf(world, id)).slice(-2)).toEqual(['message-sent', 'archived']);
    expect([...world.outside.archived.values()][0]).toContain('message-sent');
  });

  it('keeps no file while a message may still go out', async () => {
    const { world, id } = await issuedCase();
    world.answerNext('messenger.send', { outcome: 'not-sent' });

    const run = conclude.run(world, { applicationId: id, untold: false });

    await expect(run).rejects.toMatchObject({ name: 'MessagesPending' });
    expect(world.outside.archived.size).toBe(0);
  });

  it('keeps the file untold: the message stays owed', async () => {
    const { world, id } = await issuedCase();

    await conclude.run(world, { applicationId: id, untold: true });

    expect(world.given('messenger.send')).toEqual([]);
    expect((await world.messages.listUnsettled(id)).map(({ event }) => event)).toContain('issued');
    expect((await world.cases.find(id))?.archivedAt).toBeDefined();
  });

  it('may run twice, also where it stopped between the message and the file', async () => {
    const { world, id } = await issuedCase();
    world.failNext('archive.keep', new Error('lost'), 'after');

    await expect(conclude.run(world, { applicationId: id, untold: false })).rejects.toThrow('lost');
    const sent = world.given('messenger.send').length;
    await conclude.run(world, { applicationId: id, untold: false });
    await conclude.run(world, { applicationId: id, untold: false });

    expect(world.given('messenger.send')).toHaveLength(sent);
    expect((await factsOf(world, id)).filter((type) => type === 'archived')).toHaveLength(1);
  });
});
