import { beforeEach, describe, expect, it } from 'vitest';
import { setPermitStatus } from '../../../functions/api/set-permit-status.ts';
import type { Caller } from '../../../functions/domain/account.ts';
import { reconcile } from '../../../functions/schedules/reconcile.ts';
import { archive } from '../../../functions/steps/archive.ts';
import { deferProvince } from '../../../functions/steps/defer-province.ts';
import { issue } from '../../../functions/steps/issue.ts';
import { pushLicence } from '../../../functions/steps/push-licence.ts';
import { anOfficer, approved, CHEN } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';
import { foundBy, NOTHING } from '../../support/scheduled.ts';
import { officer } from '../../support/signed-in.ts';

let world: FakeWorld;
let id: string;
let licenceId: string;
let supervisor: Caller;
beforeEach(async () => {
  world = new FakeWorld();
  supervisor = officer(world, 'pan', 'supervisor');
  ({ id } = await approved(world));
  await issue.run(world, { applicationId: id });
  licenceId = (await world.cases.find(id))?.licenceId ?? '';
});

const pushed = () => pushLicence.run(world, { applicationId: id });
const set = (action: 'suspend' | 'restore' | 'revoke', reason = '逾期未签注', version?: number) =>
  setPermitStatus.run(world, {
    path: { licenceId },
    query: undefined,
    body: { action, reason, ...(version !== undefined && { version }) },
    caller: supervisor,
  });

describe('the status of an issued permit', () => {
  it('goes by the table: suspended, valid again, revoked for ever', async () => {
    await pushed();

    const answers = [await set('suspend'), await set('restore', '已补签注'), await set('revoke', '材料虚假')];

    expect(answers.map(({ body }) => body?.status)).toEqual(['suspended', 'valid', 'revoked']);
    await expect(set('restore', '申诉')).rejects.toMatchObject({ code: 'ACTION_NOT_ALLOWED' });
    expect((await world.permits.find(licenceId))?.status).toBe('revoked');
  });

  it('does not restore what is valid', async () => {
    await expect(set('restore')).rejects.toMatchObject({ code: 'ACTION_NOT_ALLOWED' });
  });

  it('is recorded in the case with its reason before the province is told', async () => {
    await pushed();

    const { body } = await set('suspend');

    expect(body).toMatchObject({ licenceId, caseId: id, provinceTold: true });
    expect(world.order('cases.commit', 'licencePlatform.setStatus').slice(-3)).toEqual([
      'cases.commit',
      'licencePlatform.setStatus',
      'cases.commit',
    ]);
    const facts = (await world.cases.events(id)).slice(-2).map(({ fact }) => fact);
    expect(facts).toMatchObject([
      { type: 'permit-status-changed', licenceId, action: 'suspend', status: 'suspended' },
      { type: 'permit-status-told', status: 'suspended', acknowledgement: `suspended ${licenceId}` },
    ]);
    expect((await world.cases.findDetails(id))?.officeNotes).toMatchObject([{ words: '逾期未签注' }]);
  });

  it('stands when the province does not answer; the same call again only tells it', async () => {
    await pushed();
    world.failNext('licencePlatform.setStatus', new Error('down'));

    await expect(set('suspend')).rejects.toMatchObject({ code: 'TRY_LATER' });
    const standing = (await world.permits.find(licenceId))?.status;
    const again = await set('suspend');

    expect(standing).toBe('suspended');
    expect(again.body).toMatchObject({ status: 'suspended', provinceTold: true });
    const facts = (await world.cases.events(id)).map(({ fact }) => fact.type);
    expect(facts.filter((type) => type === 'permit-status-changed')).toHaveLength(1);
  });

  it('is not told to a province that has not received the permit yet', async () => {
    const { body } = await set('suspend');

    expect(body).toMatchObject({ status: 'suspended', provinceTold: false });
    expect(world.order('licencePlatform.setStatus')).toEqual([]);
  });

  it('is told by the nightly reconciling once the province has the permit', async () => {
    await set('suspend');
    await deferProvince.run(world, { applicationId: id });
    await archive.run(world, { applicationId: id });

    const result = await foundBy(reconcile, world);

    expect(result).toEqual(NOTHING);
    expect(world.given('licencePlatform.setStatus')).toEqual([[licenceId, 'suspended']]);
    expect((await world.cases.find(id))?.permitStatus).toMatchObject({ status: 'suspended', told: true });
    expect(await world.cases.deferred()).toEqual([]);
  });

  it('is told once, however often the same call comes', async () => {
    await pushed();
    await set('suspend');

    await set('suspend');

    expect(world.order('licencePlatform.setStatus')).toHaveLength(1);
  });

  it('is not changed on an old view, for an unknown permit, or by the holder’s own household', async () => {
    await expect(set('suspend', '逾期', 1)).rejects.toMatchObject({ code: 'STALE_VERSION' });
    const ownerKey = await world.keys.keyOf('person', CHEN.citizenIdNumber);
    world.memory.staff.set('pan', { ...anOfficer('pan', 'supervisor'), ownerKey });
    await expect(set('suspend')).rejects.toMatchObject({ code: 'OWN_CASE' });
    licenceId = 'none';

    await expect(set('suspend')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
