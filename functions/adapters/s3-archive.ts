import { PutObjectCommand, S3Client, S3ServiceException, type S3ClientConfig } from '@aws-sdk/client-s3';
import type { Archive } from '../ports/outside.ts';

/** Where the files are kept. */
export interface S3ArchiveOptions {
  readonly archiveBucket: string;
  readonly config?: S3ClientConfig;
}

/** The files of closed cases, each written once and put under legal hold. Keys carry the content's hash. */
export function createS3Archive({ archiveBucket, config = {} }: S3ArchiveOptions): Archive {
  const s3 = new S3Client(config);
  return {
    async keep(key, body) {
      try {
        await s3.send(
          new PutObjectCommand({
            Bucket: archiveBucket,
            Key: key,
            Body: body,
            ContentType: 'application/json',
            IfNoneMatch: '*',
            ObjectLockLegalHoldStatus: 'ON',
          }),
        );
      } catch (error) {
        const alreadyKept = error instanceof S3ServiceException && error.name === 'PreconditionFailed';
        if (!alreadyKept) throw error;
      }
    },
  };
}
