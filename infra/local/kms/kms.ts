import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { AwsError, type WireHandler } from '../wire.ts';
import { sealedWith, seal, unseal } from './ciphers.ts';
import { KEY_USAGE, KeyRing, type KeySpec, type StoredKey } from './key-ring.ts';
import { REQUESTS, type Operation, type Operations } from './requests.ts';
import { digestOf, SIGNING, type SigningKind } from './signing.ts';

/**
 * KMS: Sign, Verify and GetPublicKey with ECC_NIST_P256 (ECDSA_SHA_256) and, in China, SM2 (SM2DSA: SM3 with the
 * distinguishing id 1234567812345678), RAW and DIGEST; GenerateMac and VerifyMac with HMAC_256 (HMAC_SHA_256);
 * Encrypt, Decrypt and GenerateDataKey with SYMMETRIC_DEFAULT; DescribeKey, DisableKey, EnableKey and
 * ListAliases. Keys are made by `ensureKey` only. Policies and grants are not looked at. Everything else is 501 by name.
 */
export interface Kms {
  readonly handle: WireHandler;
  /** The key behind the alias, made on first use. @param alias `alias/…` @throws AwsError when it is of another kind */
  ensureKey(alias: string, spec: KeySpec): Promise<{ keyId: string; arn: string }>;
}

/**
 * @param options.file the key material; made with mode 0600
 * @param options.account twelve digits, for ARNs. @default 000000000000
 */
export async function openKms(options: { file: string; region: string; account?: string }): Promise<Kms> {
  const partition = options.region.startsWith('cn-') ? 'aws-cn' : 'aws';
  const account = options.account ?? '000000000000';
  const ring = await KeyRing.open(options.file, `arn:${partition}:kms:${options.region}:${account}:`);
  const operations = operationsOf(ring, account);
  return {
    async handle(request) {
      const name = (request.headers['x-amz-target'] ?? '').split('.')[1] ?? '';
      if (!Object.hasOwn(REQUESTS, name)) {
        throw new AwsError('NotImplemented', `KMS ${name} is not built in the embedded cloud`, 501);
      }
      const result = await run(operations, name as Operation, request.body);
      return {
        status: 200,
        headers: { 'content-type': 'application/x-amz-json-1.1' },
        body: JSON.stringify(result),
      };
    },
    async ensureKey(alias, spec) {
      const key = await ring.ensure(alias, spec);
      return { keyId: key.keyId, arn: ring.arnOf(key) };
    },
  };
}

function run(operations: Operations, name: Operation, body: Buffer): object | Promise<object> {
  const parsed = REQUESTS[name].safeParse(JSON.parse(body.toString() || '{}'));
  if (!parsed.success) throw new AwsError('ValidationException', z.prettifyError(parsed.error));
  // The schema of this very name has just been applied; the union of all of them cannot say so.
  const operation = operations[name] as (input: unknown) => object | Promise<object>;
  return operation(parsed.data);
}

