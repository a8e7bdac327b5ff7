import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { KMSClient, SignCommand } from '@aws-sdk/client-kms';
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
    const input = [header, claims].map((part) => base64url(JSON.stringify(part))).join('.');
    const { Signature } = await kms.send(
      new SignCommand({
        KeyId: 'alias/huren-session',
        Message: Buffer.from(input),
        MessageType: 'RAW',
        SigningAlgorithm: 'ECDSA_SHA_256',
      }),
    );
    return `${input}.${Buffer.from(rawOf(Signature ?? new Uint8Array())).toString('base64url')}`;
  } finally {
    kms.destroy();
  }
}

/** r‖s, 32 bytes each, of a DER signature. */
function rawOf(der: Uint8Array): Uint8Array {
  const rLength = der[3] ?? 0;
  const r = der.subarray(4, 4 + rLength);
  const s = der.subarray(6 + rLength);
  return Buffer.concat([r, s].map((part) => Buffer.concat([Buffer.alloc(32), part]).subarray(-32)));
}

function base64url(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}
