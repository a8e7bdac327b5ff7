import { queryPairs, uriDecode } from '../sigv4-keys.ts';
import type { WireRequest } from '../wire.ts';

/** Which call of S3 a request is. */
export interface Operation {
  /** S3's own name, such as `GetObject`; for what has none here, method and sub-resource, such as `PUT ?acl`. */
  readonly name: string;
  /** Empty when the request concerns the service. */
  readonly bucket: string;
  /** Empty when the request concerns the bucket. */
  readonly key: string;
  /** Query without the fields of a presigned signature. */
  readonly query: ReadonlyMap<string, string>;
}

type Level = 'service' | 'bucket' | 'object';

/** Level, method and sub-resource → name. Anything else is not built, and must never be taken for another. */
const NAMES: Readonly<Record<string, string>> = {
  'service GET': 'ListBuckets',
  'bucket HEAD': 'HeadBucket',
  'bucket GET': 'ListObjects',
  'bucket GET list-type': 'ListObjectsV2',
  'bucket GET versions': 'ListObjectVersions',
  'bucket GET location': 'GetBucketLocation',
  'bucket GET versioning': 'GetBucketVersioning',
  'bucket GET object-lock': 'GetObjectLockConfiguration',
  'bucket POST': 'PostObject',
  'bucket POST delete': 'DeleteObjects',
  'bucket PUT': 'CreateBucket',
  'bucket DELETE': 'DeleteBucket',
  'object GET': 'GetObject',
  'object HEAD': 'HeadObject',
  'object PUT': 'PutObject',
  'object DELETE': 'DeleteObject',
  'object GET legal-hold': 'GetObjectLegalHold',
  'object PUT legal-hold': 'PutObjectLegalHold',
  'object GET retention': 'GetObjectRetention',
  'object PUT retention': 'PutObjectRetention',
  'object POST uploads': 'CreateMultipartUpload',
  'object PUT partNumber': 'UploadPart',
  'object POST uploadId': 'CompleteMultipartUpload',
  'object DELETE uploadId': 'AbortMultipartUpload',
};

/** Query fields that refine a call but do not choose it. */
const REFINEMENTS = new Set([
  'x-id',
  'versionId',
  'prefix',
  'delimiter',
  'marker',
  'max-keys',
  'encoding-type',
  'start-after',
  'continuation-token',
  'fetch-owner',
  'key-marker',
  'version-id-marker',
  'response-cache-control',
  'response-content-disposition',
  'response-content-encoding',
  'response-content-language',
  'response-content-type',
  'response-expires',
]);

/** @param prefix path before the bucket, without a closing slash @throws AwsError InvalidURI */
export function operationOf(request: WireRequest, prefix: string): Operation {
  const path = request.path.startsWith(`${prefix}/`) ? request.path.slice(prefix.length + 1) : '';
  const [bucket = '', ...rest] = path.split('/');
  const key = uriDecode(rest.join('/'));
  // Other fields of a presigned URL stand for headers; those of the signature stand for nothing else.
  const query = new Map(queryPairs(request.rawQuery).filter(([name]) => !/^x-amz-/iu.test(name)));
  const level: Level = bucket === '' ? 'service' : key === '' ? 'bucket' : 'object';
  const chosen = [...query.keys()].filter((name) => !REFINEMENTS.has(name));
  return { name: nameOf(request, level, chosen), bucket: uriDecode(bucket), key, query };
}

function nameOf(request: WireRequest, level: Level, chosen: readonly string[]): string {
  // An upload in parts has two fields; the part's number is the telling one.
  const subResource = chosen.includes('partNumber') ? 'partNumber' : chosen.join('&');
  const name = NAMES[[level, request.method, subResource].filter(Boolean).join(' ')];
  if (name === undefined) return `${request.method}${subResource && ` ?${subResource}`} on the ${level}`;
  const copies =
    request.headers['x-amz-copy-source'] !== undefined ||
    /(?:^|&)x-amz-copy-source=/iu.test(request.rawQuery);
  return copies && name === 'PutObject' ? 'CopyObject' : name;
}
