import { describe, expect, it } from 'vitest';
import { knownCase, recordFacts } from '../../../functions/casework/record-facts.ts';
import { submit } from '../../../functions/steps/submit.ts';
import { submitted } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';

async function typesOf(world: FakeWorld, id: string) {
  return (await world.cases.events(id)).map(({ fact }) => fact.type);
}

describe('the Submit step', () => {
  it('keeps every confirmed file under its content hash and gives the receipt by SMS', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);

    await submit.run(world, { applicationId: id });

    const details = await world.cases.findDetails(id);
    expect(details?.materials.map(({ key, sha256 }) => key === `sha256/${sha256}`)).toEqual([true, true]);
    expect([...world.outside.files.keys()].every((key) => key.startsWith('sha256/'))).toBe(true);
    expect(await typesOf(world, id)).toEqual(['submitted', 'materials-kept', 'message-sent']);
    expect(world.given('messenger.send')[0]?.[0]).toMatchObject({ event: 'received', to: '13800000001' });
  });

  it('may run twice', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);

    await submit.run(world, { applicationId: id });
    await submit.run(world, { applicationId: id });

    expect(await typesOf(world, id)).toEqual(['submitted', 'materials-kept', 'message-sent']);
    expect(world.order('materials.keep', 'messenger.send')).toEqual([
      'materials.keep',
      'materials.keep',
      'messenger.send',
    ]);
  });

  it('ends the same when it stopped after a file was kept', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);
    world.failNext('materials.keep', new Error('gone'), 'after');

    await expect(submit.run(world, { applicationId: id })).rejects.toThrow('gone');
    await submit.run(world, { applicationId: id });

    expect(await typesOf(world, id)).toEqual(['submitted', 'materials-kept', 'message-sent']);
  });

  it('sends nothing twice when it stopped before anything was recorded, and asks for the message’s fate later', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);
    world.failNext('cases.commit', new Error('gone'));
    world.answerNext('messenger.receiptOf', { outcome: 'delivered', messageId: 'g-1' });

    await expect(submit.run(world, { applicationId: id })).rejects.toThrow('gone');
    await submit.run(world, { applicationId: id });
    const early = await typesOf(world, id);
    world.passMillis(35_000);
    await submit.run(world, { applicationId: id });

    expect(early).toEqual(['submitted', 'materials-kept']);
    expect(await typesOf(world, id)).toEqual(['submitted', 'materials-kept', 'message-sent']);
    expect(world.given('messenger.send')).toHaveLength(1);
  });

  it('records both in one act', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);
    const before = world.given('cases.commit').length;

    await submit.run(world, { applicationId: id });

    expect(world.given('cases.commit')).toHaveLength(before + 1);
  });

  it('ends the same when the answer to what it recorded was lost', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);
    world.failNext('cases.commit', new Error('lost'), 'after');

    await expect(submit.run(world, { applicationId: id })).rejects.toThrow('lost');
    await submit.run(world, { applicationId: id });

    expect(await typesOf(world, id)).toEqual(['submitted', 'materials-kept', 'message-sent']);
  });

  it('overwrites nothing that an officer wrote while the files were moved', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);
    world.meanwhile('materials.keep', async () => {
      const record = await knownCase(world, id);
      const details = world.memory.details.get(id);
      const claimed = { type: 'claimed', stage: 'acceptance' } as const;
      const actor = { kind: 'staff', id: 'wang' } as const;
      const extras = details && { details: { ...details, salt: 'written meanwhile' } };
      await recordFacts(world, record, actor, [claimed], extras);
    });

    await submit.run(world, { applicationId: id });

    expect((await world.cases.findDetails(id))?.salt).toBe('written meanwhile');
  });
});
