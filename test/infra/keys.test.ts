import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import suichang from '../../infra/counties/suichang.json' with { type: 'json' };
import { County } from '../../functions/domain/county.ts';
import { Keys } from '../../infra/aws/keys.ts';

const PUBLIC_KEY = {
  kty: 'EC',
  crv: 'P-256',
  x: 'BcLtIy1lasz2h9Skgka8kCdAdlNEjiohdTjYAtTiztA',
  y: 'ScPtt87gsurPCszgoWipLxAJ0YaGlO3UGvWpXMxpDjs',
  kid: 'URUaZhogChfFLHFjUVSnXn8uE2KfTkcK_PfvNGcomcs',
  alg: 'ES256',
  use: 'sig',
} as const;

/** Names of the keys in the template, and what becomes of each when it is replaced. */
function keysOf(licenceGeneration?: number): Record<string, string> {
  const stack = new Stack(new App(), 'stack');
  const made = new Keys(stack, 'Keys', licenceGeneration === undefined ? {} : { licenceGeneration });
  const keys = Template.fromStack(Stack.of(made)).findResources('AWS::KMS::Key');
  return Object.fromEntries(
    Object.entries(keys).map(([name, key]) => [
      name,
      `${key['DeletionPolicy']} ${key['UpdateReplacePolicy']}`,
    ]),
  );
}

describe('a new generation of the key that signs permits', () => {
  it('is another key, while the one before it is retained and the other keys stay', () => {
    const [first, second] = [keysOf(), keysOf(2)];

    const gone = Object.keys(first).filter((name) => !(name in second));
    const made = Object.keys(second).filter((name) => !(name in first));
    expect(gone).toHaveLength(1);
    expect(made).toHaveLength(1);
    expect(gone[0]).toContain('Licence');
    expect(first[gone[0] ?? '']).toBe('Retain Retain');
  });

  it('is refused unless every key before it has its public key in the data', () => {
    const withKeys = (licenceKey: object): boolean => County.safeParse({ ...suichang, licenceKey }).success;

    expect(withKeys({ generation: 2, former: [PUBLIC_KEY] })).toBe(true);
    expect(withKeys({ generation: 2, former: [] })).toBe(false);
    expect(withKeys({ generation: 3, former: [PUBLIC_KEY] })).toBe(false);
    expect(withKeys({ generation: 2, former: [{ ...PUBLIC_KEY, d: 'a private part' }] })).toBe(false);
  });
});
