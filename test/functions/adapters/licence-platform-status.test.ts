import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLicencePlatform } from '../../../functions/adapters/licence-platform.ts';
import { gatewayTo, idNumberOf, serveProvince, type ServedProvince } from '../../support/province-server.ts';
import { FIRST_LICENCE, signedPermit } from '../../support/signed-permit.ts';

let here: ServedProvince;
beforeEach(async () => {
  here = await serveProvince();
});
afterEach(() => here.close());

const platform = () => createLicencePlatform({ gateway: gatewayTo(here), issuerDivision: '331123' });
const statusOf = () =>
  here.province.state().permits.find(({ permitNumber }) => permitNumber === FIRST_LICENCE)?.status;

describe('the status of a permit at the province', () => {
  it('follows ours: suspended, valid again, revoked', async () => {
    await platform().push(await signedPermit(idNumberOf(here, 'permit-1')));

    const seen: unknown[] = [];
    for (const status of ['suspended', 'valid', 'revoked'] as const) {
      await platform().setStatus(FIRST_LICENCE, status);
      seen.push(statusOf());
    }

    expect(seen).toEqual(['SUSPENDED', 'NORMAL', 'TERMINATED']);
    const wallet = here.province.state().wallets.find(({ personId }) => personId === 'permit-1');
    expect(wallet?.licences).toContainEqual({ number: FIRST_LICENCE, title: '电子居住证', status: 'void' });
  });

  it('is acknowledged alike when it is told twice', async () => {
    await platform().push(await signedPermit(idNumberOf(here, 'permit-1')));

    const first = await platform().setStatus(FIRST_LICENCE, 'suspended');
    const second = await platform().setStatus(FIRST_LICENCE, 'suspended');

    expect(second).toEqual(first);
  });

  it('is refused for a permit that was not pushed, and once it is revoked', async () => {
    await expect(platform().setStatus(FIRST_LICENCE, 'suspended')).rejects.toMatchObject({ code: '4004' });
    await platform().push(await signedPermit(idNumberOf(here, 'permit-1')));
    await platform().setStatus(FIRST_LICENCE, 'revoked');

    await expect(platform().setStatus(FIRST_LICENCE, 'valid')).rejects.toMatchObject({ code: '4012' });
  });
});
