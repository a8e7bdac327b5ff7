import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DescribeKeyCommand,
  GetPublicKeyCommand,
  KMSClient,
  SignCommand,
  VerifyCommand,
} from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { openKms } from '../../infra/local/kms/kms.ts';
import { sm2Digest, verifySm2 } from '../../infra/local/kms/sm2.ts';
import { openEmbeddedAws, temporaryDirectory, type EmbeddedAws } from '../support/embedded-aws.ts';
import { signOutside, verifyOutside } from './kms-sm2-outside.ts';

const SIGNER = { KeyId: 'alias/licence-cn', SigningAlgorithm: 'SM2DSA' } as const;
const Message = Buffer.from('居住证 330000');
const Ring = z.object({ keys: z.record(z.string(), z.object({ spec: z.string(), material: z.string() })) });
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let cloud: EmbeddedAws;
let kms: KMSClient;

beforeAll(async () => {
  directory = await temporaryDirectory();
  cloud = await openEmbeddedAws(directory.path);
  await cloud.kms.ensureKey(SIGNER.KeyId, 'SM2');
  await cloud.kms.ensureKey('alias/licence', 'ECC_NIST_P256');
  kms = new KMSClient(cloud.client);
});

afterAll(async () => {
  kms.destroy();
  await cloud.close();
  await directory.remove();
});

async function spki() {
  const { PublicKey } = await kms.send(new GetPublicKeyCommand({ KeyId: SIGNER.KeyId }));
  return Buffer.from(PublicKey ?? []);
}

/** As it lies in the file of the embedded cloud: KMS never gives it. */
async function privateKey() {
  const ring = Ring.parse(JSON.parse(await readFile(join(directory.path, 'kms.json'), 'utf8')));
  const stored = Object.values(ring.keys).find(({ spec }) => spec === 'SM2');
  return Buffer.from(stored?.material ?? '', 'base64');
}

describe('a signature with SM2', () => {
  it.each(['RAW', 'DIGEST'] as const)('of a %s message is one that others verify', async (MessageType) => {
    const digest = sm2Digest(Message, await privateKey());

    const sign = { ...SIGNER, MessageType, Message: MessageType === 'RAW' ? Message : digest };
    const { Signature, SigningAlgorithm } = await kms.send(new SignCommand(sign));

    expect(SigningAlgorithm).toBe('SM2DSA');
    const check = async (message: Buffer) =>
      verifyOutside(directory.path, await spki(), message, Signature ?? Buffer.of());
    expect(await check(Message)).toBe(true);
    expect(await check(Buffer.from('other'))).toBe(false);
  });

  it('that was made by others is verified', async () => {
    const Signature = await signOutside(directory.path, await privateKey(), await spki(), Message);

    const { SignatureValid } = await kms.send(new VerifyCommand({ ...SIGNER, Message, Signature }));

    expect(SignatureValid).toBe(true);
  });

  it('fits thirty messages in a row, whatever the length of its numbers', async () => {
    const messages = Array.from({ length: 30 }, (_, n) => Buffer.from(`message ${n}`));

    const answers = await Promise.all(
      messages.map(async (one) => {
        const { Signature } = await kms.send(new SignCommand({ ...SIGNER, Message: one }));
        const check = new VerifyCommand({ ...SIGNER, Message: one, Signature });
        return (await kms.send(check)).SignatureValid;
      }),
    );

    expect(answers).toEqual(Array.from({ length: 30 }, () => true));
  });

  it('is refused for another message, when it is none at all, and by the algorithm of another curve', async () => {
    const { Signature } = await kms.send(new SignCommand({ ...SIGNER, Message }));
    const check = (text: string, signature = Signature) =>
      kms.send(new VerifyCommand({ ...SIGNER, Message: Buffer.from(text), Signature: signature }));
    const invalid = { name: 'KMSInvalidSignatureException' };

    await expect(check('other')).rejects.toMatchObject(invalid);
    await expect(check('other', Buffer.of(1, 2, 3))).rejects.toMatchObject(invalid);
    await expect(
      kms.send(new SignCommand({ ...SIGNER, SigningAlgorithm: 'ECDSA_SHA_256', Message })),
    ).rejects.toMatchObject({ name: 'InvalidKeyUsageException' });
    await expect(
      kms.send(new SignCommand({ ...SIGNER, KeyId: 'alias/licence', Message })),
    ).rejects.toMatchObject({ name: 'InvalidKeyUsageException' });
    await expect(
      kms.send(new SignCommand({ ...SIGNER, MessageType: 'DIGEST', Message: Buffer.alloc(31) })),
    ).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('a key for SM2', () => {
  it('is described as one, with a public key on the curve sm2p256v1', async () => {
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: SIGNER.KeyId }));

    expect(KeyMetadata).toMatchObject({
      KeySpec: 'SM2',
      KeyUsage: 'SIGN_VERIFY',
      SigningAlgorithms: ['SM2DSA'],
    });
    expect((await spki()).toString('hex')).toMatch(/^3059301306072a8648ce3d020106082a811ccf5501822d034200/u);
  });

  it('is not made outside China', async () => {
    const abroad = await openKms({ file: join(directory.path, 'abroad.json'), region: 'eu-central-1' });

    await expect(abroad.ensureKey('alias/x', 'SM2')).rejects.toMatchObject({
      code: 'UnsupportedOperationException',
    });
  });
});

describe('the example of GM/T 0003.5, appendix A', () => {
  const key = Buffer.from('3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8', 'hex');

  it('has the digest and the signature that the standard prints', () => {
    const [r, s] = [
      'F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3',
      'B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA',
    ];

    const digest = sm2Digest(Buffer.from('message digest'), key);

    expect(digest.toString('hex').toUpperCase()).toBe(
      'F0B43E94BA45ACCAACE692ED534382EB17E6AB5A19CE7B31F4486FDFC0D28640',
    );
    expect(verifySm2(digest, Buffer.from(`3046022100${r}022100${s}`, 'hex'), key)).toBe(true);
    expect(verifySm2(digest, Buffer.from(`3046022100${s}022100${r}`, 'hex'), key)).toBe(false);
  });

  it('has no signature with a number outside the group', () => {
    const huge = 'F'.repeat(64);

    expect(verifySm2(Buffer.alloc(32), Buffer.from(`3046022100${huge}022100${huge}`, 'hex'), key)).toBe(
      false,
    );
    expect(verifySm2(Buffer.alloc(32), Buffer.from('3006020100020100', 'hex'), key)).toBe(false);
  });
});
