import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Key, type KeyProps, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { Setting } from '../../functions/runtime/env.ts';
import type { ProductFunction } from './product-function.ts';

export interface KeysProps {
  /**
   * Which key signs permits: a higher number makes a new one and leaves the one before it in the account.
   * @default 1
   */
  readonly licenceGeneration?: number;
  /**
   * Whether a second key signs permits too, by SM2; KMS has such keys in China only.
   * @default false
   */
  readonly sm2?: boolean;
}

/** The keys. All outlive the stack: without them neither records nor issued permits can be read or verified. */
export class Keys extends Construct {
  /** Encrypts what is kept: table and buckets. */
  readonly records: Key;
  /** Encrypts what passes through: executions, topics, the functions' settings. */
  readonly transit: Key;
  readonly #licence: Key;
  readonly #sm2: Key | undefined;
  readonly #session: Key;
  readonly #lookup: Key;

  constructor(scope: Construct, id: string, { licenceGeneration = 1, sm2 = false }: KeysProps = {}) {
    super(scope, id);
    this.records = this.#encryption('Records', 'Table and buckets');
    this.transit = this.#encryption('Transit', 'Executions, topics and settings');
    // CloudFormation knows a key by its name here: a new name is a new key, and the old one is retained.
    const generation = licenceGeneration === 1 ? '' : String(licenceGeneration);
    this.#licence = this.#signing(`Licence${generation}`, 'Signs permits', KeySpec.ECC_NIST_P256);
    if (sm2) this.#sm2 = this.#signing(`Sm2Licence${generation}`, 'Signs permits by SM2', KeySpec.SM2);
    // A key's kind cannot be changed: the name `Session` was that of a pair on P-256.
    this.#session = this.#keyed('SessionMac', 'Tokens of sessions');
    this.#lookup = this.#keyed('Lookup', 'Keyed hashes of personal values');
  }

  /** May sign permits, in China by SM2 as well. */
  grantLicenceSigning(fn: ProductFunction): void {
    allow(fn, this.#licence, 'licenceKeyId', ['kms:Sign', 'kms:GetPublicKey']);
    this.#allowSm2(fn, ['kms:Sign', 'kms:GetPublicKey']);
  }

  /** May publish the keys by which permits are verified. */
  grantLicencePublicKey(fn: ProductFunction): void {
    allow(fn, this.#licence, 'licenceKeyId', ['kms:GetPublicKey']);
    this.#allowSm2(fn, ['kms:GetPublicKey']);
  }

  /** May derive the key by which tokens of sessions are made and verified. */
  grantSessions(fn: ProductFunction): void {
    allow(fn, this.#session, 'sessionKeyId', ['kms:GenerateMac']);
  }

  /** May derive lookup keys from personal values. */
  grantLookup(fn: ProductFunction): void {
    allow(fn, this.#lookup, 'lookupKeyId', ['kms:GenerateMac']);
  }

  #encryption(id: string, description: string): Key {
    return new Key(this, id, {
      description,
      enableKeyRotation: true,
      pendingWindow: Duration.days(30),
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  #allowSm2(fn: ProductFunction, actions: string[]): void {
    if (this.#sm2) allow(fn, this.#sm2, 'sm2KeyId', actions);
    else fn.set('sm2KeyId', 'none');
  }

  #signing(id: string, description: string, keySpec: KeySpec): Key {
    return this.#special(id, { description, keySpec, keyUsage: KeyUsage.SIGN_VERIFY });
  }

  #keyed(id: string, description: string): Key {
    return this.#special(id, {
      description,
      keySpec: KeySpec.HMAC_256,
      keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
    });
  }

  #special(id: string, kind: Pick<KeyProps, 'description' | 'keySpec' | 'keyUsage'>): Key {
    return new Key(this, id, {
      ...kind,
      pendingWindow: Duration.days(30),
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}

function allow(fn: ProductFunction, key: Key, setting: Setting, actions: string[]): void {
  fn.allow({ actions, resources: [key.keyArn] });
  fn.set(setting, key.keyArn);
}
