import { generateKeyPair, SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStaffOidc } from '../../../functions/adapters/staff-oidc.ts';
import { serveProvince, STAFF_AUDIENCE, type ServedProvince } from '../../support/province-server.ts';

let here: ServedProvince;
let realMillis: number;

beforeEach(async () => {
  realMillis = Date.now();
  here = await serveProvince({ realNow: () => realMillis });
});
afterEach(() => here.close());

const oidc = (more: { issuer?: string; audience?: string; jwksUrl?: string } = {}) =>
  createStaffOidc({
    issuer: here.province.staffIssuerUrl(),
    jwksUrl: here.province.staffJwksUrl(),
    audience: STAFF_AUDIENCE,
    ...more,
  });
const refused = { code: 'SIGN_IN_REFUSED' };

async function forged(alg: 'RS256' | 'HS256'): Promise<string> {
  const key =
    alg === 'RS256' ? (await generateKeyPair(alg)).privateKey : new TextEncoder().encode('k'.repeat(32));
  return new SignJWT({ amr: ['pwd', 'otp'] })
    .setProtectedHeader({ alg, kid: 'staff-1' })
    .setIssuer(here.province.staffIssuerUrl())
    .setAudience(STAFF_AUDIENCE)
    .setSubject('approver-1')
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(key);
}

describe('the sign-in of the staff', () => {
  it('knows the officer behind a token with two factors', async () => {
    const token = await here.province.issueStaffToken('reviewer-2');

    expect(await oidc().verifyStaffToken(token)).toBe('reviewer-2');
  });

  it.each([
    ['one factor', ['pwd']],
    ['two of one kind', ['otp', 'sms']],
    ['none', []],
    ['an unknown method beside one factor', ['pwd', 'charm']],
  ])('refuses a token that names %s', async (_, amr) => {
    const token = await here.province.issueStaffToken('clerk-1', amr);

    await expect(oidc().verifyStaffToken(token)).rejects.toMatchObject(refused);
  });

  it.each([[['pin', 'hwk']], [['pwd', 'face']], [['mfa']]])('takes %s as two factors', async (amr) => {
    const token = await here.province.issueStaffToken('clerk-1', amr);

    expect(await oidc().verifyStaffToken(token)).toBe('clerk-1');
  });

  it('refuses a token of ten minutes ago', async () => {
    realMillis -= 10 * 60_000;
    const token = await here.province.issueStaffToken('clerk-1');

    await expect(oidc().verifyStaffToken(token)).rejects.toMatchObject(refused);
  });

  it('refuses a token of another issuer or for another audience', async () => {
    const token = await here.province.issueStaffToken('clerk-1');

    await expect(oidc({ issuer: 'https://elsewhere' }).verifyStaffToken(token)).rejects.toMatchObject(
      refused,
    );
    await expect(oidc({ audience: 'other' }).verifyStaffToken(token)).rejects.toMatchObject(refused);
  });

  it.each(['RS256', 'HS256'] as const)('refuses a token signed with another key, %s', async (alg) => {
    await expect(oidc().verifyStaffToken(await forged(alg))).rejects.toMatchObject(refused);
  });

  it('refuses a token that is not signed, and what is no token', async () => {
    const [, payload = ''] = (await here.province.issueStaffToken('approver-1')).split('.');
    const header = Buffer.from('{"alg":"none"}').toString('base64url');

    await expect(oidc().verifyStaffToken(`${header}.${payload}.`)).rejects.toMatchObject(refused);
    await expect(oidc().verifyStaffToken('nonsense')).rejects.toMatchObject(refused);
  });

  it('is a fault, not a refusal, when the keys cannot be read', async () => {
    const token = await here.province.issueStaffToken('clerk-1');
    const lost = oidc({ jwksUrl: `${here.served.origin}/nowhere` }).verifyStaffToken(token);

    await expect(lost).rejects.toThrow("The staff issuer's keys cannot be read");
    await expect(lost).rejects.not.toMatchObject(refused);
  });

  it('still knows a token after the issuer was started again', async () => {
    const token = await here.province.issueStaffToken('clerk-1');
    const issuer = here.province.staffIssuerUrl();
    here = await here.restart();

    expect(await oidc({ issuer }).verifyStaffToken(token)).toBe('clerk-1');
  });

  it('finds the keys where the discovery document says', async () => {
    const document: unknown = await (
      await fetch(`${here.province.staffIssuerUrl()}/.well-known/openid-configuration`)
    ).json();

    expect(document).toMatchObject({
      issuer: here.province.staffIssuerUrl(),
      jwks_uri: here.province.staffJwksUrl(),
      id_token_signing_alg_values_supported: ['RS256'],
    });
  });
});
