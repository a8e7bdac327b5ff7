import { verifySignature, type Credentials, type SignatureRules } from '../sigv4.ts';
import { queryPairs } from '../sigv4-keys.ts';
import { AwsError, type WireHandler, type WireRequest, type WireResponse } from '../wire.ts';
import type { S3Call } from './call.ts';
import { deleteObject, deleteObjects } from './delete-object.ts';
import { listObjects, listObjectsV2, listObjectVersions } from './list-objects.ts';
import {
  getLegalHold,
  getObjectLockConfiguration,
  getRetention,
  putLegalHold,
  putRetention,
} from './object-lock.ts';
import { ObjectStore } from './object-store.ts';
import { operationOf, type Operation } from './operation.ts';
import { readPayload } from './payload.ts';
import { postObject } from './post-object.ts';
import { copyObject, putObject } from './put-object.ts';
import { getObject, headObject } from './read-object.ts';
import { OWNER_ID, tag, xmlAnswer } from './xml.ts';

/**
 * S3, path style: PutObject (also `aws-chunked`, conditional), presigned POST, GetObject (ranges, conditions),
 * HeadObject, CopyObject, DeleteObject(s) (conditional), ListObjects(V2), ListObjectVersions, legal hold and retention,
 * ListBuckets, HeadBucket and the reading of a bucket's settings. Buckets are made by `ensureBucket` only.
 * Encryption headers are kept and told, but the bytes lie as they came. Everything else is 501 by name.
 */
export interface S3 {
  /** Throws `AwsError`; `createAwsEndpoint` turns it into S3's XML. */
  readonly handle: WireHandler;
  /** Makes the bucket unless there is one. A setting that is on stays on. @throws RangeError for a wrong name */
  ensureBucket(name: string, settings?: { versioning?: boolean; objectLock?: boolean }): Promise<void>;
  /** Removes all objects of all buckets, held ones too, for a reset; the buckets stay. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** Account that owns every bucket, as in the ARNs of the other services here. */
const ACCOUNT = '000000000000';

const OPERATIONS: Readonly<Record<string, (call: S3Call) => Promise<WireResponse>>> = {
  PutObject: putObject,
  CopyObject: copyObject,
  GetObject: getObject,
  HeadObject: headObject,
  DeleteObject: deleteObject,
  DeleteObjects: deleteObjects,
  ListObjects: listObjects,
  ListObjectsV2: listObjectsV2,
  ListObjectVersions: listObjectVersions,
  PutObjectLegalHold: putLegalHold,
  GetObjectLegalHold: getLegalHold,
  PutObjectRetention: putRetention,
  GetObjectRetention: getRetention,
  GetObjectLockConfiguration: getObjectLockConfiguration,
  HeadBucket: async () => ({ status: 200 }),
  GetBucketVersioning: async ({ bucket }) =>
    xmlAnswer('VersioningConfiguration', bucket.versioning ? tag('Status', 'Enabled') : ''),
};

/**
 * Opens the buckets of a directory. Every request must be signed; transport time is real.
 * @param options.prefix path before the bucket, without a closing slash; signatures cover it. @default none
 */
export async function openS3(options: {
  directory: string;
  credentials: Credentials;
  region: string;
  prefix?: string;
}): Promise<S3> {
  const { credentials, region, prefix = '' } = options;
  const rules: SignatureRules = { credentials, region, service: 's3', dialect: 's3' };
  const store = await ObjectStore.open(options.directory);
  return {
    handle: (request) => run(request, operationOf(request, prefix), store, rules),
    async ensureBucket(name, { versioning = false, objectLock = false } = {}) {
      if (!/^[a-z\d][a-z\d.-]{1,61}[a-z\d]$/u.test(name))
        throw new RangeError(`Not the name of a bucket: ${name}`);
      const found = store.bucket(name);
      // Object Lock works on versions, so it brings versioning with it; neither can be taken away again.
      const locked = objectLock || found?.objectLock === true;
      const wanted = { versioning: versioning || locked || found?.versioning === true, objectLock: locked };
      if (found?.versioning === wanted.versioning && found.objectLock === wanted.objectLock) return;
      await store.putBucket({ name, createdAt: found?.createdAt ?? new Date().toISOString(), ...wanted });
    },
    clear: () => clear(store),
    close: () => store.close(),
  };
}

async function run(
  request: WireRequest,
  operation: Operation,
  store: ObjectStore,
  rules: SignatureRules,
): Promise<WireResponse> {
  const { name, key, query } = operation;
  const bucket = store.bucket(operation.bucket);
  if (name === 'PostObject' && bucket !== undefined) return postObject(request, { store, bucket, rules });
  const signature = verifySignature(request, rules);
  if (name === 'ListBuckets') return listBuckets(store);
  const act = OPERATIONS[name];
  if (act === undefined && name !== 'GetBucketLocation') {
    throw new AwsError('NotImplemented', `S3 ${name} is not built in the embedded cloud`, 501);
  }
  if (bucket === undefined) {
    throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404, {
      BucketName: operation.bucket,
    });
  }
  const owner = request.headers['x-amz-expected-bucket-owner'] ?? ACCOUNT;
  if (owner !== ACCOUNT) throw new AwsError('AccessDenied', 'Access Denied', 403);
  if (act === undefined) return locationOf(rules.region);
  const payload = readPayload(request, signature);
  return act({ store, bucket, key, query, payload, headers: { ...request.headers, ...hoisted(request) } });
}

/** Headers that a presigned URL carries in its query. */
function hoisted({ rawQuery }: WireRequest): Record<string, string> {
  const pairs = queryPairs(rawQuery).map(([name, value]) => [name.toLowerCase(), value] as const);
  return Object.fromEntries(pairs.filter(([name]) => name.startsWith('x-amz-')));
}

function clear(store: ObjectStore): Promise<void> {
  return store.exclusively(async () => {
    for (const bucket of store.buckets()) {
      for await (const version of store.scan(bucket.name, '')) await store.remove(bucket, version);
    }
  });
}

function listBuckets(store: ObjectStore): WireResponse {
  const buckets = store
    .buckets()
    .map(({ name, createdAt }) => `<Bucket>${tag('Name', name)}${tag('CreationDate', createdAt)}</Bucket>`);
  return xmlAnswer(
    'ListAllMyBucketsResult',
    `<Owner>${tag('ID', OWNER_ID)}</Owner><Buckets>${buckets.join('')}</Buckets>`,
  );
}

function locationOf(region: string): WireResponse {
  return xmlAnswer('LocationConstraint', region === 'us-east-1' ? '' : region);
}
