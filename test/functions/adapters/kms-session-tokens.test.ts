import { createHmac, generateKeyPairSync, randomUUID } from 'node:crypto';
import { GenerateMacCommand, KMSClient } from '@aws-sdk/client-kms';
import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKmsSessionTokens } from '../../../functions/adapters/kms-session-tokens.ts';
import type { SessionClaims } from '../../../functions/ports/outside.ts';
import { openEmbeddedAws, temporaryDirectory, type EmbeddedAws } from '../../support/embedded-aws.ts';

const NOW_SECONDS = 1_772_413_200;
const CLAIMS: SessionClaims = {
  sub: 'reviewer-1',
  sessionId: '01KJNP2T3V8Q0G6CWD7VX9Y1ZB',
  county: 'suichang',
  roles: ['reviewer', 'acceptor'],
  authlevel: 3,
  issuedAtSeconds: NOW_SECONDS,
  expiresAtSeconds: NOW_SECONDS + 1800,
};
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let cloud: EmbeddedAws;
let keyId: string;

beforeAll(async () => {
  directory = await temporaryDirectory();
  cloud = await openEmbeddedAws(directory.path);
  keyId = (await cloud.kms.ensureKey('alias/sessions', 'HMAC_256')).keyId;
});

afterAll(async () => {
  await cloud.close();
  await directory.remove();
});

function tokens({ county = 'suichang', generation = 1, key = keyId, nowSeconds = NOW_SECONDS } = {}) {
  const transportMillis = () => nowSeconds * 1000;
  return createKmsSessionTokens({ keyId: key, county, generation, transportMillis, config: cloud.client });
}

/** The derived key, which only KMS and its containers have. */
async function secret(label = 'huren-session-key-v1:suichang'): Promise<Uint8Array> {
  const mac = { KeyId: keyId, MacAlgorithm: 'HMAC_SHA_256', Message: Buffer.from(label) } as const;
  const { Mac } = await new KMSClient(cloud.client).send(new GenerateMacCommand(mac));
  return Mac ?? new Uint8Array();
}

const macsAsked = () =>
  cloud.requests.filter(({ headers }) => headers['x-amz-target'] === 'TrentService.GenerateMac').length;

