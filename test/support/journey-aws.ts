import { createHash, createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { GenerateMacCommand, KMSClient } from '@aws-sdk/client-kms';
import { GetObjectCommand, GetObjectLegalHoldCommand, S3Client } from '@aws-sdk/client-s3';
import type { JourneyProduct } from './journey-product.ts';

type Place = Pick<JourneyProduct, 'origin' | 'dataDir'>;

/** Settings of any SDK client of the embedded cloud. */
async function settingsOf({ origin, dataDir }: Place) {
  const credentials = JSON.parse(await readFile(`${dataDir}/credentials.json`, 'utf8')) as {
    accessKeyId: string;
    secretAccessKey: string;
  };
  return { endpoint: `${origin}/_local/aws`, region: 'cn-northwest-1', credentials };
}

/** What the archive holds under the key. */
export async function storedInArchive(
  place: Place,
  key: string,
): Promise<{ sha256: string; legalHold: string | undefined }> {
  const s3 = new S3Client({ ...(await settingsOf(place)), forcePathStyle: true });
  try {
    const where = { Bucket: 'archive', Key: key };
    const { Body } = await s3.send(new GetObjectCommand(where));
    const { LegalHold } = await s3.send(new GetObjectLegalHoldCommand(where));
    const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
    return { sha256: createHash('sha256').update(bytes).digest('hex'), legalHold: LegalHold?.Status };
  } finally {
    s3.destroy();
  }
}

/** A token with these claims under our own session key, as another county's deployment with a copied key would make. */
export async function signedSession(place: Place, header: object, claims: object): Promise<string> {
  const kms = new KMSClient(await settingsOf(place));
  try {
    const { Mac } = await kms.send(
      new GenerateMacCommand({
        KeyId: 'alias/huren-session-mac',
        Message: Buffer.from('huren-session-key-v1:suichang'),
        MacAlgorithm: 'HMAC_SHA_256',
      }),
    );
    const input = [header, claims].map((part) => base64url(JSON.stringify(part))).join('.');
    return `${input}.${createHmac('sha256', Mac ?? '')
      .update(input)
      .digest('base64url')}`;
  } finally {
    kms.destroy();
  }
}

function base64url(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}
