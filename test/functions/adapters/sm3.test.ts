import { sm3 as sm3Outside } from 'sm-crypto-v2';
import { describe, expect, it } from 'vitest';
import { sm3 } from '../../../functions/adapters/sm3.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('the digest SM3', () => {
  it.each([
    ['abc', '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'],
    ['abcd'.repeat(16), 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732'],
  ])('of %s is the one that the standard prints', (text, digest) => {
    expect(hex(sm3(Buffer.from(text)))).toBe(digest);
  });

  it('is that of others for every length up to three blocks, and for a long message', () => {
    const messages = [...Array.from({ length: 193 }, (_, length) => length), 100_003].map((length) =>
      Uint8Array.from({ length }, (_, at) => (at * 167 + length) % 256),
    );

    const ours = messages.map((message) => hex(sm3(message)));

    expect(ours).toEqual(messages.map((message) => sm3Outside(message)));
  });
});
