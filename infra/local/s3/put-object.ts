import { createHash } from 'node:crypto';
import { queryPairs, uriDecode } from '../sigv4-keys.ts';
import { AwsError, type WireResponse } from '../wire.ts';
import { findVersion, namesEtag, preconditionFailed, versionHeader, type S3Call } from './call.ts';
import { checksumHeaders, checksumNamed, checksumOf, type Checksums } from './checksums.ts';
import { lockOf } from './object-lock.ts';
import type { NewVersion, Version } from './object-store.ts';
import { tag, xmlAnswer } from './xml.ts';

const KEPT =
  /^(?:content-type|content-disposition|content-language|cache-control|expires|x-amz-meta-.*|x-amz-server-side-encryption(?:-aws-kms-key-id)?)$/u;
const NOT_BUILT =
  /^x-amz-(?:tagging|website-redirect-location|grant-.*|server-side-encryption-customer-.*|copy-source-range|write-offset-bytes)$/u;

/** What of the headers (or form fields) an object keeps. @throws AwsError NotImplemented for what cannot be honoured */
export function keptHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const unbuilt = Object.keys(headers).find((name) => NOT_BUILT.test(name));
  if (unbuilt !== undefined)
    throw new AwsError('NotImplemented', `A header you provided is not built here: ${unbuilt}`, 501);
  const acl = headers['x-amz-acl'] ?? headers['acl'] ?? 'private';
  if (acl !== 'private' && acl !== 'bucket-owner-full-control') {
    throw new AwsError('AccessControlListNotSupported', 'The bucket does not allow ACLs');
  }
  const encoding = (headers['content-encoding'] ?? '')
    .split(/, */u)
    .filter((one) => one !== '' && one !== 'aws-chunked');
  return {
    'content-type': 'binary/octet-stream',
    ...Object.fromEntries(Object.entries(headers).filter(([name]) => KEPT.test(name))),
    ...(encoding.length > 0 && { 'content-encoding': encoding.join(', ') }),
  };
}

/** PUT an object. Answered once bytes and entry are on the disk. */
export async function putObject(call: S3Call): Promise<WireResponse> {
  const { data, checksums, vouchedFor } = call.payload;
  const version = describe(call.key, data, checksums, keptHeaders(call.headers), lockOf(call, vouchedFor));
  const added = await addVersion(call, version, () => call.store.writeBytes(data));
  return { status: 200, headers: writtenHeaders(call, added) };
}

/** PUT with `x-amz-copy-source`, from any bucket here. */
export async function copyObject(call: S3Call): Promise<WireResponse> {
  const { headers, store } = call;
  const [from = '', rawQuery = ''] = (headers['x-amz-copy-source'] ?? '').split('?');
  const [bucketName = '', ...rest] = uriDecode(from).replace(/^\//u, '').split('/');
  const bucket = store.bucket(bucketName);
  if (bucket === undefined) throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404);
  const source = await findVersion(
    { store, bucket },
    rest.join('/'),
    new Map(queryPairs(rawQuery)).get('versionId'),
  );
  assertCopyConditions(headers, source);
  const wanted = checksumNamed(headers['x-amz-checksum-algorithm']);
  const checksums =
    wanted === undefined ? source.checksums : { [wanted]: checksumOf(wanted, await bytesOf(call, source)) };
  const replaced = headers['x-amz-metadata-directive'] === 'REPLACE';
  const kept = keptHeaders(headers);
  const { key } = call;
  if (!replaced && bucket === call.bucket && source.key === key && !bucket.versioning) {
    throw new AwsError(
      'InvalidRequest',
      'This copy request is illegal because it copies an object to itself.',
    );
  }
  const lock = lockOf(call, true);
  const { sizeBytes, etag } = source;
  const version = { key, sizeBytes, etag, checksums, headers: replaced ? kept : source.headers, ...lock };
  const added = await addVersion(call, version, () => store.copyBytes(source));
  const { 'x-amz-checksum-type': type, ...sums } = checksumHeaders(checksums);
  const told = Object.entries(sums).map(([name, value]) =>
    tag(`Checksum${name.slice(15).toUpperCase()}`, value),
  );
  const result = [
    tag('ETag', `"${etag}"`),
    tag('LastModified', added.lastModified),
    ...told,
    tag('ChecksumType', type),
  ];
  const sourceVersion: Record<string, string> = bucket.versioning
    ? { 'x-amz-copy-source-version-id': source.versionId }
    : {};
  return xmlAnswer('CopyObjectResult', result.join(''), {
    ...sourceVersion,
    ...versionHeader(call.bucket, added),
  });
}

