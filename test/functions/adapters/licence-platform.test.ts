import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLicencePlatform } from '../../../functions/adapters/licence-platform.ts';
import { PROVINCE_ROUTES } from '../../../functions/adapters/province-routes.ts';
import type { Permit } from '../../../functions/domain/permit.ts';
import { AwsError } from '../../../infra/local/wire.ts';
import { gatewayTo, idNumberOf, serveProvince, type ServedProvince } from '../../support/province-server.ts';
import { FIRST_LICENCE, SECOND_LICENCE, signedPermit } from '../../support/signed-permit.ts';

/** The permit of Hangzhou that permit-1 holds. */
const OLD = '3301060000900001';

let here: ServedProvince;

beforeEach(async () => {
  here = await serveProvince();
});
afterEach(() => here.close());

const platform = () => createLicencePlatform({ gateway: gatewayTo(here), issuerDivision: '331123' });
const permitFor = (personId: string, licenceId = FIRST_LICENCE, more: Partial<Permit> = {}) =>
  signedPermit(idNumberOf(here, personId), licenceId, more);
const permitsOf = (personId: string) =>
  here.province.state().permits.filter(({ holderId }) => holderId === personId);
const walletOf = (personId: string) =>
  here.province.state().wallets.find((wallet) => wallet.personId === personId)?.licences;

describe('pushing a permit to the licence platform', () => {
  it('is acknowledged, at business time, and puts the permit into the registry and the wallet', async () => {
    const { acknowledgement } = await platform().push(await permitFor('permit-1'));

    expect(here.province.state().licences).toEqual([
      {
        licenceId: FIRST_LICENCE,
        holderId: 'permit-1',
        receivedAt: '2026-03-02T09:00:00.000+08:00',
        acknowledgement,
      },
    ]);
    expect(permitsOf('permit-1')).toMatchObject([
      { permitNumber: OLD, status: 'NORMAL' },
      { permitNumber: FIRST_LICENCE, issuedBy: '331123', issuedOn: '2026-03-02', status: 'NORMAL' },
    ]);
    expect(walletOf('permit-1')).toMatchObject([
      { status: 'added' },
      { number: FIRST_LICENCE, status: 'addable' },
    ]);
  });

  it('may happen twice: the same permit gets the same acknowledgement and stands once', async () => {
    const permit = await permitFor('permit-1');

    const [first, second] = [await platform().push(permit), await platform().push(permit)];

    expect(second).toEqual(first);
    expect(permitsOf('permit-1')).toHaveLength(2);
  });

  it('refuses other content under the same identifier', async () => {
    await platform().push(await permitFor('permit-1'));

    const other = platform().push(await permitFor('permit-1', FIRST_LICENCE, { issuedOn: '2026-03-03' }));

    await expect(other).rejects.toMatchObject({ name: 'LicencePlatformRefusal', code: '4010' });
  });

  it.each([
    ['whose check character is wrong', `${FIRST_LICENCE.slice(0, -1)}M`],
    ['of another root', FIRST_LICENCE.replace('1.2.156.3005.2', '1.2.156.3005.3')],
    ['that is no identifier', 'permit-1'],
  ])('refuses a licence %s', async (_, licenceId) => {
    await expect(platform().push(await permitFor('permit-1', licenceId))).rejects.toMatchObject({
      code: '4001',
    });
  });

  it.each([
    ['nonsense', 'nonsense'],
    ['of two parts', 'e30.e30'],
    ['not signed', `${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`],
  ])('refuses a signed licence that is %s', async (_, jws) => {
    const permit = await permitFor('permit-1');

    await expect(platform().push({ ...permit, jws })).rejects.toMatchObject({ code: '4002' });
  });

  it('refuses a signed licence that is about another one, or of another key', async () => {
    const [one, other] = [await permitFor('permit-1'), await permitFor('permit-1', SECOND_LICENCE)];

    await expect(platform().push({ ...one, jws: other.jws })).rejects.toMatchObject({ code: '4002' });
    await expect(platform().push({ ...one, keyId: 'k-2' })).rejects.toMatchObject({ code: '4002' });
  });

  it('takes the permit of somebody the province never heard of', async () => {
    await platform().push(
      await permitFor('permit-1', FIRST_LICENCE, { citizenIdNumber: '330106199001019990' }),
    );

    expect(permitsOf('330106199001019990')).toMatchObject([
      { permitNumber: FIRST_LICENCE, status: 'NORMAL' },
    ]);
  });

  it('can be asked about', async () => {
    await platform().push(await permitFor('permit-1'));
    const query = (licenceId: string) =>
      gatewayTo(here).post({
        path: PROVINCE_ROUTES.queryLicence,
        body: { json: { licenceId } },
        repeatable: true,
      });

    expect(await query(FIRST_LICENCE)).toMatchObject({ code: '00', data: { licenceId: FIRST_LICENCE } });
    expect(await query(SECOND_LICENCE)).toMatchObject({ code: '4004' });
  });

  it('comes through an outage of the province', async () => {
    await here.close();
    let left = 2;
    here = await serveProvince({
      around: (_, run) => {
        left -= 1;
        return left < 0 ? run() : Promise.reject(new AwsError('ServiceUnavailable', 'down', 503));
      },
    });

    const { acknowledgement } = await platform().push(await permitFor('permit-1'));

    expect(here.province.state().licences).toMatchObject([{ licenceId: FIRST_LICENCE, acknowledgement }]);
  });
});
