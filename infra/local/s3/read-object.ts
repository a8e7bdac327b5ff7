import { randomUUID } from 'node:crypto';
import { AwsError, type WireResponse } from '../wire.ts';
import { findVersion, namesEtag, preconditionFailed, versionHeader, type S3Call } from './call.ts';
import { checksumHeaders } from './checksums.ts';
import { lockHeaders } from './object-lock.ts';
import type { Version } from './object-store.ts';
import { tag } from './xml.ts';

/** First byte and the byte after the last. */
type Range = readonly [from: number, to: number];

/** GET an object, whole or a range of it. @throws AwsError as `findVersion` */
export async function getObject(call: S3Call): Promise<WireResponse> {
  const deleted = await deletedAnswer(call);
  if (deleted !== undefined) return deleted;
  // Opened in turn: a later overwrite unlinks the file, but what is open stays readable.
  const { version, handle } = await call.store.exclusively(async () => {
    const found = await findVersion(call, call.key, call.query.get('versionId'));
    return { version: found, handle: await call.store.openBytes(found) };
  });
  try {
    const unchanged = assertConditions(call, version);
    if (unchanged !== undefined) return unchanged;
    const range = rangeOf(call.headers['range'], version.sizeBytes);
    const [from, to] = range ?? [0, version.sizeBytes];
    const body = Buffer.alloc(to - from);
    const { bytesRead } = await handle.read(body, 0, body.length, from);
    if (bytesRead !== body.length)
      throw new Error(`The file of ${version.versionId} is shorter than its entry says`);
    const headers = { ...describe(call, version, range === undefined), ...overrides(call.query) };
    if (range === undefined) return { status: 200, headers, body };
    return {
      status: 206,
      headers: { ...headers, 'content-range': `bytes ${from}-${to - 1}/${version.sizeBytes}` },
      body,
    };
  } finally {
    await handle.close();
  }
}

/** HEAD an object. */
export async function headObject(call: S3Call): Promise<WireResponse> {
  const deleted = await deletedAnswer(call);
  if (deleted !== undefined) return { ...deleted, body: '' };
  const version = await findVersion(call, call.key, call.query.get('versionId'));
  const unchanged = assertConditions(call, version);
  if (unchanged !== undefined) return unchanged;
  const headers = { ...describe(call, version, true), ...overrides(call.query) };
  return { status: 200, headers: { ...headers, 'content-length': String(version.sizeBytes) } };
}

/** The answer to who asks for a mark of a deletion: its headers name it, which those of other errors do not. */
async function deletedAnswer({ store, bucket, key, query }: S3Call): Promise<WireResponse | undefined> {
  const versions = await store.versions(bucket.name, key);
  const versionId = query.get('versionId');
  const mark = versionId === undefined ? versions[0] : versions.find((one) => one.versionId === versionId);
  if (mark?.deleteMarker !== true) return undefined;
  const id = randomUUID();
  const [status, code, words] =
    versionId === undefined
      ? [404, 'NoSuchKey', 'The specified key does not exist.']
      : [405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.'];
  const told = [tag('Code', code), tag('Message', words), tag('Key', key), tag('RequestId', id)];
  return {
    status,
    headers: {
      'content-type': 'application/xml',
      'x-amz-request-id': id,
      'x-amz-delete-marker': 'true',
      ...versionHeader(bucket, mark),
      ...(status === 405 && { allow: 'DELETE' }),
    },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${told.join('')}</Error>`,
  };
}

function describe({ bucket, headers }: S3Call, version: Version, whole: boolean): Record<string, string> {
  // A checksum of the whole would not fit a part of it.
  const wanted = whole && headers['x-amz-checksum-mode']?.toUpperCase() === 'ENABLED';
  return {
    ...version.headers,
    'accept-ranges': 'bytes',
    etag: `"${version.etag}"`,
    'last-modified': new Date(version.lastModified).toUTCString(),
    ...versionHeader(bucket, version),
    ...lockHeaders(version),
    ...(wanted ? checksumHeaders(version.checksums) : {}),
  };
}

function overrides(query: ReadonlyMap<string, string>): Record<string, string> {
  const prefix = 'response-';
  return Object.fromEntries(
    [...query]
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );
}

/** @returns 304 when the caller has it already @throws AwsError PreconditionFailed */
function assertConditions({ headers }: S3Call, version: Version): WireResponse | undefined {
  const { 'if-match': match, 'if-none-match': noneMatch } = headers;
  // HTTP dates have no milliseconds.
  const modified = Math.floor(Date.parse(version.lastModified) / 1000) * 1000;
  const [since, unmodified] = [headers['if-modified-since'], headers['if-unmodified-since']].map((one) =>
    Date.parse(one ?? ''),
  );
  if (match !== undefined && !namesEtag(match, version.etag)) throw preconditionFailed('If-Match');
  if (match === undefined && unmodified !== undefined && modified > unmodified)
    throw preconditionFailed('If-Unmodified-Since');
  const unchanged =
    noneMatch === undefined ? since !== undefined && modified <= since : namesEtag(noneMatch, version.etag);
  if (!unchanged) return undefined;
  const told = { etag: `"${version.etag}"`, 'last-modified': new Date(version.lastModified).toUTCString() };
  return { status: 304, headers: told };
}

/** @returns undefined for the whole, also where the header is not understood, as HTTP wants @throws AwsError InvalidRange */
function rangeOf(header: string | undefined, size: number): Range | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/u.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined;
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size : Math.min(Number(last) + 1, size);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  if (from < to) return [from, to];
  throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416, {
    ActualObjectSize: size,
  });
}
