import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { Setting } from '../../functions/runtime/env.ts';
import type { ProductFunction } from './product-function.ts';

export interface KeysProps {
  /**
   * Which key signs permits: a higher number makes a new one and leaves the one before it in the account.
   * @default 1
   */
  readonly licenceGeneration?: number;
}

/** The keys. All outlive the stack: without them neither records nor issued permits can be read or verified. */
export class Keys extends Construct {
  /** Encrypts what is kept: table and buckets. */
  readonly records: Key;
  /** Encrypts what passes through: executions, topics, the functions' settings. */
  readonly transit: Key;
  readonly #licence: Key;
  readonly #session: Key;
  readonly #lookup: Key;

  constructor(scope: Construct, id: string, { licenceGeneration = 1 }: KeysProps = {}) {
    super(scope, id);
    this.records = this.#encryption('Records', 'Table and buckets');
    this.transit = this.#encryption('Transit', 'Executions, topics and settings');
    // CloudFormation knows a key by its name here: a new name is a new key, and the old one is retained.
    const licence = licenceGeneration === 1 ? 'Licence' : `Licence${licenceGeneration}`;
    this.#licence = this.#special(licence, 'Signs permits', KeySpec.ECC_NIST_P256, KeyUsage.SIGN_VERIFY);
    this.#session = this.#special('Session', 'Signs sessions', KeySpec.ECC_NIST_P256, KeyUsage.SIGN_VERIFY);
    this.#lookup = this.#special(
      'Lookup',
      'Keyed hashes of personal values',
      KeySpec.HMAC_256,
      KeyUsage.GENERATE_VERIFY_MAC,
    );
  }

  /** May sign permits. */
  grantLicenceSigning(fn: ProductFunction): void {
    allow(fn, this.#licence, 'licenceKeyId', ['kms:Sign', 'kms:GetPublicKey']);
  }

  /** May publish the key by which permits are verified. */
  grantLicencePublicKey(fn: ProductFunction): void {
    allow(fn, this.#licence, 'licenceKeyId', ['kms:GetPublicKey']);
  }

  /** May open sessions. */
  grantSessionSigning(fn: ProductFunction): void {
    allow(fn, this.#session, 'sessionKeyId', ['kms:Sign', 'kms:GetPublicKey']);
  }

  /** May verify sessions. */
  grantSessionPublicKey(fn: ProductFunction): void {
    allow(fn, this.#session, 'sessionKeyId', ['kms:GetPublicKey']);
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

  #special(id: string, description: string, keySpec: KeySpec, keyUsage: KeyUsage): Key {
    return new Key(this, id, {
      description,
      keySpec,
      keyUsage,
      pendingWindow: Duration.days(30),
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}

function allow(fn: ProductFunction, key: Key, setting: Setting, actions: string[]): void {
  fn.allow({ actions, resources: [key.keyArn] });
  fn.set(setting, key.keyArn);
}
