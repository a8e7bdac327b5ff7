import { createHash } from 'node:crypto';
import { GetPublicKeyCommand, KMSClient, SignCommand, type KMSClientConfig } from '@aws-sdk/client-kms';
import type { Sm2Signer } from '../ports/outside.ts';
import { remembered } from './remembered.ts';
import { sm3 } from './sm3.ts';

export interface KmsSm2SignerOptions {
  /** Id, ARN or alias of an SM2 key: there are some in China only. */
  readonly keyId: string;
  readonly config?: KMSClientConfig;
}

/** SubjectPublicKeyInfo up to the coordinates: id-ecPublicKey, the curve sm2p256v1 (1.2.156.10197.1.301), uncompressed. */
const SPKI_HEAD = '3059301306072a8648ce3d020106082a811ccf5501822d03420004';
const SPKI_BYTES = 91;
const COORDINATE_BYTES = 32;
/**
 * What stands before the key's coordinates in the hash of the signer, Z (GB/T 32918.2, 5.5): length in bits and text of
 * the distinguishing id, which is the default of the standard and of KMS; a, b and the base point of the curve.
 */
const SIGNER_HEAD = Buffer.concat([
  Buffer.of(0x00, 0x80),
  Buffer.from('1234567812345678', 'ascii'),
  Buffer.from(
    'fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc' +
      '28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93' +
      '32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7' +
      'bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0',
    'hex',
  ),
]);

/**
 * Signs with an SM2 key that never leaves KMS. Only the digest is sent there, as with P-256: what is signed are personal
 * data, and KMS takes 4096 bytes of a message at most.
 */
export function createKmsSm2Signer({ keyId, config = {} }: KmsSm2SignerOptions): Sm2Signer {
  const kms = new KMSClient(config);
  const key = remembered(async () => {
    const { PublicKey } = await kms.send(new GetPublicKeyCommand({ KeyId: keyId }));
    const spki = Buffer.from(PublicKey ?? []);
    if (spki.length !== SPKI_BYTES || !spki.toString('hex').startsWith(SPKI_HEAD))
      throw new TypeError('KMS gave no public key on the curve of SM2');
    const point = spki.subarray(-2 * COORDINATE_BYTES);
    return { spki, point, signer: sm3(Buffer.concat([SIGNER_HEAD, point])) };
  });
  const publicKey = remembered(async () => {
    const { spki, point } = await key();
    const named = {
      crv: 'SM2',
      kty: 'EC',
      x: point.toString('base64url', 0, COORDINATE_BYTES),
      y: point.toString('base64url', COORDINATE_BYTES),
    } as const;
    // As RFC 7638, section 3.2, does it for the curves that are registered.
    const kid = createHash('sha256').update(JSON.stringify(named)).digest('base64url');
    return { ...named, kid, alg: 'SM2-SM3', use: 'sig', spki: spki.toString('base64') } as const;
  });
  return {
    publicKey,
    async sign(bytes) {
      const [{ signer }, { kid }] = await Promise.all([key(), publicKey()]);
      const { Signature } = await kms.send(
        new SignCommand({
          KeyId: keyId,
          Message: sm3(Buffer.concat([signer, bytes])),
          MessageType: 'DIGEST',
          SigningAlgorithm: 'SM2DSA',
        }),
      );
      if (!Signature) throw new TypeError('KMS gave no signature');
      return { keyId: kid, signature: Buffer.from(Signature).toString('base64') };
    },
  };
}

/** Outside China: no key, and no second signature. */
export const NO_SM2: Sm2Signer = {
  sign: () => Promise.resolve(undefined),
  publicKey: () => Promise.resolve(undefined),
};
