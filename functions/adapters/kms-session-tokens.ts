import { webcrypto } from 'node:crypto';
import { GenerateMacCommand, KMSClient, type KMSClientConfig } from '@aws-sdk/client-kms';
import { errors, jwtVerify, type JWTHeaderParameters, SignJWT } from 'jose';
import * as z from 'zod';
import { ROLES } from '../domain/account.ts';
import type { SessionTokens } from '../ports/outside.ts';
import { remembered } from './remembered.ts';

export interface KmsSessionTokensOptions {
  /** Id, ARN or alias of an HMAC_256 key. */
  readonly keyId: string;
  /** Another county's tokens never fit. */
  readonly county: string;
  /** Which derived key signs; a token of the one before or after it is taken as well. */
  readonly generation: number;
  /** Transport time, milliseconds. */
  readonly transportMillis: () => number;
  readonly config?: KMSClientConfig;
}

const Claims = z.object({
  sub: z.string(),
  jti: z.string(),
  county: z.string(),
  roles: z.array(z.enum(ROLES)),
  authlevel: z.union([z.literal(2), z.literal(3)]),
  iat: z.int(),
  exp: z.int(),
});

/**
 * JWTs under HMAC with SHA-256 (HS256), by a key derived once per container: KMS's MAC of a label with the county and
 * the generation. Only our own authoriser verifies them, so nobody needs a public key, and no sign-in waits for KMS.
 * @see docs/adr/0025-keys-of-sessions-and-of-china.md
 */
export function createKmsSessionTokens(options: KmsSessionTokensOptions): SessionTokens {
  const { keyId, county, generation, transportMillis, config = {} } = options;
  const kms = new KMSClient(config);
  const keyOf = (which: number): (() => Promise<webcrypto.CryptoKey>) =>
    remembered(async () => {
      const { Mac } = await kms.send(
        new GenerateMacCommand({
          KeyId: keyId,
          MacAlgorithm: 'HMAC_SHA_256',
          Message: Buffer.from(`huren-session-key-v${which}:${county}`, 'ascii'),
        }),
      );
      // An empty key would be a public one.
      if (Mac?.length !== 32) throw new Error('KMS gave no session key');
      const how = { name: 'HMAC', hash: 'SHA-256' };
      return webcrypto.subtle.importKey('raw', Mac, how, false, ['sign', 'verify']);
    });
  const present = keyOf(generation);
  // While a deployment puts a new generation in place, some containers are still those of the one before.
  const taken = new Map([
    [String(generation), present],
    [String(generation + 1), keyOf(generation + 1)],
    ...(generation > 1 ? [[String(generation - 1), keyOf(generation - 1)] as const] : []),
  ]);
  const named = async ({ kid = '' }: JWTHeaderParameters): Promise<webcrypto.CryptoKey> => {
    const key = taken.get(kid);
    if (!key) throw new errors.JWKSNoMatchingKey();
    return key();
  };

  return {
    async issue({ sub, sessionId, county: of, roles, authlevel, issuedAtSeconds, expiresAtSeconds }) {
      const claims = { iss: `huren/${of}`, sub, jti: sessionId, county: of, roles: [...roles], authlevel };
      return new SignJWT({ ...claims, iat: issuedAtSeconds, exp: expiresAtSeconds })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: String(generation) })
        .sign(await present());
    },
    async verify(token) {
      const currentDate = new Date(transportMillis());
      try {
        const { payload } = await jwtVerify(token, named, { algorithms: ['HS256'], typ: 'JWT', currentDate });
        const { jti, iat, exp, ...claims } = Claims.parse(payload);
        return { ...claims, sessionId: jti, issuedAtSeconds: iat, expiresAtSeconds: exp };
      } catch (error) {
        if (error instanceof errors.JWTExpired) return 'expired';
        if (error instanceof errors.JOSEError || error instanceof z.ZodError) return 'forged';
        throw error;
      }
    },
  };
}
