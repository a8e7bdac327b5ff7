import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { AwsError } from '../wire.ts';
import { signDigest, verifyDigest } from './ecdsa-digest.ts';
import type { KeySpec, StoredKey } from './key-ring.ts';
import { signSm2, sm2Digest, sm2PublicKey, verifySm2 } from './sm2.ts';

const LONGEST_RAW_BYTES = 4096;

/** What a kind of key does that signs. Digests have 32 bytes, signatures are DER, public keys SPKI in DER. */
export interface SigningKind {
  /** KMS's name of the one algorithm. */
  readonly algorithm: string;
  publicKey(key: StoredKey): Buffer;
  digest(key: StoredKey, message: Buffer): Buffer;
  sign(key: StoredKey, digest: Buffer): Buffer;
  verify(key: StoredKey, digest: Buffer, signature: Buffer): boolean;
}

const P256: SigningKind = {
  algorithm: 'ECDSA_SHA_256',
  publicKey: (key) => createPublicKey(pairOf(key)).export({ format: 'der', type: 'spki' }),
  digest: (_key, message) => createHash('sha256').update(message).digest(),
  sign: (key, digest) => signDigest(digest, pairOf(key).export({ format: 'jwk' })),
  verify: (key, digest, signature) => verifyDigest(digest, signature, pairOf(key).export({ format: 'jwk' })),
};

const SM2: SigningKind = {
  algorithm: 'SM2DSA',
  publicKey: (key) => sm2PublicKey(bytesOf(key)),
  digest: (key, message) => sm2Digest(message, bytesOf(key)),
  sign: (key, digest) => signSm2(digest, bytesOf(key)),
  verify: (key, digest, signature) => verifySm2(digest, signature, bytesOf(key)),
};

/** Kinds of key that sign. */
export const SIGNING: Readonly<Partial<Record<KeySpec, SigningKind>>> = { ECC_NIST_P256: P256, SM2 };

/** The digest that is signed: of the message if it is RAW, else the message itself. @throws AwsError ValidationException */
export function digestOf(
  key: StoredKey,
  kind: SigningKind,
  { Message, MessageType }: { Message: Buffer; MessageType?: 'RAW' | 'DIGEST' | undefined },
): Buffer {
  if (MessageType !== 'DIGEST') {
    if (Message.length <= LONGEST_RAW_BYTES) return kind.digest(key, Message);
    const words = `A RAW message holds ${LONGEST_RAW_BYTES} bytes at most: send its digest`;
    throw new AwsError('ValidationException', words);
  }
  if (Message.length === 32) return Message;
  throw new AwsError('ValidationException', `Digest is invalid length for algorithm ${kind.algorithm}`);
}

function pairOf(key: StoredKey): KeyObject {
  return createPrivateKey({ key: bytesOf(key), format: 'der', type: 'pkcs8' });
}

function bytesOf(key: StoredKey): Buffer {
  return Buffer.from(key.material, 'base64');
}
