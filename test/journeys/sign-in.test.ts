import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signedSession } from '../support/journey-aws.ts';
import { startForJourney, type JourneyProduct } from '../support/journey-product.ts';
import type { Problem } from './answers.ts';
import { call, Person, type Method } from './client.ts';
import { outcomeOf } from './problems.ts';

let product: JourneyProduct;
beforeAll(async () => {
  product = await startForJourney();
});
afterAll(() => product.stop());

const signIn = (person: string): Promise<Person> => Person.signIn(product.origin, person);
const partsOf = (token: string) =>
  token.split('.').map(
    (part) =>
      JSON.parse(
        Buffer.from(part, 'base64url')
          .toString('latin1')
          .replace(/^[^{].*/su, '{}'),
      ) as Record<string, unknown>,
  );
const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a token', () => {
  const ask = (token: string | undefined) =>
    call<Problem>(`${product.origin}/applications`, 'GET', token === undefined ? {} : { token });

  it('is asked for on every route but the public ones', async () => {
    const routes: [Method, string][] = [
      ...([
        ['GET', '/applications'],
        ['POST', '/applications'],
        ['GET', '/tasks'],
      ] as [Method, string][]),
      ...([
        ['POST', '/window/applications'],
        ['DELETE', '/sessions/current'],
      ] as [Method, string][]),
      ...([['GET', '/cases/01JNB6M4A0000000000000000A']] as [Method, string][]),
    ];

    const statuses = await Promise.all(
      routes.map(async ([method, path]) => (await call(`${product.origin}${path}`, method)).status),
    );
    const open = await call(`${product.origin}/health`, 'GET');

    expect(statuses).toEqual([401, 401, 401, 401, 401, 401]);
    expect(open.status).toBe(200);
  });

  it('is refused when it is signed by somebody else, not signed, or changed', async () => {
    const { token } = await signIn('permit-1');
    const [header = {}, claims = {}] = partsOf(token);
    const [head = '', body = '', signature = ''] = token.split('.');
    const stranger = await generateKeyPair('ES256', { extractable: true });
    const jwk = await exportJWK(stranger.publicKey);
    const forged = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: String(header['kid']), jwk })
      .sign(stranger.privateKey);
    const guessed = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: String(header['kid']) })
      .sign(Buffer.from('alias/huren-session-mac'));
    const unsigned = `${base64url({ alg: 'none', typ: 'JWT' })}.${body}.`;
    const promoted = `${head}.${base64url({ ...claims, roles: ['approver'] })}.${signature}`;

    const answers = await Promise.all([forged, guessed, unsigned, promoted, 'nonsense'].map(ask));
    const genuine = await ask(token);

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    expect(genuine.status).toBe(200);
  });

  it('of another county is refused, even under our own key', async () => {
    const { token } = await signIn('permit-1');
    const [header = {}, claims = {}] = partsOf(token);

    const here = await ask(await signedSession(product, header, claims));
    const elsewhere = await ask(await signedSession(product, header, { ...claims, county: 'songyang' }));

    expect([here.status, elsewhere.status]).toEqual([200, 403]);
  });

  it('is worth nothing once the person has signed out', async () => {
    const holder = await signIn('permit-1');

    const out = await holder.send('DELETE', '/sessions/current');
    const write = await holder.post<Problem>('/applications', { form: {} });

    expect(out.status).toBe(204);
    expect(outcomeOf(write)).toBe('401 SESSION_ENDED');
  });

  it('says neither name nor number, and is not given without a verified identity card', async () => {
    const { token } = await signIn('permit-1');
    const people = ['not-real-name', 'passport-1'];

    const answers = await Promise.all(
      people.map((person) => call<Problem>(`${product.origin}/_local/token`, 'POST', { body: { person } })),
    );

    const [, claims = {}] = partsOf(token);
    expect(JSON.stringify(claims)).not.toMatch(/陈|330327199102149011|13900000001/u);
    expect(claims).toMatchObject({ county: 'suichang', roles: ['applicant'], authlevel: 3 });
    expect(answers.map(outcomeOf)).toEqual(['403 AUTH_LEVEL_TOO_LOW', '403 AUTH_LEVEL_TOO_LOW']);
  });
});
