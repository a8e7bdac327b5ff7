import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signDigest, verifyDigest } from '../../infra/local/kms/ecdsa-digest.ts';

// Order of the group of P-256 (NIST FIPS 186-4, D.1.2.3).
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const jwk = privateKey.export({ format: 'jwk' });
const message = Buffer.from('居住证');
const digest = createHash('sha256').update(message).digest();

function numbersOf(signature: Buffer): [bigint, bigint] {
  const end = 4 + (signature[3] ?? 0);
  return [
    BigInt(`0x${signature.toString('hex', 4, end)}`),
    BigInt(`0x${signature.toString('hex', end + 2)}`),
  ];
}

/** Both numbers in 34 bytes: longer than DER needs, and still the same numbers. */
function der(r: bigint, s: bigint): Buffer {
  const bytes = (value: bigint) => Buffer.from(value.toString(16).padStart(68, '0'), 'hex');
  const number = (value: bigint) => Buffer.concat([Buffer.of(2, 34), bytes(value)]);
  return Buffer.concat([Buffer.of(0x30, 72), number(r), number(s)]);
}

describe('a signature of a digest', () => {
  it("is one that the machine's own library verifies, and the other way round", () => {
    const ours = signDigest(digest, jwk);
    const theirs = sign('sha256', message, privateKey);

    expect(verify('sha256', message, publicKey, ours)).toBe(true);
    expect(verifyDigest(digest, theirs, publicKey.export({ format: 'jwk' }))).toBe(true);
  });

  it('is refused when a number lies outside the group, though it is the same modulo its order', () => {
    const [r, s] = numbersOf(signDigest(digest, jwk));

    expect(verifyDigest(digest, der(r, s), jwk)).toBe(true);
    expect(verifyDigest(digest, der(r, s + ORDER), jwk)).toBe(false);
    expect(verifyDigest(digest, der(0n, 0n), jwk)).toBe(false);
  });

  it('is refused for another digest, by another key, and cut short', () => {
    const signature = signDigest(digest, jwk);
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });

    expect(verifyDigest(createHash('sha256').update('other').digest(), signature, jwk)).toBe(false);
    expect(verifyDigest(digest, signature, other)).toBe(false);
    expect(verifyDigest(digest, signature.subarray(0, -1), jwk)).toBe(false);
    expect(verifyDigest(digest, Buffer.of(), jwk)).toBe(false);
  });
});
