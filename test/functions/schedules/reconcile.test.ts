import { describe, expect, it } from 'vitest';
import { reconcile } from '../../../functions/schedules/reconcile.ts';
import { archive } from '../../../functions/steps/archive.ts';
import { check } from '../../../functions/steps/check.ts';
import { deferProvince } from '../../../functions/steps/defer-province.ts';
import { issue } from '../../../functions/steps/issue.ts';
import { approved, CHEN, CHENS_FACTS } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';
import { foundBy, NOTHING } from '../../support/scheduled.ts';

/** Issued and kept, while the province was silent. */
async function deferredCase() {
  const world = new FakeWorld();
  world.outside.people.set(CHEN.citizenIdNumber, CHENS_FACTS);
  const { id } = await approved(world);
  await check.run(world, { applicationId: id, withoutProvince: false });
  for (const step of [issue, deferProvince, archive]) await step.run(world, { applicationId: id });
  return { world, id };
}

describe('the reconciliation with the province', () => {
  it('has nothing to do where nothing is deferred', async () => {
    const world = new FakeWorld();
    await approved(world);

    const result = await foundBy(reconcile, world);

    expect(result).toEqual(NOTHING);
    expect(world.given('licencePlatform.push')).toEqual([]);
  });

  it('pushes, then cancels, says so in the chain, and is done', async () => {
    const { world, id } = await deferredCase();

    const result = await foundBy(reconcile, world);
    const again = await foundBy(reconcile, world);

    const types = (await world.cases.events(id)).map(({ fact }) => fact.type);
    expect([result, again]).toEqual([NOTHING, NOTHING]);
    expect(world.order('licencePlatform.push', 'licencePlatform.cancel')).toEqual([
      'licencePlatform.push',
      'licencePlatform.cancel',
    ]);
    expect(types.slice(-2)).toEqual(['licence-acknowledged', 'old-permits-cancelled']);
    expect((await world.cases.find(id))?.province).toBe('settled');
  });

  it('cancels nothing while the push is not acknowledged, finds the case, and goes on the next time', async () => {
    const { world, id } = await deferredCase();
    world.failNext('licencePlatform.push', new Error('the province is silent'));

    const silent = await foundBy(reconcile, world);
    const cancelled = world.given('licencePlatform.cancel').length;
    const answered = await foundBy(reconcile, world);

    expect(silent).toEqual({ found: [`province-deferred ${id}`], failed: 0 });
    expect(cancelled).toBe(0);
    expect(answered).toEqual(NOTHING);
    expect((await world.cases.find(id))?.province).toBe('settled');
  });

  it('keeps the case on its list when only the cancellation is missing, and pushes no second time', async () => {
    const { world, id } = await deferredCase();
    world.failNext('licencePlatform.cancel', new Error('the province is silent'));

    const half = await foundBy(reconcile, world);
    await foundBy(reconcile, world);

    expect(half).toEqual({ found: [`province-deferred ${id}`], failed: 0 });
    expect(world.order('licencePlatform.push', 'licencePlatform.cancel')).toEqual([
      'licencePlatform.push',
      'licencePlatform.cancel',
    ]);
    expect((await world.cases.find(id))?.province).toBe('settled');
  });
});
