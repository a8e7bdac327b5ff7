import { createHash, createPublicKey } from 'node:crypto';
import { GetPublicKeyCommand, KMSClient, SignCommand, type KMSClientConfig } from '@aws-sdk/client-kms';
import * as z from 'zod';
import type { Signer } from '../ports/outside.ts';
import { rawSignature } from './ecdsa-signature.ts';
import { remembered } from './remembered.ts';

export interface KmsSignerOptions {
  /** Id, ARN or alias of an ECC_NIST_P256 key. */
  readonly keyId: string;
  readonly config?: KMSClientConfig;
}

const EcKey = z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string() });

/** Signs with a key that never leaves KMS. The key's id outside is its RFC 7638 thumbprint. */
export function createKmsSigner({ keyId, config = {} }: KmsSignerOptions): Signer {
  const kms = new KMSClient(config);
  return {
    async sign(bytes) {
      const { Signature } = await kms.send(
        new SignCommand({
          KeyId: keyId,
          Message: createHash('sha256').update(bytes).digest(),
          MessageType: 'DIGEST',
          SigningAlgorithm: 'ECDSA_SHA_256',
        }),
      );
      return rawSignature(Signature ?? new Uint8Array());
    },
    publicKey: remembered(async () => {
      const { PublicKey } = await kms.send(new GetPublicKeyCommand({ KeyId: keyId }));
      const spki = createPublicKey({ key: Buffer.from(PublicKey ?? []), format: 'der', type: 'spki' });
      const { kty, crv, x, y } = EcKey.parse(spki.export({ format: 'jwk' }));
      // The members in this order and nothing else: RFC 7638, section 3.2.
      const kid = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
      return { keyId: kid, jwk: { kty, crv, x, y, kid, alg: 'ES256', use: 'sig' } };
    }),
  };
}
