import { createECDH, type JsonWebKey } from 'node:crypto';
import { signatureFromDer, signatureToDer, toBigInt } from './der.ts';

/**
 * ECDSA on P-256 over a digest that is given, which `node:crypto` does not offer: it always hashes first.
 * For the embedded cloud only: the arithmetic is not of constant time.
 */
type Point = readonly [x: bigint, y: bigint] | undefined;

// NIST FIPS 186-4, D.1.2.3
const P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const A = P - 3n;
const G: Point = [
  0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
  0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
];

/** @param digest 32 bytes @param key private JWK @returns DER, as KMS answers */
export function signDigest(digest: Uint8Array, key: JsonWebKey): Buffer {
  const z = toBigInt(digest);
  const d = toBigInt(Buffer.from(key.d ?? '', 'base64url'));
  for (;;) {
    const once = createECDH('prime256v1');
    // An uncompressed point: 0x04, x, y. Its x is all that is wanted.
    const r = toBigInt(once.generateKeys().subarray(1, 33)) % N;
    const s = (inverse(toBigInt(once.getPrivateKey()), N) * (z + r * d)) % N;
    if (r !== 0n && s !== 0n) return signatureToDer(r, s);
  }
}

/** Whether the DER signature over the digest is the key's. @param key public or private JWK */
export function verifyDigest(digest: Uint8Array, signature: Uint8Array, key: JsonWebKey): boolean {
  const pair = signatureFromDer(signature);
  if (pair === undefined) return false;
  const [r, s] = pair;
  if (r <= 0n || r >= N || s <= 0n || s >= N) return false;
  const w = inverse(s, N);
  const q: Point = [
    toBigInt(Buffer.from(key.x ?? '', 'base64url')),
    toBigInt(Buffer.from(key.y ?? '', 'base64url')),
  ];
  const sum = add(multiply(G, (toBigInt(digest) * w) % N), multiply(q, (r * w) % N));
  return sum !== undefined && sum[0] % N === r;
}

function add(left: Point, right: Point): Point {
  if (left === undefined) return right;
  if (right === undefined) return left;
  const [x1, y1] = left;
  const [x2, y2] = right;
  if (x1 === x2 && modulo(y1 + y2, P) === 0n) return undefined;
  const slope = x1 === x2 ? (3n * x1 * x1 + A) * inverse(2n * y1, P) : (y2 - y1) * inverse(x2 - x1, P);
  const x = modulo(slope * slope - x1 - x2, P);
  return [x, modulo(slope * (x1 - x) - y1, P)];
}

function multiply(point: Point, times: bigint): Point {
  let [sum, power]: [Point, Point] = [undefined, point];
  for (let rest = times; rest > 0n; rest >>= 1n) {
    if (rest & 1n) sum = add(sum, power);
    power = add(power, power);
  }
  return sum;
}

function modulo(value: bigint, modulus: bigint): bigint {
  return ((value % modulus) + modulus) % modulus;
}

/** By the extended Euclidean algorithm. */
function inverse(value: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [modulo(value, modulus), modulus, 1n, 0n];
  while (a > 1n) {
    const quotient = b / a;
    [a, b] = [b % a, a];
    [x, y] = [y - quotient * x, x];
  }
  return modulo(x, modulus);
}
