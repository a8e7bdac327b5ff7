import {
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  GetPublicKeyCommand,
  KMSClient,
  SignCommand,
} from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbeddedAws, temporaryDirectory, type EmbeddedAws } from '../support/embedded-aws.ts';

const SIGNER = { KeyId: 'alias/permit-signer' };
const SIGN = { ...SIGNER, Message: Buffer.from('一'), SigningAlgorithm: 'ECDSA_SHA_256' } as const;
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let cloud: EmbeddedAws;
let kms: KMSClient;

async function open(): Promise<void> {
  cloud = await openEmbeddedAws(directory.path);
  await cloud.kms.ensureKey(SIGNER.KeyId, 'ECC_NIST_P256');
  kms = new KMSClient(cloud.client);
}

beforeAll(async () => {
  directory = await temporaryDirectory();
  await open();
});
afterAll(async () => {
  kms.destroy();
  await cloud.close();
  await directory.remove();
});

describe('a disabled key', () => {
  it('neither signs nor shows its public key, also after a restart, until it is enabled again', async () => {
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand(SIGNER));
    const KeyId = KeyMetadata?.KeyId;
    await kms.send(new DisableKeyCommand({ KeyId }));
    kms.destroy();
    await cloud.close();
    await open();

    const described = await kms.send(new DescribeKeyCommand(SIGNER));
    const sign = kms.send(new SignCommand(SIGN));
    const show = kms.send(new GetPublicKeyCommand(SIGNER));

    await expect(sign).rejects.toMatchObject({ name: 'DisabledException' });
    await expect(show).rejects.toMatchObject({ name: 'DisabledException' });
    expect(described.KeyMetadata).toMatchObject({ KeyId, Enabled: false, KeyState: 'Disabled' });
    await kms.send(new EnableKeyCommand({ KeyId }));
    expect((await kms.send(new SignCommand(SIGN))).Signature?.length).toBeGreaterThan(60);
  });
});
