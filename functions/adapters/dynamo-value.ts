import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';

/** Bytes of JSON text from which on a value is packed. With its keys, an item below stays within one KiB. */
const PACKED_FROM = 700;
/**
 * Bytes of JSON text that a value may have: ten times the largest item. Deflate makes a thousandth of what repeats
 * itself, so one item could fill the memory of whoever reads it.
 */
const MOST_BYTES = 4 * 1024 * 1024;
const INFLATING = { maxOutputLength: MOST_BYTES };

/**
 * An item's `value` as the table keeps it: JSON text, or that text deflated (RFC 1951) where it is long. Both cost
 * fewer units and less time than a Map. What is undefined is left out.
 * @throws TypeError for what JSON text would not give back: no number, a Date, a Map, a Set, a gap in a list; RangeError
 *   for one so large that it would not be read again
 * @see docs/adr/0023-values-are-packed.md
 */
export function packed(value: unknown): AttributeValue {
  expectPlain(value);
  const text = JSON.stringify(value);
  const bytes = Buffer.byteLength(text);
  if (bytes < PACKED_FROM) return { S: text };
  if (bytes > MOST_BYTES) throw new RangeError(`A value of ${bytes} bytes cannot be kept`);
  // A copy, for a Buffer is not the same as what the client reads.
  return { B: new Uint8Array(deflateRawSync(text)) };
}

/** The value again, also of an item that was written as a Map. @throws Error where it is none of the forms, or too large */
export function unpacked(attribute: AttributeValue): unknown {
  if (attribute.S !== undefined) return JSON.parse(attribute.S);
  if (attribute.B !== undefined) return JSON.parse(inflateRawSync(attribute.B, INFLATING).toString());
  return unmarshall({ value: attribute })['value'];
}

function expectPlain(value: unknown): void {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`${value} cannot be kept`);
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const one of value) {
      if (one === undefined) throw new TypeError('A list with a gap cannot be kept');
      expectPlain(one);
    }
    return;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    throw new TypeError(`A ${value.constructor.name} cannot be kept`);
  for (const one of Object.values(value)) expectPlain(one);
}
