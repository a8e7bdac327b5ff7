import { describe, expect, it } from 'vitest';
import { County } from '../../functions/domain/county.ts';
import suichang from '../../infra/counties/suichang.json' with { type: 'json' };

const TEXT = 'Abc_-0123456789Abc_-0123456789Abc_-01234567';
const key = { kty: 'EC', crv: 'P-256', x: TEXT, y: TEXT, kid: TEXT, alg: 'ES256', use: 'sig' };
const takes = (licenceKey: unknown) => County.safeParse({ ...suichang, licenceKey }).success;

describe('the key that signs permits', () => {
  it('is the first one, or a later one with the public keys of all before it', () => {
    expect(TEXT).toHaveLength(43);
    expect(takes(undefined)).toBe(true);
    expect(takes({ generation: 2, former: [key] })).toBe(true);
    expect(takes({ generation: 3, former: [key, key] })).toBe(true);
  });

  it('is no later one that forgets or invents a key before it', () => {
    expect(takes({ generation: 1, former: [] })).toBe(false);
    expect(takes({ generation: 2, former: [] })).toBe(false);
    expect(takes({ generation: 2, former: [key, key] })).toBe(false);
    expect(takes({ generation: 2, former: [key, key, key] })).toBe(false);
    expect(takes({})).toBe(false);
    expect(takes({ generation: 2, former: [key], more: 1 })).toBe(false);
  });

  it.each(['x', 'y', 'kid'])('has a %s of 43 characters of base64url', (name) => {
    const wrong = [
      TEXT.slice(1),
      `${TEXT}A`,
      `!${TEXT}`,
      `${TEXT}!`,
      `${TEXT.slice(1)}!`,
      '!'.repeat(43),
      'A',
    ];

    expect(wrong.map((text) => takes({ generation: 2, former: [{ ...key, [name]: text }] }))).toEqual(
      wrong.map(() => false),
    );
  });

  it.each([
    { kty: 'RSA' },
    { crv: 'P-384' },
    { alg: 'RS256' },
    { use: 'enc' },
    { d: 'secret' },
    { kid: undefined },
  ])('is not one with %j', (change) => {
    expect(takes({ generation: 2, former: [{ ...key, ...change }] })).toBe(false);
  });
});
