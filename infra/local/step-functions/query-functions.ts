import { createHash, randomUUID } from 'node:crypto';

const HASHES: ReadonlyMap<unknown, string> = new Map([
  ['MD5', 'md5'],
  ['SHA-1', 'sha1'],
  ['SHA-256', 'sha256'],
  ['SHA-384', 'sha384'],
  ['SHA-512', 'sha512'],
]);

/** `$partition(array, size)`: the array in pieces of `size`, the last one possibly shorter. */
function partition(array: unknown, size: unknown): unknown {
  if (array === undefined) return undefined;
  if (typeof size !== 'number' || Math.trunc(size) < 1) throw new Error('$partition needs a positive size');
  const items: unknown[] = Array.isArray(array) ? array : [array];
  const step = Math.trunc(size);
  return Array.from({ length: Math.ceil(items.length / step) }, (_, i) =>
    items.slice(i * step, (i + 1) * step),
  );
}

/**
 * `$range(first, last, step)`: whole numbers, others lose what is behind the point; both ends included. A JSONata sequence, so a
 * single number stands alone.
 */
function range(from: unknown, to: unknown, by: unknown = 1): unknown {
  if (typeof from !== 'number' || typeof to !== 'number' || typeof by !== 'number') {
    throw new TypeError('$range needs numbers');
  }
  const [first, last, step] = [Math.trunc(from), Math.trunc(to), Math.trunc(by)] as const;
  if (step === 0) throw new Error('$range needs a step other than zero');
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  if (length > 1_000_000) throw new Error('$range gives too many numbers');
  const numbers = Array.from({ length }, (_, i) => first + i * step);
  return Object.defineProperty(numbers, 'sequence', { value: true, enumerable: false });
}

/** `$hash(text, algorithm)`: lower-case hexadecimal. */
function hash(value: unknown, algorithm: unknown): string | undefined {
  if (value === undefined) return undefined;
  const name = HASHES.get(algorithm);
  if (name === undefined) throw new Error(`$hash knows no algorithm ${String(algorithm)}`);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return createHash(name).update(text).digest('hex');
}

/** Of the generator that `java.util.Random` has, whose first number AWS gives for a seed. */
const MULTIPLIER = 0x5_dee_ce66dn;

/** `$random(seed?)`: from 0 up to, not including, 1; the same seed gives the same number. */
function random(seed?: unknown): number {
  if (seed === undefined) return Math.random();
  if (typeof seed !== 'number') throw new Error('$random needs a number as seed');
  const start = BigInt.asUintN(48, BigInt(Math.trunc(seed)) ^ MULTIPLIER);
  const first = BigInt.asUintN(48, start * MULTIPLIER + 0xbn);
  const second = BigInt.asUintN(48, first * MULTIPLIER + 0xbn);
  return Number(((first >> 22n) << 27n) + (second >> 21n)) / 2 ** 53;
}

/** `$parse(text)`: the JSON value it holds; stands in for `$eval`, which Step Functions lacks. */
function parse(text: unknown): unknown {
  if (text === undefined) return undefined;
  if (typeof text !== 'string') throw new Error('$parse needs a string');
  return JSON.parse(text) as unknown;
}

/** What Step Functions adds to JSONata, all but the clock. */
export const QUERY_FUNCTIONS = { partition, range, hash, random, parse, uuid: (): string => randomUUID() };
