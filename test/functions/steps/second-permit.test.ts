import { describe, expect, it } from 'vitest';
import { cancelOlderPermits, pushPermit } from '../../../functions/casework/tell-province.ts';
import { check } from '../../../functions/steps/check.ts';
import { issue } from '../../../functions/steps/issue.ts';
import { approved, CHEN, CHENS_FACTS } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';

const OLD = CHENS_FACTS.permits[0]?.permitNumber;

/** Chen's case is approved and issued; the province is told nothing of it yet. */
async function issued(world: FakeWorld, at: string): Promise<{ id: string; licenceId: string | undefined }> {
  world.setNow(at);
  const { id } = await approved(world);
  await check.run(world, { applicationId: id, withoutProvince: false });
  await issue.run(world, { applicationId: id });
  return { id, licenceId: (await world.cases.find(id))?.licenceId };
}

async function tell(world: FakeWorld, id: string): Promise<void> {
  await pushPermit(world, id);
  await cancelOlderPermits(world, id);
}

async function twoPermits() {
  const world = new FakeWorld();
  world.outside.people.set(CHEN.citizenIdNumber, CHENS_FACTS);
  const first = await issued(world, '2026-03-02T10:00:00+08:00');
  const second = await issued(world, '2026-03-03T10:00:00+08:00');
  return { world, first, second };
}

describe('two permits of one person, the first of which the province had not learnt of at the second check', () => {
  it('leave the second one valid when the first was told first', async () => {
    const { world, first, second } = await twoPermits();

    await tell(world, first.id);
    await tell(world, second.id);

    expect(world.given('licencePlatform.cancel')).toEqual([
      [OLD, first.licenceId],
      [OLD, second.licenceId],
      [first.licenceId, second.licenceId],
    ]);
  });

  it('leave the second one valid when the first was told last', async () => {
    const { world, first, second } = await twoPermits();

    await tell(world, second.id);
    await tell(world, first.id);

    expect(world.given('licencePlatform.cancel')).toEqual([
      [OLD, second.licenceId],
      [OLD, second.licenceId],
      [first.licenceId, second.licenceId],
    ]);
  });

  it('cancel nothing for a permit that is not acknowledged yet', async () => {
    const { world, first, second } = await twoPermits();

    await tell(world, first.id);

    const cancelled = world.given('licencePlatform.cancel').map(([number]) => number);
    expect(cancelled).toEqual([OLD]);
    expect((await world.cases.find(second.id))?.province).toBe('not-due');
  });
});
