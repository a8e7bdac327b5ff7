import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLicencePlatform } from '../../../functions/adapters/licence-platform.ts';
import { createPopulationRegistry } from '../../../functions/adapters/population-registry.ts';
import { gatewayTo, idNumberOf, serveProvince, type ServedProvince } from '../../support/province-server.ts';
import { FIRST_LICENCE, signedPermit } from '../../support/signed-permit.ts';

/** The permit of Hangzhou that permit-1 holds. */
const OLD = '3301060000900001';

let here: ServedProvince;

beforeEach(async () => {
  here = await serveProvince();
});
afterEach(() => here.close());

const platform = () => createLicencePlatform({ gateway: gatewayTo(here), issuerDivision: '331123' });
const permitFor = (personId: string) => signedPermit(idNumberOf(here, personId));
const permitsOf = (personId: string) =>
  here.province.state().permits.filter(({ holderId }) => holderId === personId);
const walletOf = (personId: string) =>
  here.province.state().wallets.find((wallet) => wallet.personId === personId)?.licences;

describe('cancelling an older permit', () => {
  it('is refused while the new one has not been received', async () => {
    await expect(platform().cancel(OLD, FIRST_LICENCE)).rejects.toMatchObject({ code: '4009' });
    expect(permitsOf('permit-1')).toMatchObject([{ status: 'NORMAL' }]);
  });

  it('is refused when the new permit is somebody else’s', async () => {
    await platform().push(await permitFor('permit-2'));

    await expect(platform().cancel(OLD, FIRST_LICENCE)).rejects.toMatchObject({ code: '4011' });
    expect(permitsOf('permit-1')).toMatchObject([{ status: 'NORMAL' }]);
  });

  it('is refused for a permit nobody has, and for the new permit itself', async () => {
    await platform().push(await permitFor('permit-1'));

    await expect(platform().cancel('3300000000000000', FIRST_LICENCE)).rejects.toMatchObject({
      code: '4004',
    });
    await expect(platform().cancel(FIRST_LICENCE, FIRST_LICENCE)).rejects.toMatchObject({ code: '4009' });
  });

  it('leaves the person with the new permit alone', async () => {
    await platform().push(await permitFor('permit-1'));

    const { acknowledgement } = await platform().cancel(OLD, FIRST_LICENCE);

    expect(permitsOf('permit-1')).toMatchObject([
      { permitNumber: OLD, status: 'CANCELLED', replacedBy: FIRST_LICENCE },
      { permitNumber: FIRST_LICENCE, status: 'NORMAL' },
    ]);
    expect(here.province.state().cancellations).toEqual([
      {
        permitNumber: OLD,
        replacedBy: FIRST_LICENCE,
        acknowledgement,
        cancelledAt: '2026-03-02T09:00:00.000+08:00',
      },
    ]);
    expect(walletOf('permit-1')).toMatchObject([{ number: OLD, status: 'void' }, { number: FIRST_LICENCE }]);
  });

  it('may happen twice, also at the same moment', async () => {
    await platform().push(await permitFor('permit-1'));

    const [first, second] = await Promise.all([
      platform().cancel(OLD, FIRST_LICENCE),
      platform().cancel(OLD, FIRST_LICENCE),
    ]);

    expect(second).toEqual(first);
    expect(here.province.state().cancellations).toHaveLength(1);
  });

  it('shows in the next answer of the registry', async () => {
    await platform().push(await permitFor('permit-1'));
    await platform().cancel(OLD, FIRST_LICENCE);

    const facts = await createPopulationRegistry(gatewayTo(here)).lookUp(idNumberOf(here, 'permit-1'));

    expect(facts.permits).toEqual([
      { permitNumber: OLD, issuedBy: '330106', issuedOn: '2023-05-10', status: 'CANCELLED' },
      { permitNumber: FIRST_LICENCE, issuedBy: '331123', issuedOn: '2026-03-02', status: 'NORMAL' },
    ]);
  });
});