function operationsOf(ring: KeyRing, account: string): Operations {
  const use = (keyId: string, spec: KeySpec, algorithm: string | undefined, known: string): StoredKey => {
    const key = enabled(ring, keyId);
    if (key.spec !== spec) throw wrongUsage(ring, key);
    if (algorithm === undefined || algorithm === known) return key;
    throw new AwsError(
      'InvalidKeyUsageException',
      `Algorithm ${algorithm} is incompatible with key spec ${spec}`,
    );
  };
  const signer = (keyId: string, algorithm?: string): [StoredKey, SigningKind] => {
    const key = enabled(ring, keyId);
    const kind = SIGNING[key.spec];
    if (kind === undefined) throw wrongUsage(ring, key);
    return [use(keyId, key.spec, algorithm, kind.algorithm), kind];
  };
  return {
    DescribeKey: ({ KeyId }) => ({ KeyMetadata: describe(ring, ring.find(KeyId), account) }),
    async DisableKey({ KeyId }) {
      await ring.setDisabled(KeyId, true);
      return {};
    },
    async EnableKey({ KeyId }) {
      await ring.setDisabled(KeyId, false);
      return {};
    },
    GetPublicKey({ KeyId }) {
      const [key, kind] = signer(KeyId);
      const { KeySpec: spec, KeyUsage, SigningAlgorithms } = describe(ring, key, account);
      const PublicKey = kind.publicKey(key).toString('base64');
      return { ...named(ring, key), PublicKey, KeySpec: spec, KeyUsage, SigningAlgorithms };
    },
    Sign(input) {
      const [key, kind] = signer(input.KeyId, input.SigningAlgorithm);
      const Signature = kind.sign(key, digestOf(key, kind, input)).toString('base64');
      return { ...named(ring, key), Signature, SigningAlgorithm: kind.algorithm };
    },
    Verify(input) {
      const [key, kind] = signer(input.KeyId, input.SigningAlgorithm);
      if (!kind.verify(key, digestOf(key, kind, input), input.Signature)) {
        throw new AwsError('KMSInvalidSignatureException', 'The signature does not fit the message');
      }
      return { ...named(ring, key), SignatureValid: true, SigningAlgorithm: kind.algorithm };
    },
    GenerateMac({ KeyId, Message, MacAlgorithm }) {
      const key = use(KeyId, 'HMAC_256', MacAlgorithm, 'HMAC_SHA_256');
      return { ...named(ring, key), Mac: macOf(key, Message).toString('base64'), MacAlgorithm };
    },
    VerifyMac({ KeyId, Message, MacAlgorithm, Mac }) {
      const key = use(KeyId, 'HMAC_256', MacAlgorithm, 'HMAC_SHA_256');
      const right = macOf(key, Message);
      if (right.length !== Mac.length || !timingSafeEqual(right, Mac)) {
        throw new AwsError('KMSInvalidMacException', 'The MAC does not fit the message');
      }
      return { ...named(ring, key), MacValid: true, MacAlgorithm };
    },
    Encrypt({ KeyId, Plaintext, EncryptionContext }) {
      if (Plaintext.length > 4096)
        throw new AwsError('ValidationException', 'Plaintext holds more than 4096 bytes');
      const key = use(KeyId, 'SYMMETRIC_DEFAULT', undefined, '');
      const sealed = seal(key, Plaintext, EncryptionContext).toString('base64');
      return { ...named(ring, key), CiphertextBlob: sealed, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
    },
    Decrypt({ CiphertextBlob, KeyId, EncryptionContext }) {
      const sealing = sealedWith(CiphertextBlob);
      if (KeyId !== undefined && ring.find(KeyId).keyId !== sealing) {
        throw new AwsError('IncorrectKeyException', 'The key is not the one that sealed the ciphertext');
      }
      const key = use(sealing, 'SYMMETRIC_DEFAULT', undefined, '');
      const Plaintext = unseal(key, CiphertextBlob, EncryptionContext).toString('base64');
      return { ...named(ring, key), Plaintext, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
    },
    GenerateDataKey({ KeyId, KeySpec: spec, NumberOfBytes, EncryptionContext }) {
      const key = use(KeyId, 'SYMMETRIC_DEFAULT', undefined, '');
      const plaintext = randomBytes(NumberOfBytes ?? (spec === 'AES_128' ? 16 : 32));
      const sealed = seal(key, plaintext, EncryptionContext).toString('base64');
      return { ...named(ring, key), Plaintext: plaintext.toString('base64'), CiphertextBlob: sealed };
    },
    ListAliases({ KeyId }) {
      const only = KeyId === undefined ? undefined : ring.find(KeyId).keyId;
      const found = ring.aliases().filter(([, keyId]) => only === undefined || keyId === only);
      const entry = ([alias, keyId]: [string, string]) => ({
        AliasName: alias,
        AliasArn: ring.aliasArn(alias),
        TargetKeyId: keyId,
      });
      return { Aliases: found.map(entry), Truncated: false };
    },
  };
}

/** As at AWS, a disabled key is described and enabled, and gives not even its public key. */
function enabled(ring: KeyRing, keyId: string): StoredKey {
  const key = ring.find(keyId);
  if (key.disabled) throw new AwsError('DisabledException', `${ring.arnOf(key)} is disabled.`);
  return key;
}

function wrongUsage(ring: KeyRing, key: StoredKey): AwsError {
  const words = `${ring.arnOf(key)} key usage is ${KEY_USAGE[key.spec]}, which is not valid here`;
  return new AwsError('InvalidKeyUsageException', words);
}

function named(ring: KeyRing, key: StoredKey): { KeyId: string } {
  return { KeyId: ring.arnOf(key) };
}

function macOf(key: StoredKey, message: Buffer): Buffer {
  return createHmac('sha256', Buffer.from(key.material, 'base64')).update(message).digest();
}

function describe(ring: KeyRing, key: StoredKey, account: string) {
  const kind = SIGNING[key.spec];
  return {
    AWSAccountId: account,
    KeyId: key.keyId,
    Arn: ring.arnOf(key),
    CreationDate: key.createdAtMillis / 1000,
    Enabled: !key.disabled,
    KeyState: key.disabled ? 'Disabled' : 'Enabled',
    KeyManager: 'CUSTOMER',
    Origin: 'AWS_KMS',
    MultiRegion: false,
    KeySpec: key.spec,
    KeyUsage: KEY_USAGE[key.spec],
    ...(kind === undefined ? {} : { SigningAlgorithms: [kind.algorithm] }),
    ...(key.spec === 'HMAC_256' ? { MacAlgorithms: ['HMAC_SHA_256'] } : {}),
    ...(key.spec === 'SYMMETRIC_DEFAULT' ? { EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'] } : {}),
  };
}
