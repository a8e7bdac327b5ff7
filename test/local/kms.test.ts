import { createHash, createPublicKey, verify } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateMacCommand,
  GetPublicKeyCommand,
  KMSClient,
  ListAliasesCommand,
  ScheduleKeyDeletionCommand,
  SignCommand,
  VerifyCommand,
  VerifyMacCommand,
} from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbeddedAws, temporaryDirectory, type EmbeddedAws } from '../support/embedded-aws.ts';

const SIGNER = { KeyId: 'alias/permit-signer', SigningAlgorithm: 'ECDSA_SHA_256' } as const;
const LOOKUP = { KeyId: 'alias/lookup', MacAlgorithm: 'HMAC_SHA_256' } as const;
const Message = Buffer.from('居住证 330000');
const digest = createHash('sha256').update(Message).digest();
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let cloud: EmbeddedAws;
let kms: KMSClient;

async function open() {
  cloud = await openEmbeddedAws(directory.path);
  await cloud.kms.ensureKey('alias/permit-signer', 'ECC_NIST_P256');
  await cloud.kms.ensureKey('alias/lookup', 'HMAC_256');
  await cloud.kms.ensureKey('alias/seal', 'SYMMETRIC_DEFAULT');
  kms = new KMSClient(cloud.client);
}

async function close() {
  kms.destroy();
  await cloud.close();
}

beforeAll(async () => {
  directory = await temporaryDirectory();
  await open();
});

afterAll(async () => {
  await close();
  await directory.remove();
});

async function publicKey() {
  const { PublicKey } = await kms.send(new GetPublicKeyCommand({ KeyId: SIGNER.KeyId }));
  return createPublicKey({ key: Buffer.from(PublicKey ?? []), format: 'der', type: 'spki' });
}

describe('a signature', () => {
  it.each(['RAW', 'DIGEST'] as const)(
    'of a %s message is one that everybody can verify',
    async (MessageType) => {
      const sign = new SignCommand({
        ...SIGNER,
        MessageType,
        Message: MessageType === 'RAW' ? Message : digest,
      });

      const { Signature } = await kms.send(sign);

      const key = await publicKey();
      expect(verify('sha256', Message, key, Signature ?? Buffer.of())).toBe(true);
      expect(verify('sha256', Buffer.from('other'), key, Signature ?? Buffer.of())).toBe(false);
    },
  );

  it('fits twenty messages in a row, whatever the length of its numbers', async () => {
    const messages = Array.from({ length: 20 }, (_, n) =>
      createHash('sha256').update(`message ${n}`).digest(),
    );

    const answers = await Promise.all(
      messages.map(async (one) => {
        const of = { ...SIGNER, MessageType: 'DIGEST', Message: one } as const;
        const { Signature } = await kms.send(new SignCommand(of));
        return (await kms.send(new VerifyCommand({ ...of, Signature }))).SignatureValid;
      }),
    );

    expect(answers).toEqual(Array.from({ length: 20 }, () => true));
  });

  it('is refused for another message, and when it is no signature at all', async () => {
    const { Signature } = await kms.send(new SignCommand({ ...SIGNER, Message }));
    const check = (text: string, signature = Signature) =>
      kms.send(new VerifyCommand({ ...SIGNER, Message: Buffer.from(text), Signature: signature }));

    await expect(check('other')).rejects.toMatchObject({ name: 'KMSInvalidSignatureException' });
    await expect(check('other', Buffer.of(1, 2, 3))).rejects.toMatchObject({
      name: 'KMSInvalidSignatureException',
    });
  });

  it('is not made of a digest of the wrong length, nor with a key for something else', async () => {
    const short = new SignCommand({ ...SIGNER, MessageType: 'DIGEST', Message: Buffer.alloc(20) });
    const wrongKey = new SignCommand({ ...SIGNER, KeyId: 'alias/lookup', Message });

    await expect(kms.send(short)).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(kms.send(wrongKey)).rejects.toMatchObject({ name: 'InvalidKeyUsageException' });
  });
});

describe('a keyed hash', () => {
  it('is the same each time and fits no other message', async () => {
    const first = await kms.send(new GenerateMacCommand({ ...LOOKUP, Message }));
    const second = await kms.send(new GenerateMacCommand({ ...LOOKUP, Message }));
    const check = (text: Uint8Array) =>
      kms.send(new VerifyMacCommand({ ...LOOKUP, Message: text, Mac: first.Mac }));

    expect(second.Mac).toEqual(first.Mac);
    expect((await check(Message)).MacValid).toBe(true);
    await expect(check(digest)).rejects.toMatchObject({ name: 'KMSInvalidMacException' });
  });
});

describe('a sealed text', () => {
  it('is opened with the same context only', async () => {
    const EncryptionContext = { county: 'suichang' };
    const sealed = { Plaintext: Message, KeyId: 'alias/seal', EncryptionContext };
    const { CiphertextBlob } = await kms.send(new EncryptCommand(sealed));

    const { Plaintext } = await kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }));

    expect(Buffer.from(Plaintext ?? [])).toEqual(Message);
    const other = new DecryptCommand({ CiphertextBlob, EncryptionContext: { county: 'longyou' } });
    await expect(kms.send(other)).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
  });

  it('comes as a data key, bare and sealed', async () => {
    const made = await kms.send(new GenerateDataKeyCommand({ KeyId: 'alias/seal', KeySpec: 'AES_256' }));
    const opened = await kms.send(new DecryptCommand({ CiphertextBlob: made.CiphertextBlob }));

    expect(made.Plaintext).toHaveLength(32);
    expect(opened.Plaintext).toEqual(made.Plaintext);
  });
});

describe('the keys', () => {
  it('are found by alias, ARN and id, and described as what they are', async () => {
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: 'alias/permit-signer' }));
    const byArn = await kms.send(new DescribeKeyCommand({ KeyId: KeyMetadata?.Arn }));
    const { Aliases } = await kms.send(new ListAliasesCommand({ KeyId: KeyMetadata?.KeyId }));

    expect(KeyMetadata).toMatchObject({
      KeySpec: 'ECC_NIST_P256',
      KeyUsage: 'SIGN_VERIFY',
      KeyState: 'Enabled',
    });
    expect(KeyMetadata?.Arn).toMatch(/^arn:aws-cn:kms:cn-northwest-1:\d{12}:key\//u);
    expect(byArn.KeyMetadata?.KeyId).toBe(KeyMetadata?.KeyId);
    expect(Aliases?.map(({ AliasName }) => AliasName)).toEqual(['alias/permit-signer']);
  });

  it('are NotFound when nobody made them, and what is not built is 501 by name', async () => {
    const unknown = new DescribeKeyCommand({ KeyId: 'alias/none' });
    const unbuilt = new ScheduleKeyDeletionCommand({ KeyId: 'alias/seal' });

    await expect(kms.send(unknown)).rejects.toMatchObject({ name: 'NotFoundException' });
    await expect(kms.send(unbuilt)).rejects.toThrow('ScheduleKeyDeletion is not built');
  });

  it('are the same after a restart, in a file for its owner only', async () => {
    const before = await publicKey();

    await close();
    await open();

    expect((await publicKey()).equals(before)).toBe(true);
    expect((await stat(join(directory.path, 'kms.json'))).mode & 0o777).toBe(0o600);
  });
});
