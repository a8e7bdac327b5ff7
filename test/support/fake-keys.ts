import { createHmac, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { sm2 } from 'sm-crypto-v2';
import * as z from 'zod';
import { ROLES } from '../../functions/domain/account.ts';
import type { LookupKeys, SessionTokens, Signer, Sm2Signer } from '../../functions/ports/outside.ts';
import type { FakeOutside } from './fake-outside.ts';

const SM2_KEY_ID = 'sm2-key'.padEnd(43, '-');

const Claims = z.object({
  sub: z.string(),
  sessionId: z.string(),
  county: z.string(),
  roles: z.array(z.enum(ROLES)),
  authlevel: z.union([z.literal(2), z.literal(3)]),
  issuedAtSeconds: z.number(),
  expiresAtSeconds: z.number(),
});

/** Keyed hashes under a key of the test's own. */
export const fakeLookupKeys: LookupKeys = {
  keyOf: async (kind, value) => createHmac('sha256', 'test').update(`${kind}\n${value}`).digest('hex'),
};

/** A real key on P-256, made for one world. */
export function fakeSigner(keyId: string): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    sign: async (bytes) => sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
    async publicKey() {
      const { kty = '', crv = '', x = '', y = '' } = publicKey.export({ format: 'jwk' });
      return { keyId, jwk: { kty, crv, x, y, kid: keyId, alg: 'ES256', use: 'sig' } };
    },
  };
}

/** Claims and their hash under a key of one world's own: no JWT, but as hard to forge. */
export function fakeSessionTokens(world: { transportMillis(): number }): SessionTokens {
  const key = randomBytes(32);
  const hashOf = (text: string): string => createHmac('sha256', key).update(text).digest('base64url');
  return {
    async issue(claims) {
      const text = Buffer.from(JSON.stringify(claims)).toString('base64url');
      return `${text}.${hashOf(text)}`;
    },
    async verify(token) {
      const [text = '', hash, ...more] = token.split('.');
      if (hash !== hashOf(text) || more.length > 0) return 'forged';
      const claims = Claims.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
      return claims.expiresAtSeconds * 1000 <= world.transportMillis() ? 'expired' : claims;
    },
  };
}

/** A real key on the curve of SM2, where the test has given one. */
export function fakeSm2Signer(outside: FakeOutside): Sm2Signer {
  return {
    async sign(bytes) {
      if (outside.sm2Key === undefined) return undefined;
      const signature = sm2.doSignature(bytes, outside.sm2Key, { der: true, hash: true });
      return { keyId: SM2_KEY_ID, signature: Buffer.from(signature, 'hex').toString('base64') };
    },
    async publicKey() {
      if (outside.sm2Key === undefined) return undefined;
      const point = Buffer.from(sm2.getPublicKeyFromPrivateKey(outside.sm2Key), 'hex').subarray(1);
      const head = Buffer.from('3059301306072a8648ce3d020106082a811ccf5501822d03420004', 'hex');
      return {
        kty: 'EC',
        crv: 'SM2',
        x: point.toString('base64url', 0, 32),
        y: point.toString('base64url', 32),
        kid: SM2_KEY_ID,
        alg: 'SM2-SM3',
        use: 'sig',
        spki: Buffer.concat([head, point]).toString('base64'),
      };
    },
  };
}
