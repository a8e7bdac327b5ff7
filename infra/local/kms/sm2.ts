import { sm2 } from 'sm-crypto-v2';
import { signatureFromDer, signatureToDer } from './der.ts';

/**
 * SM2 signatures with SM3 (GM/T 0003.2), which `node:crypto` offers only in a form that others cannot verify.
 * The distinguishing id is the default of the standard and of KMS.
 */
const DISTINGUISHING_ID = '1234567812345678';

// Order of the group (GM/T 0003.5).
const N = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;

// SubjectPublicKeyInfo up to the point: id-ecPublicKey on the curve sm2p256v1 (1.2.156.10197.1.301).
const SPKI_HEAD = Buffer.from('3059301306072a8648ce3d020106082a811ccf5501822d034200', 'hex');

/** @returns a new private key: a number of 32 bytes */
export function newSm2Key(): Buffer {
  return Buffer.from(sm2.generateKeyPairHex().privateKey, 'hex');
}

/** @returns DER of the SubjectPublicKeyInfo, as KMS gives a public key */
export function sm2PublicKey(privateKey: Uint8Array): Buffer {
  return Buffer.concat([SPKI_HEAD, Buffer.from(pointOf(privateKey), 'hex')]);
}

/** SM3 over the hash of the id, the curve and the key, and over the message: what is really signed. */
export function sm2Digest(message: Uint8Array, privateKey: Uint8Array): Buffer {
  return Buffer.from(sm2.getHash(message, pointOf(privateKey), DISTINGUISHING_ID), 'hex');
}

/** @param digest 32 bytes, of `sm2Digest` @returns DER */
export function signSm2(digest: Uint8Array, privateKey: Uint8Array): Buffer {
  const signature = sm2.doSignature(digest, Buffer.from(privateKey).toString('hex'));
  return signatureToDer(BigInt(`0x${signature.slice(0, 64)}`), BigInt(`0x${signature.slice(64)}`));
}

/** Whether the DER signature over the digest is the key's. */
export function verifySm2(digest: Uint8Array, signature: Uint8Array, privateKey: Uint8Array): boolean {
  const [r, s] = signatureFromDer(signature) ?? [0n, 0n];
  // The library takes numbers within the group only, and does not look.
  if (r <= 0n || r >= N || s <= 0n || s >= N) return false;
  const [rHex, sHex] = [r, s].map((number) => number.toString(16).padStart(64, '0'));
  return sm2.doVerifySignature(digest, `${rHex}${sHex}`, pointOf(privateKey));
}

/** The public point, uncompressed, in hex: 04, x, y. */
function pointOf(privateKey: Uint8Array): string {
  return sm2.getPublicKeyFromPrivateKey(Buffer.from(privateKey).toString('hex'));
}
