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
  if (typeof size !== 'number' || Math.floor(size) < 1) throw new Error('$partition needs a positive size');
  const items: unknown[] = Array.isArray(array) ? array : [array];
  const step = Math.floor(size);
  return Array.from({ length: Math.ceil(items.length / step) }, (_, i) =>
    items.slice(i * step, (i + 1) * step),
  );
}

/**
 * `$range(first, last, step)`: whole numbers, others are rounded down; both ends included. A JSONata sequence, so a
 * single number stands alone.
 */
function range(from: unknown, to: unknown, by: unknown = 1): unknown {
  if (typeof from !== 'number' || typeof to !== 'number' || typeof by !== 'number') {
    throw new TypeError('$range needs numbers');
  }
  const [first, last, step] = [Math.floor(from), Math.floor(to), Math.floor(by)] as const;
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

/** `$random(seed?)`: from 0 up to, not including, 1; the same seed gives the same number. */
function random(seed?: unknown): number {
  if (seed === undefined) return Math.random();
  if (typeof seed !== 'number') throw new Error('$random needs a number as seed');
  return (
    createHash('sha256')
      .update(String(Math.floor(seed)))
      .digest()
      .readUInt32BE(0) /
    2 ** 32
  );
}

/** `$parse(text)`: the JSON value it holds; stands in for `$eval`, which Step Functions lacks. */
function parse(text: unknown): unknown {
  if (text === undefined) return undefined;
  if (typeof text !== 'string') throw new Error('$parse needs a string');
  return JSON.parse(text) as unknown;
}

/** What Step Functions adds to JSONata, all but the clock. */
export const QUERY_FUNCTIONS = { partition, range, hash, random, parse, uuid: (): string => randomUUID() };
