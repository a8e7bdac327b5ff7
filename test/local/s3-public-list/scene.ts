import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
  type GetObjectCommandInput,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { openEmbeddedAws, temporaryDirectory } from '../../support/embedded-aws.ts';

type More<T> = Partial<Omit<T, 'Bucket' | 'Key' | 'Body'>>;

/** One embedded cloud and the few acts that every test of the public list begins or ends with. */
export interface Scene {
  readonly cloud: Awaited<ReturnType<typeof openEmbeddedAws>>;
  readonly s3: S3Client;
  /** A new bucket, with one object for each key whose content is the key. */
  bucket(
    keys?: readonly string[],
    settings?: { versioning?: boolean; objectLock?: boolean },
  ): Promise<string>;
  put(
    Bucket: string,
    Key: string,
    Body?: string | Uint8Array,
    more?: More<PutObjectCommandInput>,
  ): Promise<Put>;
  read(Bucket: string, Key: string, more?: More<GetObjectCommandInput>): Promise<string>;
  head(Bucket: string, Key: string, VersionId?: string): Promise<Head>;
  close(): Promise<void>;
}
type Put = Awaited<ReturnType<typeof putResult>>;
type Head = Awaited<ReturnType<typeof headResult>>;

const AT_ONCE = 25;
let made = 0;

export async function openScene(): Promise<Scene> {
  const directory = await temporaryDirectory();
  const cloud = await openEmbeddedAws(directory.path);
  const s3 = new S3Client(cloud.client);
  const put = (
    Bucket: string,
    Key: string,
    Body: string | Uint8Array = '',
    more: More<PutObjectCommandInput> = {},
  ) =>
    // The SDK takes an empty text for a stream of unknown length, and warns.
    putResult(s3, { Bucket, Key, Body: Buffer.from(Body), ...more });
  return {
    cloud,
    s3,
    put,
    async bucket(keys = [], settings = {}) {
      made += 1;
      const name = `public-list-${made}`;
      await cloud.s3.ensureBucket(name, settings);
      for (let from = 0; from < keys.length; from += AT_ONCE) {
        await Promise.all(keys.slice(from, from + AT_ONCE).map((key) => put(name, key, key)));
      }
      return name;
    },
    async read(Bucket, Key, more = {}) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
      return (await Body?.transformToString()) ?? '';
    },
    head: (Bucket, Key, VersionId) => headResult(s3, Bucket, Key, VersionId),
    async close() {
      s3.destroy();
      await cloud.close();
      await directory.remove();
    },
  };
}

const putResult = (s3: S3Client, input: PutObjectCommandInput) => s3.send(new PutObjectCommand(input));
const headResult = (s3: S3Client, Bucket: string, Key: string, VersionId: string | undefined) =>
  s3.send(new HeadObjectCommand({ Bucket, Key, VersionId }));

/** `403 AccessDenied` of a call that S3 refuses. A call that succeeds, or fails otherwise, fails here. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof S3ServiceException) return `${error.$metadata.httpStatusCode} ${error.name}`;
    throw error;
  }
  throw new Error('The call was not refused');
}
