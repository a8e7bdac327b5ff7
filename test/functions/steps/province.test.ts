import { describe, expect, it } from 'vitest';
import { cancelOldPermits } from '../../../functions/steps/cancel-old-permits.ts';
import { check } from '../../../functions/steps/check.ts';
import { deferProvince } from '../../../functions/steps/defer-province.ts';
import { issue } from '../../../functions/steps/issue.ts';
import { pushLicence } from '../../../functions/steps/push-licence.ts';
import { approved, CHEN, CHENS_FACTS } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';

async function issuedCase({ checked = true } = {}) {
  const world = new FakeWorld();
  world.outside.people.set(CHEN.citizenIdNumber, CHENS_FACTS);
  const { id } = await approved(world);
  await check.run(world, { applicationId: id, withoutProvince: !checked });
  await issue.run(world, { applicationId: id });
  return { world, id };
}

async function typesOf(world: FakeWorld, id: string) {
  return (await world.cases.events(id)).map(({ fact }) => fact.type).slice(6);
}

describe('telling the province', () => {
  it('pushes the new permit before it cancels the older one', async () => {
    const { world, id } = await issuedCase();

    await pushLicence.run(world, { applicationId: id });
    await cancelOldPermits.run(world, { applicationId: id });

    const { licenceId } = (await world.cases.find(id)) ?? {};
    expect(world.order('licencePlatform.push', 'licencePlatform.cancel')).toEqual([
      'licencePlatform.push',
      'licencePlatform.cancel',
    ]);
    expect(world.given('licencePlatform.cancel')).toEqual([['3303272024000123', licenceId]]);
    expect(await typesOf(world, id)).toEqual(['licence-acknowledged', 'old-permits-cancelled']);
    expect((await world.cases.find(id))?.province).toBe('settled');
  });

  it('cancels nothing before the new permit is acknowledged', async () => {
    const { world, id } = await issuedCase();

    await expect(cancelOldPermits.run(world, { applicationId: id })).rejects.toThrow('not acknowledged');

    expect(world.given('licencePlatform.cancel')).toEqual([]);
    expect(await typesOf(world, id)).toEqual([]);
  });

  it('keeps no number of a permit in the events', async () => {
    const { world, id } = await issuedCase();
    await pushLicence.run(world, { applicationId: id });

    await cancelOldPermits.run(world, { applicationId: id });

    const last = (await world.cases.events(id)).at(-1);
    const permitKey = await world.keys.keyOf('permit', '3303272024000123');
    expect(last?.fact).toMatchObject({ permits: [{ permitKey }] });
  });

  it('asks for the older permits when the check could not', async () => {
    const { world, id } = await issuedCase({ checked: false });
    await pushLicence.run(world, { applicationId: id });

    await cancelOldPermits.run(world, { applicationId: id });

    expect(world.given('licencePlatform.cancel')).toHaveLength(1);
  });

  it('may run twice', async () => {
    const { world, id } = await issuedCase();

    for (const step of [pushLicence, pushLicence, cancelOldPermits, cancelOldPermits]) {
      await step.run(world, { applicationId: id });
    }

    expect(world.order('licencePlatform.push', 'licencePlatform.cancel')).toHaveLength(2);
    expect(await typesOf(world, id)).toEqual(['licence-acknowledged', 'old-permits-cancelled']);
  });

  it('asks the platform again, which knows the identifier, when its acknowledgement was lost', async () => {
    const { world, id } = await issuedCase();
    world.failNext('licencePlatform.push', new Error('lost'), 'after');

    await expect(pushLicence.run(world, { applicationId: id })).rejects.toThrow('lost');
    await pushLicence.run(world, { applicationId: id });

    expect(await typesOf(world, id)).toEqual(['licence-acknowledged']);
  });
});

describe('deferring the province', () => {
  it('lists push and cancellation, in that order, when nothing is acknowledged', async () => {
    const { world, id } = await issuedCase();

    await deferProvince.run(world, { applicationId: id });

    const last = (await world.cases.events(id)).at(-1);
    expect(last?.fact).toEqual({ type: 'province-deferred', pending: ['push', 'cancel'] });
    expect((await world.cases.find(id))?.province).toBe('deferred');
  });

  it('lists only the cancellation when the push is acknowledged', async () => {
    const { world, id } = await issuedCase();
    await pushLicence.run(world, { applicationId: id });

    await deferProvince.run(world, { applicationId: id });

    const last = (await world.cases.events(id)).at(-1);
    expect(last?.fact).toEqual({ type: 'province-deferred', pending: ['cancel'] });
  });

  it('may run twice', async () => {
    const { world, id } = await issuedCase();

    await deferProvince.run(world, { applicationId: id });
    await deferProvince.run(world, { applicationId: id });

    expect(await typesOf(world, id)).toEqual(['province-deferred']);
  });

  it('changes nothing where all is settled', async () => {
    const { world, id } = await issuedCase();
    await pushLicence.run(world, { applicationId: id });
    await cancelOldPermits.run(world, { applicationId: id });

    await deferProvince.run(world, { applicationId: id });

    expect((await world.cases.find(id))?.province).toBe('settled');
  });
});
