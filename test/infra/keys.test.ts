import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import suichang from '../../infra/counties/suichang.json' with { type: 'json' };
import { County } from '../../functions/domain/county.ts';
import { ruleFindings } from '../../infra/aws/rules/rules.ts';
import { checkCounty } from '../../infra/deploy/checks.ts';
import { optionsOf } from '../../infra/deploy/options.ts';
import { Keys, type KeysProps } from '../../infra/aws/keys.ts';

const PUBLIC_KEY = {
  kty: 'EC',
  crv: 'P-256',
  x: 'BcLtIy1lasz2h9Skgka8kCdAdlNEjiohdTjYAtTiztA',
  y: 'ScPtt87gsurPCszgoWipLxAJ0YaGlO3UGvWpXMxpDjs',
  kid: 'URUaZhogChfFLHFjUVSnXn8uE2KfTkcK_PfvNGcomcs',
  alg: 'ES256',
  use: 'sig',
} as const;

// The key of the example in GB/T 32918.5.
const SM2_KEY = {
  kty: 'EC',
  crv: 'SM2',
  x: 'CfnfMR5UIaFQ3X0WHkvFxnIXn607TAdSFbvgiPMmXcU',
  y: 'YfE3hNDnLENhYq0AnPh6aQKHAxkHWpsn2zRUgIv7cAo',
  kid: 'URUaZhogChfFLHFjUVSnXn8uE2KfTkcK_PfvNGcomcs',
  alg: 'SM2-SM3',
  use: 'sig',
  spki: `${'A'.repeat(122)}==`,
} as const;

/** Names of the keys in the template, and what becomes of each when it is replaced. */
function keysOf(props: KeysProps = {}): Record<string, string> {
  const keys = resourcesOf(props);
  return Object.fromEntries(
    Object.entries(keys).map(([name, key]) => [
      name,
      `${key['DeletionPolicy']} ${key['UpdateReplacePolicy']}`,
    ]),
  );
}

function resourcesOf(props: KeysProps): ReturnType<Template['findResources']> {
  const stack = new Stack(new App(), 'stack');
  const made = new Keys(stack, 'Keys', props);
  return Template.fromStack(Stack.of(made)).findResources('AWS::KMS::Key');
}

/** Beginnings of the names of the keys of one kind. */
function named(keySpec: string | undefined, props: KeysProps): string[] {
  return Object.entries(resourcesOf(props))
    .filter(([, { Properties }]) => (Properties as { KeySpec?: string }).KeySpec === keySpec)
    .map(([name]) => name.replaceAll(/^Keys|[0-9A-F]{8}$/gu, ''))
    .sort();
}

describe('the keys', () => {
  it('are a pair for permits, in China one on SM2 beside it, and two for keyed hashes', () => {
    expect(named('ECC_NIST_P256', {})).toEqual(['Licence']);
    expect(named('HMAC_256', {})).toEqual(['Lookup', 'SessionMac']);
    expect(named('SM2', {})).toEqual([]);
    expect(named('SM2', { sm2: true })).toEqual(['Sm2Licence']);
    expect(named(undefined, { sm2: true })).toEqual(['Records', 'Transit']);
  });
});

describe('a key of SM2', () => {
  it('is objected to outside China', async () => {
    const Resources = resourcesOf({ sm2: true });

    const findings = await ruleFindings({ Resources }, 'aws');

    expect(findings.filter(({ rule }) => rule === 'sm2-in-china')).toHaveLength(1);
  });
});

describe('a new generation of the key that signs permits', () => {
  it('is another key, while the one before it is retained and the other keys stay', () => {
    const [first, second] = [keysOf(), keysOf({ licenceGeneration: 2 })];

    const gone = Object.keys(first).filter((name) => !(name in second));
    const made = Object.keys(second).filter((name) => !(name in first));
    expect(gone).toHaveLength(1);
    expect(made).toHaveLength(1);
    expect(gone[0]).toContain('Licence');
    expect(first[gone[0] ?? '']).toBe('Retain Retain');
  });

  it('is a new pair of keys in China, and both before it are retained', () => {
    const [first, second] = [keysOf({ sm2: true }), keysOf({ sm2: true, licenceGeneration: 2 })];

    const gone = Object.keys(first).filter((name) => !(name in second));
    expect(gone.map((name) => name.slice(0, -8)).sort()).toEqual(['KeysLicence', 'KeysSm2Licence']);
    expect(gone.map((name) => first[name])).toEqual(['Retain Retain', 'Retain Retain']);
    expect(Object.keys(second)).toHaveLength(Object.keys(first).length);
  });

  it('is not ready in China while the SM2 keys before it are not in the data', () => {
    const checked = (formerSm2?: object[]) => {
      const licenceKey = { generation: 2, former: [PUBLIC_KEY], ...(formerSm2 && { formerSm2 }) };
      const options = optionsOf(['--county', 'suichang', '--region', 'cn-northwest-1', '--open-only']);
      if ('wrong' in options) throw new Error(options.wrong.join());
      const county = County.parse({ ...suichang, licenceKey });
      return checkCounty({ ...options, county }).find(({ name }) => name === 'sm2-keys')?.outcome;
    };

    expect(checked([SM2_KEY])).toBe('ok');
    expect(checked()).toBe('failed');
  });

  it('is refused unless every key before it has its public key in the data', () => {
    const withKeys = (licenceKey: object): boolean => County.safeParse({ ...suichang, licenceKey }).success;

    expect(withKeys({ generation: 2, former: [PUBLIC_KEY] })).toBe(true);
    expect(withKeys({ generation: 2, former: [] })).toBe(false);
    expect(withKeys({ generation: 3, former: [PUBLIC_KEY] })).toBe(false);
    const former = [PUBLIC_KEY];
    expect(withKeys({ generation: 2, former, formerSm2: [SM2_KEY] })).toBe(true);
    expect(withKeys({ generation: 2, former, formerSm2: [] })).toBe(false);
    expect(withKeys({ generation: 2, former, formerSm2: [PUBLIC_KEY] })).toBe(false);
    expect(withKeys({ generation: 2, former: [SM2_KEY] })).toBe(false);
    expect(withKeys({ generation: 2, former: [{ ...PUBLIC_KEY, d: 'a private part' }] })).toBe(false);
  });
});