/** By hand: header, payload and whatever signature. */
function assembled(header: object, payload: object, key: Uint8Array | undefined): string {
  const text = [header, payload]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${text}.${key ? createHmac('sha256', key).update(text).digest('base64url') : ''}`;
}

const HEADER = { alg: 'HS256', typ: 'JWT', kid: '1' };

describe('a token of a session', () => {
  it('says whose session it is and in which roles, under HS256, and neither name nor number', async () => {
    const token = await tokens().issue(CLAIMS);

    expect(decodeProtectedHeader(token)).toEqual({ alg: 'HS256', typ: 'JWT', kid: '1' });
    expect(decodeJwt(token)).toEqual({
      iss: 'huren/suichang',
      sub: 'reviewer-1',
      jti: CLAIMS.sessionId,
      county: 'suichang',
      roles: ['reviewer', 'acceptor'],
      authlevel: 3,
      iat: NOW_SECONDS,
      exp: NOW_SECONDS + 1800,
    });
    expect(await tokens().verify(token)).toEqual(CLAIMS);
  });

  it('is made and verified without KMS, but for one key once per container', async () => {
    const one = tokens();
    const before = macsAsked();

    const made = await Promise.all(['a', 'b', 'c'].map((sub) => one.issue({ ...CLAIMS, sub })));
    const read = await Promise.all(made.map((token) => one.verify(token)));

    expect(read.map((claims) => typeof claims === 'object' && claims.sub)).toEqual(['a', 'b', 'c']);
    expect(macsAsked()).toBe(before + 1);
  });

  it('has expired at its last second', async () => {
    const token = await tokens().issue(CLAIMS);

    expect(await tokens({ nowSeconds: NOW_SECONDS + 1799 }).verify(token)).toEqual(CLAIMS);
    expect(await tokens({ nowSeconds: NOW_SECONDS + 1800 }).verify(token)).toBe('expired');
  });
});

describe('a forged token', () => {
  const payload = { ...decodable(), roles: ['operator'] };

  it.each([
    ['no algorithm', { ...HEADER, alg: 'none' }],
    ['no algorithm in capitals', { ...HEADER, alg: 'NONE' }],
    ['no type', { alg: 'HS256', kid: '1' }],
    ['the type of a permit', { ...HEADER, typ: 'residence-permit+jws' }],
    ['no key named', { alg: 'HS256', typ: 'JWT' }],
    ['a key that is none', { ...HEADER, kid: '0' }],
    ['a key yet to come', { ...HEADER, kid: '3' }],
    ['a longer hash than ours', { ...HEADER, alg: 'HS512' }],
  ])('is refused with %s, even under the right key', async (_what, header) => {
    expect(await tokens().verify(assembled(header, payload, await secret()))).toBe('forged');
    expect(await tokens().verify(assembled(header, payload, undefined))).toBe('forged');
  });

  it('is refused when it was changed after it was signed', async () => {
    const [header = '', body = '', signature = ''] = (await tokens().issue(CLAIMS)).split('.');
    const more = Buffer.from(JSON.stringify(payload)).toString('base64url');

    expect(await tokens().verify([header, more, signature].join('.'))).toBe('forged');
    expect(await tokens().verify([header, body, signature.slice(0, -2)].join('.'))).toBe('forged');
    expect(await tokens().verify([header, body, ''].join('.'))).toBe('forged');
    expect(await tokens().verify([header, body].join('.'))).toBe('forged');
  });

  it.each(['', '.', '..', 'a.b.c', '{}', 'ey', 'a.b.c.d.e'])('is refused when it is %j', async (text) => {
    expect(await tokens().verify(text)).toBe('forged');
  });

  it('is refused under another key: empty, of another county or kind, of another deployment', async () => {
    const other = (await cloud.kms.ensureKey('alias/others', 'HMAC_256')).keyId;
    const keys = [new Uint8Array(32), await secret('huren-session-key-v1:shili'), Buffer.from(keyId)];

    const verdicts = await Promise.all([
      ...keys.map((key) => tokens().verify(assembled(HEADER, payload, key))),
      tokens().verify(assembled(HEADER, payload, await secret('huren-lookup-key-v1:suichang'))),
      tokens().verify(await tokens({ county: 'shili' }).issue(CLAIMS)),
      tokens().verify(await tokens({ key: other }).issue(CLAIMS)),
    ]);

    expect(new Set(verdicts)).toEqual(new Set(['forged']));
  });

  it('is refused when a pair of keys signed it, as sessions were signed once', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const token = await new SignJWT(payload)
      .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: '1' })
      .sign(privateKey);

    expect(await tokens().verify(token)).toBe('forged');
  });

  it.each([
    ['a role that there is not', { roles: ['head'] }],
    ['no county', { county: undefined }],
    ['no session', { jti: undefined }],
    ['no end', { exp: undefined }],
  ])('is refused with %s', async (_what, change) => {
    const token = assembled(HEADER, { ...payload, ...change }, await secret());

    expect(await tokens().verify(token)).toBe('forged');
  });
});

/** Claims as they stand in a token. */
function decodable() {
  return {
    sub: 'reviewer-1',
    jti: randomUUID(),
    county: 'suichang',
    roles: ['reviewer'],
    authlevel: 3,
    iat: NOW_SECONDS,
    exp: NOW_SECONDS + 1800,
  };
}

describe('a new generation of the key', () => {
  it('signs nobody out: tokens of the one before and the one after it are taken', async () => {
    const [first, second, third] = await Promise.all(
      [1, 2, 3].map((generation) => tokens({ generation }).issue(CLAIMS)),
    );

    expect(await tokens({ generation: 2 }).verify(first ?? '')).toEqual(CLAIMS);
    expect(await tokens({ generation: 1 }).verify(second ?? '')).toEqual(CLAIMS);
    expect(await tokens({ generation: 3 }).verify(first ?? '')).toBe('forged');
    expect(await tokens({ generation: 1 }).verify(third ?? '')).toBe('forged');
  });
});

describe('without KMS', () => {
  it('no token is made, and none is taken for forged', async () => {
    const one = tokens();
    const token = await tokens().issue(CLAIMS);
    const fault = { service: 'kms', operation: 'GenerateMac', kind: 'error' } as const;
    cloud.faults.add(fault);
    await expect(one.verify(token)).rejects.toThrow();

    expect(await one.verify(token)).toEqual(CLAIMS);
  });
});
