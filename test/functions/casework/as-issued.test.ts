import { describe, expect, it } from 'vitest';
import { keepFile } from '../../../functions/casework/keep-file.ts';
import { pushPermit } from '../../../functions/casework/tell-province.ts';
import { getPermit } from '../../../functions/api/get-permit.ts';
import type { SignedPermit } from '../../../functions/domain/permit.ts';
import { issue } from '../../../functions/steps/issue.ts';
import { approved } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';

/** A case with its permit, after somebody wrote to the table. */
async function issuedAnd(written: (permit: SignedPermit) => SignedPermit) {
  const world = new FakeWorld();
  const { id, ownerKeys } = await approved(world);
  await issue.run(world, { applicationId: id });
  const [signed] = [...world.memory.permits.values()];
  if (!signed) throw new Error('No permit was issued');
  world.memory.permits.set(signed.permit.licenceId, written(signed));
  const caller = { sub: ownerKeys[0] ?? '', roles: ['applicant'], sessionId: 's' } as const;
  const get = () => getPermit.run(world, { path: { id }, query: undefined, body: undefined, caller });
  return { world, id, get };
}

/** The same header and signature over other claims. */
function reworded({ jws }: SignedPermit, permit: object): string {
  const [header, , signature] = jws.split('.');
  return [header, Buffer.from(JSON.stringify(permit)).toString('base64url'), signature].join('.');
}

describe('A permit in the table', () => {
  it('is shown, told and kept where it is the one that was issued, suspended or not', async () => {
    const { world, id, get } = await issuedAnd((permit) => ({ ...permit, status: 'suspended' }));

    const { body } = await get();
    await pushPermit(world, id);
    await keepFile(world, id);

    expect(body).toMatchObject({ status: 'suspended' });
    expect(world.given('licencePlatform.push')).toHaveLength(1);
    expect((await world.cases.find(id))?.archivedAt).toBeDefined();
  });

  it.each<[string, (permit: SignedPermit) => SignedPermit]>([
    ['another name beside the signature', (one) => ({ ...one, permit: { ...one.permit, fullName: '假' } })],
    [
      'another name in the signature’s claims',
      (one) => {
        const permit = { ...one.permit, fullName: '假' };
        return { ...one, permit, jws: reworded(one, permit) };
      },
    ],
    ['a second signature of another permit', (one) => ({ ...one, sm2: { keyId: 'k', signature: 'c2ln' } })],
  ])('is neither shown, told to the province nor kept with %s', async (_what, written) => {
    const { world, id, get } = await issuedAnd(written);

    // By its name the operator finds what to do: the log holds nothing else of a fault.
    const fault = { name: 'PermitNotAsIssued', message: expect.stringContaining(id) as string };
    await expect(get()).rejects.toMatchObject(fault);
    await expect(pushPermit(world, id)).rejects.toMatchObject(fault);
    await expect(keepFile(world, id)).rejects.toMatchObject(fault);
    expect(world.given('licencePlatform.push')).toEqual([]);
    expect(world.outside.archived.size).toBe(0);
  });
});
