import { AwsError } from '../wire.ts';
import type { Bucket, ObjectStore, Version } from './object-store.ts';
import type { Payload } from './payload.ts';

/** One call, verified and decoded. */
export interface S3Call {
  readonly store: ObjectStore;
  readonly bucket: Bucket;
  /** Empty for a call on the bucket. */
  readonly key: string;
  readonly query: ReadonlyMap<string, string>;
  /** Lower-case names; those that a presigned URL carries in its query included. */
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Payload;
}

/** The newest version, or the one named. @throws AwsError NoSuchKey, NoSuchVersion or MethodNotAllowed */
export async function findVersion(
  { store, bucket }: Pick<S3Call, 'store' | 'bucket'>,
  key: string,
  versionId: string | undefined,
): Promise<Version> {
  const versions = await store.versions(bucket.name, key);
  const found = versionId === undefined ? versions[0] : versions.find((one) => one.versionId === versionId);
  if (found === undefined && versionId !== undefined) {
    throw new AwsError('NoSuchVersion', 'The specified version does not exist.', 404, { Key: key });
  }
  if (found === undefined || (found.deleteMarker && versionId === undefined)) {
    throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404, { Key: key });
  }
  if (found.deleteMarker) {
    throw new AwsError(
      'MethodNotAllowed',
      'The specified method is not allowed against a delete marker.',
      405,
    );
  }
  return found;
}

/** The error 412, naming the header that did not hold. */
export function preconditionFailed(header: string): AwsError {
  const words = 'At least one of the pre-conditions you specified did not hold';
  return new AwsError('PreconditionFailed', words, 412, { Condition: header });
}

/** Whether the header, `*` or a list of quoted or bare ETags, names the ETag. */
export function namesEtag(header: string, etag: string): boolean {
  const named = new Set(header.split(',').map((one) => one.trim().replaceAll(/^W\/|"/gu, '')));
  return named.has('*') || named.has(etag);
}

/** Header of the version in a bucket that keeps versions. */
export function versionHeader(bucket: Bucket, version: Version): Record<string, string> {
  return bucket.versioning ? { 'x-amz-version-id': version.versionId } : {};
}
