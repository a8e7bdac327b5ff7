import { describe, expect, it } from 'vitest';
import { check } from '../../../functions/steps/check.ts';
import { deferProvince } from '../../../functions/steps/defer-province.ts';
import { issue } from '../../../functions/steps/issue.ts';
import { tellProvince } from '../../../functions/steps/tell-province.ts';
import { approved, CHEN, CHENS_FACTS } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';

async function issuedCase() {
  const world = new FakeWorld();
  world.outside.people.set(CHEN.citizenIdNumber, CHENS_FACTS);
  const { id } = await approved(world);
  await check.run(world, { applicationId: id, withoutProvince: false });
  await issue.run(world, { applicationId: id });
  return { world, id };
}

const TOLD = ['licence-acknowledged', 'old-permits-cancelled'];

async function toldOf(world: FakeWorld, id: string) {
  const facts = (await world.cases.events(id)).map(({ fact }) => fact.type);
  return facts.filter((type) => TOLD.includes(type));
}

describe('the step that tells the province', () => {
  it('pushes, records the acknowledgement, and only then cancels the older permit', async () => {
    const { world, id } = await issuedCase();

    await tellProvince.run(world, { applicationId: id });

    const order = world.order('licencePlatform.push', 'cases.commit', 'licencePlatform.cancel');
    expect(order.slice(-4)).toEqual([
      'licencePlatform.push',
      'cases.commit',
      'licencePlatform.cancel',
      'cases.commit',
    ]);
    expect(await toldOf(world, id)).toEqual(TOLD);
  });

  it('pushes nothing again when only the cancellation failed', async () => {
    const { world, id } = await issuedCase();
    world.failNext('licencePlatform.cancel', new Error('the platform does not answer'));

    await expect(tellProvince.run(world, { applicationId: id })).rejects.toThrow('does not answer');
    const half = await toldOf(world, id);
    await tellProvince.run(world, { applicationId: id });

    expect(half).toEqual(['licence-acknowledged']);
    expect(world.given('licencePlatform.push')).toHaveLength(1);
    expect(await toldOf(world, id)).toEqual(TOLD);
  });

  it('leaves to the reconcile list what is left when it gives up halfway: the cancellation alone', async () => {
    const { world, id } = await issuedCase();
    world.failNext('licencePlatform.cancel', new Error('the platform does not answer'));

    await expect(tellProvince.run(world, { applicationId: id })).rejects.toThrow('does not answer');
    await deferProvince.run(world, { applicationId: id });

    const last = (await world.cases.events(id)).at(-1);
    expect(last?.fact).toEqual({ type: 'province-deferred', pending: ['cancel'] });
  });

  it('may run twice', async () => {
    const { world, id } = await issuedCase();

    await tellProvince.run(world, { applicationId: id });
    await tellProvince.run(world, { applicationId: id });

    expect(world.order('licencePlatform.push', 'licencePlatform.cancel')).toHaveLength(2);
    expect(await toldOf(world, id)).toEqual(TOLD);
  });
});
