import { AwsError, type WireResponse } from '../wire.ts';
import { namesEtag, preconditionFailed, type S3Call } from './call.ts';
import { assertDeletable, bypasses } from './object-lock.ts';
import type { Version } from './object-store.ts';
import { elements, tag, unescapeXml, xmlAnswer } from './xml.ts';

const MOST_AT_ONCE = 1_000;

/** What is to go, and the ETag that the newest version must have for that. */
interface Target {
  readonly key: string;
  readonly versionId: string | undefined;
  readonly ifMatch: string | undefined;
}

/**
 * DELETE an object: a mark in a bucket that keeps versions, else for good. A named version goes for good.
 * `If-Match` holds against the newest version, whichever is named.
 * @throws AwsError NoSuchKey, PreconditionFailed, AccessDenied
 */
export async function deleteObject(call: S3Call): Promise<WireResponse> {
  const ifMatch = call.headers['if-match'];
  if (Object.keys(call.headers).some((name) => name.startsWith('x-amz-if-match-'))) throw notBuilt();
  const touched = await remove(call, { key: call.key, versionId: call.query.get('versionId'), ifMatch });
  const headers: Record<string, string> = {};
  if (touched !== undefined && call.bucket.versioning) headers['x-amz-version-id'] = touched.versionId;
  if (touched?.deleteMarker) headers['x-amz-delete-marker'] = 'true';
  return { status: 204, headers };
}

/** POST ?delete: up to a thousand; what fails is told for each. */
export async function deleteObjects(call: S3Call): Promise<WireResponse> {
  const xml = call.payload.data.toString();
  const objects = elements(xml, 'Object').map((object) => ({
    key: unescapeXml(elements(object, 'Key')[0] ?? ''),
    versionId: elements(object, 'VersionId')[0],
    ifMatch: elements(object, 'ETag').map(unescapeXml)[0],
  }));
  if (elements(xml, 'LastModifiedTime').length + elements(xml, 'Size').length > 0) throw notBuilt();
  const empty = objects.length === 0 || objects.some(({ key }) => key === '');
  if (empty || objects.length > MOST_AT_ONCE) {
    throw new AwsError('MalformedXML', 'The XML you provided was not well-formed or did not validate');
  }
  if (!call.payload.vouchedFor)
    throw new AwsError('InvalidRequest', 'Missing required header for this request: Content-MD5');
  const quiet = elements(xml, 'Quiet')[0] === 'true';
  const lines: string[] = [];
  for (const object of objects) lines.push(await deleteOne(call, object, quiet));
  return xmlAnswer('DeleteResult', lines.join(''));
}

async function deleteOne(call: S3Call, target: Target, quiet: boolean): Promise<string> {
  const { key, versionId } = target;
  const named = tag('Key', key) + tag('VersionId', versionId);
  try {
    const touched = await remove(call, target);
    const mark =
      touched?.deleteMarker && tag('DeleteMarker', true) + tag('DeleteMarkerVersionId', touched.versionId);
    return quiet ? '' : `<Deleted>${named}${mark ?? ''}</Deleted>`;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return `<Error>${named}${tag('Code', error.code)}${tag('Message', error.message)}</Error>`;
  }
}

/** @returns the mark that was made, or the version that went; undefined when there was nothing to do */
function remove(call: S3Call, { key, versionId, ifMatch }: Target): Promise<Version | undefined> {
  const { store, bucket } = call;
  return store.exclusively(async () => {
    const versions = await store.versions(bucket.name, key);
    if (ifMatch !== undefined) assertNewest(versions[0], key, ifMatch);
    if (versionId === undefined && bucket.versioning) {
      const mark = {
        key,
        deleteMarker: true as const,
        sizeBytes: 0,
        etag: '',
        checksums: {},
        headers: {},
        file: '',
      };
      return store.add(bucket, mark);
    }
    const found = versionId === undefined ? versions[0] : versions.find((one) => one.versionId === versionId);
    if (found === undefined) return undefined;
    assertDeletable(found, bypasses(call));
    await store.remove(bucket, found);
    return found;
  });
}

function notBuilt(): AwsError {
  return new AwsError('NotImplemented', 'Size and time as conditions are for directory buckets only', 501);
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-deletes.html */
function assertNewest(newest: Version | undefined, key: string, ifMatch: string): void {
  if (newest === undefined)
    throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404, { Key: key });
  if (newest.deleteMarker || !namesEtag(ifMatch, newest.etag)) throw preconditionFailed('If-Match');
}
