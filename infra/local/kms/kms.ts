import { createHash, createHmac, createPublicKey, randomBytes, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { AwsError, type WireHandler } from '../wire.ts';
import { sealedWith, seal, unseal } from './ciphers.ts';
import { signDigest, verifyDigest } from './ecdsa-digest.ts';
import { KEY_USAGE, KeyRing, privateKeyOf, type KeySpec, type StoredKey } from './key-ring.ts';
import { REQUESTS, type Operation, type Operations } from './requests.ts';

/**
 * KMS: Sign, Verify and GetPublicKey with ECC_NIST_P256 (ECDSA_SHA_256, RAW and DIGEST); GenerateMac and
 * VerifyMac with HMAC_256 (HMAC_SHA_256); Encrypt, Decrypt and GenerateDataKey with SYMMETRIC_DEFAULT;
 * DescribeKey and ListAliases. Keys are made by `ensureKey` only. Policies and grants are not looked at.
 * Everything else is 501 by name; SM2 too.
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
      const result = run(operations, name as Operation, request.body);
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

function run(operations: Operations, name: Operation, body: Buffer): object {
  const parsed = REQUESTS[name].safeParse(JSON.parse(body.toString() || '{}'));
  if (!parsed.success) throw new AwsError('ValidationException', z.prettifyError(parsed.error));
  // The schema of this very name has just been applied; the union of all of them cannot say so.
  const operation = operations[name] as (input: unknown) => object;
  return operation(parsed.data);
}

function operationsOf(ring: KeyRing, account: string): Operations {
  const use = (keyId: string, spec: KeySpec, algorithm: string | undefined, known: string): StoredKey => {
    const key = ring.find(keyId);
    if (key.spec !== spec) {
      const words = `${ring.arnOf(key)} key usage is ${KEY_USAGE[key.spec]}, which is not valid here`;
      throw new AwsError('InvalidKeyUsageException', words);
    }
    if (algorithm === undefined || algorithm === known) return key;
    if (algorithm.startsWith('SM2')) {
      throw new AwsError('NotImplemented', `KMS ${algorithm} is not built in the embedded cloud`, 501);
    }
    throw new AwsError(
      'InvalidKeyUsageException',
      `Algorithm ${algorithm} is incompatible with key spec ${spec}`,
    );
  };
  return {
    DescribeKey: ({ KeyId }) => ({ KeyMetadata: describe(ring, ring.find(KeyId), account) }),
    GetPublicKey({ KeyId }) {
      const key = use(KeyId, 'ECC_NIST_P256', undefined, '');
      const spki = createPublicKey(privateKeyOf(key)).export({ format: 'der', type: 'spki' });
      const { KeySpec: spec, KeyUsage, SigningAlgorithms } = describe(ring, key, account);
      return {
        KeyId: ring.arnOf(key),
        PublicKey: spki.toString('base64'),
        KeySpec: spec,
        KeyUsage,
        SigningAlgorithms,
      };
    },
    Sign(input) {
      const key = use(input.KeyId, 'ECC_NIST_P256', input.SigningAlgorithm, 'ECDSA_SHA_256');
      const signature = signDigest(digestOf(input), privateKeyOf(key).export({ format: 'jwk' }));
      return {
        ...named(ring, key),
        Signature: signature.toString('base64'),
        SigningAlgorithm: 'ECDSA_SHA_256',
      };
    },
    Verify(input) {
      const key = use(input.KeyId, 'ECC_NIST_P256', input.SigningAlgorithm, 'ECDSA_SHA_256');
      const jwk = privateKeyOf(key).export({ format: 'jwk' });
      if (!verifyDigest(digestOf(input), input.Signature, jwk)) {
        throw new AwsError('KMSInvalidSignatureException', 'The signature does not fit the message');
      }
      return { ...named(ring, key), SignatureValid: true, SigningAlgorithm: 'ECDSA_SHA_256' };
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

function named(ring: KeyRing, key: StoredKey): { KeyId: string } {
  return { KeyId: ring.arnOf(key) };
}

function digestOf({ Message, MessageType }: { Message: Buffer; MessageType?: string | undefined }): Buffer {
  if (MessageType !== 'DIGEST') {
    if (Message.length <= 4096) return createHash('sha256').update(Message).digest();
    throw new AwsError('ValidationException', 'A RAW message holds 4096 bytes at most: send its digest');
  }
  if (Message.length === 32) return Message;
  throw new AwsError('ValidationException', 'Digest is invalid length for algorithm ECDSA_SHA_256');
}

function macOf(key: StoredKey, message: Buffer): Buffer {
  return createHmac('sha256', Buffer.from(key.material, 'base64')).update(message).digest();
}

function describe(ring: KeyRing, key: StoredKey, account: string) {
  return {
    AWSAccountId: account,
    KeyId: key.keyId,
    Arn: ring.arnOf(key),
    CreationDate: key.createdAtMillis / 1000,
    Enabled: true,
    KeyState: 'Enabled',
    KeyManager: 'CUSTOMER',
    Origin: 'AWS_KMS',
    MultiRegion: false,
    KeySpec: key.spec,
    KeyUsage: KEY_USAGE[key.spec],
    ...(key.spec === 'ECC_NIST_P256' ? { SigningAlgorithms: ['ECDSA_SHA_256'] } : {}),
    ...(key.spec === 'HMAC_256' ? { MacAlgorithms: ['HMAC_SHA_256'] } : {}),
    ...(key.spec === 'SYMMETRIC_DEFAULT' ? { EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'] } : {}),
  };
}
