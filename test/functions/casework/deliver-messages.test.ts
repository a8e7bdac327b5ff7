import { describe, expect, it } from 'vitest';
import { notify } from '../../../functions/steps/notify.ts';
import { submitted } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';

async function lastFact(world: FakeWorld, id: string) {
  return (await world.cases.events(id)).at(-1)?.fact;
}

describe('a message whose answer was lost', () => {
  it('hands the same message over under the same serial, however often it is tried', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);
    world.answerNext('messenger.send', { outcome: 'not-sent' });

    await expect(notify.run(world, { applicationId: id })).rejects.toMatchObject({ name: 'MessagesPending' });
    await notify.run(world, { applicationId: id });

    const serials = world.given('messenger.send').map(([message]) => message);
    expect(serials).toMatchObject([{ serial: `${id}-received-1` }, { serial: `${id}-received-1` }]);
  });

  it.each([
    [
      { outcome: 'delivered', messageId: 'g-1' },
      { type: 'message-sent', messageId: 'g-1' },
    ],
    [
      { outcome: 'accepted', messageId: 'g-1' },
      { type: 'message-sent', messageId: 'g-1' },
    ],
    [{ outcome: 'failed' }, { type: 'message-failed' }],
    [{ outcome: 'unknown' }, { type: 'message-unknown' }],
  ] as const)('asks for the receipt at once when the answer was lost: %j', async (receipt, fact) => {
    const world = new FakeWorld();
    const { id } = await submitted(world);
    world.answerNext('messenger.send', { outcome: 'unknown' });
    world.answerNext('messenger.receiptOf', receipt);

    await notify.run(world, { applicationId: id });
    await notify.run(world, { applicationId: id });

    expect(world.given('messenger.send')).toHaveLength(1);
    expect(world.given('messenger.receiptOf')).toEqual([[`${id}-received-1`]]);
    expect(await lastFact(world, id)).toEqual({ ...fact, event: 'received' });
  });

  it('sends again what the sender says it never took', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);
    world.answerNext('messenger.send', { outcome: 'unknown' });
    world.answerNext('messenger.receiptOf', { outcome: 'never-taken' });

    await expect(notify.run(world, { applicationId: id })).rejects.toMatchObject({ name: 'MessagesPending' });
    await notify.run(world, { applicationId: id });

    expect(world.given('messenger.send')).toHaveLength(2);
    expect(await lastFact(world, id)).toMatchObject({ type: 'message-sent', event: 'received' });
  });

  it.each([
    [{ outcome: 'accepted', messageId: 'g-1' }, 1],
    [{ outcome: 'never-taken' }, 2],
  ] as const)('asks for the message of a claimer that died: %j', async (receipt, sendings) => {
    const world = new FakeWorld();
    const { id } = await submitted(world);
    world.failNext('messenger.send', new Error('killed'), 'after');
    await expect(notify.run(world, { applicationId: id })).rejects.toThrow('killed');
    world.passMillis(35_000);
    world.answerNext('messenger.receiptOf', receipt);

    await notify.run(world, { applicationId: id });

    expect(world.given('messenger.send')).toHaveLength(sendings);
    expect(await lastFact(world, id)).toMatchObject({ type: 'message-sent', event: 'received' });
  });

  it('keeps asking for a day while no receipt can be had, then leaves it to the operator', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);
    world.answerNext('messenger.send', { outcome: 'unknown' });
    const ask = async (passMillis: number) => {
      world.passMillis(passMillis);
      world.answerNext('messenger.receiptOf', { outcome: 'not-now' });
      return notify.run(world, { applicationId: id });
    };
    await expect(ask(0)).rejects.toMatchObject({ name: 'MessagesPending' });
    await expect(ask(35_000)).rejects.toMatchObject({ name: 'MessagesPending' });
    await expect(ask(86_364_999)).rejects.toMatchObject({ name: 'MessagesPending' });

    await ask(1);

    expect(world.given('messenger.send')).toHaveLength(1);
    expect(await lastFact(world, id)).toEqual({ type: 'message-unknown', event: 'received' });
  });

  it('does not take away the claim of whoever came first to a message whose claimer died', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);
    world.failNext('messenger.send', new Error('killed'), 'after');
    await expect(notify.run(world, { applicationId: id })).rejects.toThrow('killed');
    world.passMillis(35_000);
    world.answerNext('messenger.receiptOf', { outcome: 'never-taken' });
    const [dead] = await world.messages.listUnsettled(id);
    world.meanwhile('messages.unclaim', async () => {
      await world.messages.unclaim(id, 'received', dead?.claim);
      await world.messages.claim(id, 'received');
    });

    await expect(notify.run(world, { applicationId: id })).rejects.toMatchObject({ name: 'MessagesPending' });

    // That of the claimer that died; the other one is about to send.
    expect(world.given('messenger.send')).toHaveLength(1);
  });
});
