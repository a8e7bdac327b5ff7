import { describe, expect, it } from 'vitest';
import { knownCase, recordFacts } from '../../../functions/casework/record-facts.ts';
import { check } from '../../../functions/steps/check.ts';
import { CHEN, CHENS_FACTS, submitted } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';

describe('the Check step', () => {
  it('gathers every finding and tells the machine that acceptance is awaited', async () => {
    const world = new FakeWorld();
    world.outside.people.set(CHEN.citizenIdNumber, CHENS_FACTS);
    const { id } = await submitted(world);

    const standing = await check.run(world, { applicationId: id, withoutProvince: false });

    const details = await world.cases.findDetails(id);
    expect(standing).toMatchObject({
      stage: 'acceptance',
      outcome: 'waiting',
      round: 1,
      nextAlarmAt: '2026-03-03T17:30:00.000+08:00',
    });
    expect(details?.facts).toEqual(CHENS_FACTS);
    expect(details?.findings.find(({ id: rule }) => rule === 'existing-permit-held')?.result).toBe('met');
    expect((await world.cases.find(id))?.checkedRounds).toEqual([1]);
  });

  it('may run twice', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);
    const input = { applicationId: id, withoutProvince: false };

    const first = await check.run(world, input);
    const second = await check.run(world, input);

    expect(second).toEqual(first);
    expect((await world.cases.events(id)).map(({ fact }) => fact.type)).toEqual(['submitted', 'checked']);
  });

  it('is a fault while the registry does not answer, and records nothing', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);
    world.failNext('population.lookUp', new Error('no answer'));

    const run = check.run(world, { applicationId: id, withoutProvince: false });

    await expect(run).rejects.toThrow('no answer');
    expect(await world.cases.events(id)).toHaveLength(1);
  });

  it('asks no registry without the province, and holds nothing against the person', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);

    await check.run(world, { applicationId: id, withoutProvince: true });

    const details = await world.cases.findDetails(id);
    expect(world.given('population.lookUp')).toEqual([]);
    expect(details?.facts).toBeUndefined();
    expect(details?.findings.find(({ id: rule }) => rule === 'existing-permit-held')?.result).toBe(
      'cannot-tell',
    );
    expect(details?.findings.every(({ result }) => result !== 'not-met')).toBe(true);
  });

  it('overwrites nothing that an officer wrote while the registry was asked', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);
    world.meanwhile('population.lookUp', async () => {
      const record = await knownCase(world, id);
      const details = world.memory.details.get(id);
      const claimed = { type: 'claimed', stage: 'acceptance' } as const;
      const actor = { kind: 'staff', id: 'wang' } as const;
      const extras = details && { details: { ...details, salt: 'written meanwhile' } };
      await recordFacts(world, record, actor, [claimed], extras);
    });

    await check.run(world, { applicationId: id, withoutProvince: false });

    const details = await world.cases.findDetails(id);
    expect(details?.salt).toBe('written meanwhile');
    expect(details?.findings).not.toEqual([]);
  });
});
