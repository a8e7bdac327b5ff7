import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { marshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, it } from 'vitest';
import { packed, unpacked } from '../../../functions/adapters/dynamo-value.ts';

const SHORT = { id: '案-1', round: 1, share: 0.25, open: true, none: null, list: [1, ['a', {}]], inner: {} };
const LONG = {
  ...SHORT,
  findings: Array.from({ length: 20 }, (_, n) => ({ id: `finding-${n}`, met: true })),
};

describe('A value', () => {
  it('that is short is kept as text that anybody can read', () => {
    const kept = packed(SHORT);

    expect(kept).toEqual({ S: JSON.stringify(SHORT) });
  });

  it('that is long is kept deflated, in less than half the room', () => {
    const text = JSON.stringify(LONG);

    const { B = new Uint8Array() } = packed(LONG);

    expect(inflateRawSync(B).toString()).toBe(text);
    expect(B.length).toBeLessThan(text.length / 2);
  });

  it.each([
    ['short', SHORT],
    ['long', LONG],
    ['of Chinese only', { words: '互认'.repeat(400) }],
    ['empty', {}],
    ['with a large number', { at: 1_772_413_200_123, tiny: 1e-7, below: -3 }],
    ['with marks of all kinds', { words: '"\\\n\u0000\u2028😀', '"': '' }],
  ])('comes back as it was: %s', (_what, value) => {
    const again = unpacked(packed(value));

    expect(again).toStrictEqual(value);
  });

  it('comes back from a Map, as releases before wrote it', () => {
    const { value } = marshall({ value: LONG });

    const again = value && unpacked(value);

    expect(again).toStrictEqual(LONG);
  });

  it('that would fill the memory when it is read is neither written nor read', () => {
    const bomb = { B: deflateRawSync(JSON.stringify('0'.repeat(50_000_000))) };
    const large = { words: '0'.repeat(5_000_000) };

    expect(bomb.B.length).toBeLessThan(400 * 1024);
    expect(() => unpacked(bomb)).toThrow(RangeError);
    expect(() => packed(large)).toThrow('A value of 5000012 bytes cannot be kept');
  });

  it('leaves out what is undefined, as a Map did', () => {
    const again = unpacked(packed({ id: 'case-1', office: undefined, inner: { at: undefined } }));

    expect(again).toStrictEqual({ id: 'case-1', inner: {} });
  });

  it.each([
    ['no number', { at: Number.NaN }, 'NaN cannot be kept'],
    ['a Date', { inner: [{ at: new Date(0) }] }, 'A Date cannot be kept'],
    ['a Set', { ids: new Set(['a']) }, 'A Set cannot be kept'],
    ['a Map', new Map(), 'A Map cannot be kept'],
    ['bytes', { bytes: new Uint8Array(1) }, 'A Uint8Array cannot be kept'],
    ['a gap in a list', { list: [1, undefined] }, 'A list with a gap cannot be kept'],
  ])('that text would not give back is refused: %s', (_what, value, why) => {
    expect(() => packed(value)).toThrow(why);
  });
});