/** A version of these bytes, yet without a file. */
export function describe(
  key: string,
  data: Uint8Array,
  checksums: Checksums,
  headers: Record<string, string>,
  lock: Pick<Version, 'legalHold' | 'retention'> = {},
): Omit<NewVersion, 'file'> {
  const etag = createHash('md5').update(data).digest('hex');
  return { key, sizeBytes: data.length, etag, checksums, headers, ...lock };
}

/**
 * Writes the bytes, then, if the conditions of the headers hold at that moment, the entry.
 * @throws AwsError PreconditionFailed, NoSuchKey; nothing is left behind then
 */
export async function addVersion(
  call: Pick<S3Call, 'store' | 'bucket' | 'headers' | 'key'>,
  version: Omit<NewVersion, 'file'>,
  write: () => Promise<string>,
): Promise<Version> {
  if (version.key.includes('\u0000'))
    throw new AwsError('InvalidArgument', 'A key cannot hold the character NUL');
  if (Buffer.byteLength(version.key) > 1024) throw new AwsError('KeyTooLongError', 'Your key is too long');
  await assertWriteConditions(call);
  const file = await write();
  try {
    return await call.store.exclusively(async () => {
      await assertWriteConditions(call);
      return call.store.add(call.bucket, { ...version, file });
    });
  } catch (error) {
    if (error instanceof AwsError) await call.store.discard(file);
    throw error;
  }
}

async function assertWriteConditions(
  call: Pick<S3Call, 'store' | 'bucket' | 'headers' | 'key'>,
): Promise<void> {
  const { 'if-none-match': noneMatch, 'if-match': match } = call.headers;
  if (noneMatch === undefined && match === undefined) return;
  if (noneMatch !== undefined && noneMatch !== '*') {
    throw new AwsError('NotImplemented', 'If-None-Match on a write takes only *', 501, {
      Header: 'If-None-Match',
    });
  }
  const [newest] = await call.store.versions(call.bucket.name, call.key);
  const current = newest?.deleteMarker ? undefined : newest;
  if (noneMatch !== undefined && current !== undefined) throw preconditionFailed('If-None-Match');
  if (match === undefined) return;
  if (current === undefined)
    throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404, { Key: call.key });
  if (!namesEtag(match, current.etag)) throw preconditionFailed('If-Match');
}

function assertCopyConditions(headers: Readonly<Record<string, string>>, source: Version): void {
  const match = headers['x-amz-copy-source-if-match'];
  const noneMatch = headers['x-amz-copy-source-if-none-match'];
  if (match !== undefined && !namesEtag(match, source.etag))
    throw preconditionFailed('x-amz-copy-source-If-Match');
  if (noneMatch !== undefined && namesEtag(noneMatch, source.etag)) {
    throw preconditionFailed('x-amz-copy-source-If-None-Match');
  }
  const [since, unmodified] = ['modified', 'unmodified'].map((one) =>
    Date.parse(headers[`x-amz-copy-source-if-${one}-since`] ?? ''),
  );
  // HTTP dates have no milliseconds.
  const modified = Math.floor(Date.parse(source.lastModified) / 1000) * 1000;
  if (match === undefined && unmodified !== undefined && modified > unmodified)
    throw preconditionFailed('x-amz-copy-source-If-Unmodified-Since');
  if (noneMatch === undefined && since !== undefined && modified <= since)
    throw preconditionFailed('x-amz-copy-source-If-Modified-Since');
}

async function bytesOf({ store }: S3Call, version: Version): Promise<Buffer> {
  const handle = await store.openBytes(version);
  try {
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

function writtenHeaders({ bucket }: S3Call, version: Version): Record<string, string> {
  return {
    etag: `"${version.etag}"`,
    ...checksumHeaders(version.checksums),
    ...versionHeader(bucket, version),
  };
}
