import { describe, expect, it } from 'vitest';
import { notify } from '../../../functions/steps/notify.ts';
import { aForm, CHEN, submitted } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';

async function lastFact(world: FakeWorld, id: string) {
  return (await world.cases.events(id)).at(-1)?.fact;
}

describe('sending the messages that are owed', () => {
  it('claims, sends and records, in that order', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);

    await notify.run(world, { applicationId: id });

    expect(world.order('messages.claim', 'messenger.send', 'cases.commit').slice(1)).toEqual([
      'messages.claim',
      'messenger.send',
      'cases.commit',
    ]);
    expect(await lastFact(world, id)).toEqual({
      type: 'message-sent',
      event: 'received',
      messageId: 'message-1',
    });
  });

  it('may run twice', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);

    await notify.run(world, { applicationId: id });
    await notify.run(world, { applicationId: id });

    expect(world.given('messenger.send')).toHaveLength(1);
  });

  it('never sends again when the answer was lost: the message is unknown', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);
    world.answerNext('messenger.send', { outcome: 'unknown' });

    await notify.run(world, { applicationId: id });
    await notify.run(world, { applicationId: id });

    expect(world.given('messenger.send')).toHaveLength(1);
    expect(await lastFact(world, id)).toEqual({ type: 'message-unknown', event: 'received' });
  });

  it('waits for a claim that may still be alive, and calls it unknown once its holder must be dead', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);
    world.failNext('messenger.send', new Error('killed'), 'after');
    await expect(notify.run(world, { applicationId: id })).rejects.toThrow('killed');

    world.passMillis(34_999);
    await expect(notify.run(world, { applicationId: id })).rejects.toMatchObject({ name: 'MessagesPending' });
    world.passMillis(1);
    await notify.run(world, { applicationId: id });

    expect(world.given('messenger.send')).toHaveLength(1);
    expect(await lastFact(world, id)).toEqual({ type: 'message-unknown', event: 'received' });
  });

  it('does not send what another has claimed meanwhile', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);
    world.answerNext('messages.claim', undefined);

    await expect(notify.run(world, { applicationId: id })).rejects.toMatchObject({ name: 'MessagesPending' });

    expect(world.given('messenger.send')).toEqual([]);
  });

  it('gives the claim back when the message certainly did not go out, and sends it the next time', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);
    world.answerNext('messenger.send', { outcome: 'not-sent' });

    await expect(notify.run(world, { applicationId: id })).rejects.toMatchObject({ name: 'MessagesPending' });
    await notify.run(world, { applicationId: id });

    expect(await lastFact(world, id)).toMatchObject({ type: 'message-sent', event: 'received' });
  });

  it('sends to whoever applies for a person without a phone', async () => {
    const world = new FakeWorld();
    const agent = {
      name: '林玉珍',
      citizenIdNumber: '330327198807060020',
      relationship: 'guardian',
      mobilePhone: '13800000002',
    } as const;
    const { id } = await submitted(world);
    const details = world.memory.details.get(id);
    const form = { ...aForm(CHEN), mobilePhone: undefined, agent };
    if (details) world.memory.details.set(id, { ...details, form });

    await notify.run(world, { applicationId: id });

    expect(world.given('messenger.send')[0]?.[0]).toMatchObject({ to: '13800000002' });
  });

  it('skips, and says so, where nobody has a phone', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);
    const details = world.memory.details.get(id);
    if (details)
      world.memory.details.set(id, { ...details, form: { ...aForm(CHEN), mobilePhone: undefined } });

    await notify.run(world, { applicationId: id });

    expect(await lastFact(world, id)).toEqual({
      type: 'message-skipped',
      event: 'received',
      why: 'no-phone',
    });
    expect(await world.messages.listUnsettled(id)).toEqual([]);
  });
});
