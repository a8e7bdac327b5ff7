import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  S3Client,
  S3ServiceException,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { toInstant } from '../domain/instant.ts';
import type { MaterialStore } from '../ports/outside.ts';

const UPLOAD_SECONDS = 15 * 60;
const DOWNLOAD_SECONDS = 5 * 60;
const QUARANTINE = 'quarantine/';
const KEPT = 'sha256/';

export interface S3MaterialsOptions {
  readonly quarantineBucket: string;
  readonly materialsBucket: string;
  /** Real time, milliseconds since the epoch. @default Date.now */
  readonly transportMillis?: () => number;
  readonly config?: S3ClientConfig;
}

/** Materials in two buckets: what was just uploaded under `quarantine/`, what a case has kept under `sha256/`. */
export function createS3Materials(options: S3MaterialsOptions): MaterialStore {
  const { quarantineBucket, materialsBucket, transportMillis = Date.now, config = {} } = options;
  const s3 = new S3Client(config);
  // Otherwise an address would carry the checksum of an empty body.
  const presigner = new S3Client({ ...config, requestChecksumCalculation: 'WHEN_REQUIRED' });

  function placeOf(Key: string): { Bucket: string; Key: string } {
    if (Key.startsWith(QUARANTINE)) return { Bucket: quarantineBucket, Key };
    if (Key.startsWith(KEPT)) return { Bucket: materialsBucket, Key };
    throw new TypeError('A material lies in quarantine or under its content hash');
  }

  async function isThere(Key: string): Promise<boolean> {
    return (await unlessAbsent(() => s3.send(new HeadObjectCommand(placeOf(Key))))) !== undefined;
  }

  return {
    async presignUpload({ key, contentType, sizeBytes, sha256 }) {
      if (!key.startsWith(QUARANTINE)) throw new TypeError('Uploads go to quarantine only');
      const expiresAt = toInstant(transportMillis() + UPLOAD_SECONDS * 1000);
      // Every field becomes a condition of its own: exactly this key, this type and this content.
      const { url, fields } = await createPresignedPost(presigner, {
        Bucket: quarantineBucket,
        Key: key,
        Fields: {
          'Content-Type': contentType,
          'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64'),
        },
        Conditions: [['content-length-range', sizeBytes, sizeBytes]],
        Expires: UPLOAD_SECONDS,
      });
      return { url, fields, expiresAt };
    },
    async read(key) {
      const object = await unlessAbsent(() => s3.send(new GetObjectCommand(placeOf(key))));
      return object?.Body?.transformToByteArray();
    },
    async keep(quarantineKey, sha256, contentType) {
      const key = `${KEPT}${sha256}`;
      if (!(await isThere(key))) {
        const { Bucket, Key } = placeOf(quarantineKey);
        await s3.send(
          new CopyObjectCommand({
            ...placeOf(key),
            CopySource: `${Bucket}/${Key.split('/').map(encodeURIComponent).join('/')}`,
            MetadataDirective: 'REPLACE',
            ContentType: contentType,
            ChecksumAlgorithm: 'SHA256',
          }),
        );
      }
      // Deleting what is gone is no error, so a second run ends here as well.
      await s3.send(new DeleteObjectCommand(placeOf(quarantineKey)));
      return key;
    },
    presignDownload(key) {
      const command = new GetObjectCommand({ ...placeOf(key), ResponseContentDisposition: 'inline' });
      return getSignedUrl(presigner, command, { expiresIn: DOWNLOAD_SECONDS });
    },
    async remove(key) {
      // What a case has kept belongs to its file and stays; another case may rest on the same bytes.
      if (key.startsWith(QUARANTINE)) await s3.send(new DeleteObjectCommand(placeOf(key)));
    },
  };
}

async function unlessAbsent<Answer>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof S3ServiceException && (error.name === 'NoSuchKey' || error.name === 'NotFound')) {
      return undefined;
    }
    throw error;
  }
}
