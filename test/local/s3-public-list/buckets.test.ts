import {
  GetBucketLocationCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScene, refusal, type Scene } from './scene.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());

const list = (Bucket: string, more = {}) => scene.s3.send(new ListObjectsCommand({ Bucket, ...more }));
const listV2 = (Bucket: string, more = {}) => scene.s3.send(new ListObjectsV2Command({ Bucket, ...more }));

describe('what a listing tells', () => {
  it('test_bucket_list_distinct', async () => {
    const [full, empty] = [await scene.bucket(['asdf']), await scene.bucket()];

    expect([(await list(full)).Contents?.length, (await list(empty)).Contents]).toEqual([1, undefined]);
  });

  it('test_basic_key_count', async () => {
    const Bucket = await scene.bucket(['0', '1', '2', '3', '4']);

    expect((await listV2(Bucket)).KeyCount).toBe(5);
  });

  it.each([
    ['test_bucket_listv2_fetchowner_notempty', true],
    ['test_bucket_listv2_fetchowner_defaultempty', undefined],
    ['test_bucket_listv2_fetchowner_empty', false],
  ])('%s', async (_name, FetchOwner) => {
    const Bucket = await scene.bucket(['foo/bar', 'foo/baz', 'quux']);

    const { Contents } = await listV2(Bucket, { FetchOwner });

    expect(Contents?.map(({ Owner }) => Owner !== undefined)).toEqual(
      [1, 2, 3].map(() => FetchOwner === true),
    );
  });

  it('test_bucket_list_return_data', async () => {
    const Bucket = await scene.bucket(['bar', 'baz', 'foo']);
    const { Owner } = await scene.s3.send(new ListBucketsCommand());

    const { Contents = [] } = await list(Bucket);

    for (const entry of Contents) {
      const head = await scene.head(Bucket, entry.Key ?? '');
      expect(entry).toMatchObject({ ETag: head.ETag, Size: head.ContentLength, Owner });
      expect(entry.LastModified?.setMilliseconds(0)).toBe(head.LastModified?.getTime());
    }
    expect(Contents).toHaveLength(3);
  });

  it('test_bucket_list_return_data_versioning', async () => {
    const Bucket = await scene.bucket(['bar', 'baz', 'foo'], { versioning: true });
    const { Owner } = await scene.s3.send(new ListBucketsCommand());

    const { Versions = [] } = await scene.s3.send(new ListObjectVersionsCommand({ Bucket }));

    for (const entry of Versions) {
      const { ETag, ContentLength, VersionId } = await scene.head(Bucket, entry.Key ?? '');
      expect(entry).toMatchObject({ ETag, Size: ContentLength, VersionId, Owner, IsLatest: true });
    }
    expect(Versions).toHaveLength(3);
  });

  it('test_bucket_list_special_prefix', async () => {
    const Bucket = await scene.bucket(['_bla/1', '_bla/2', '_bla/3', '_bla/4', 'abcd']);

    expect((await list(Bucket)).Contents).toHaveLength(5);
    expect((await list(Bucket, { Prefix: '_bla/' })).Contents).toHaveLength(4);
  });

  it('test_bucket_create_special_key_names', async () => {
    const keys = [' ', '"', '$', '%', '&', "'", '<', '>', '_', '_ ', '_ _', '__'];
    const Bucket = await scene.bucket(keys);

    const { Contents } = await list(Bucket, { EncodingType: 'url' });

    expect(Contents?.map(({ Key }) => decodeURIComponent(Key ?? ''))).toEqual(keys);
    expect(await Promise.all(keys.map((Key) => scene.read(Bucket, Key)))).toEqual(keys);
  });
});

describe('buckets', () => {
  it('test_buckets_create_then_list', async () => {
    const made = [await scene.bucket(), await scene.bucket(), await scene.bucket()];

    const { Buckets } = await scene.s3.send(new ListBucketsCommand());

    expect(Buckets?.map(({ Name }) => Name)).toEqual(expect.arrayContaining(made));
  });

  it('test_buckets_list_ctime', async () => {
    const before = Date.now() - 86_400_000;
    await scene.bucket();

    const { Buckets = [] } = await scene.s3.send(new ListBucketsCommand());

    expect(Buckets.every(({ CreationDate }) => Number(CreationDate) >= before)).toBe(true);
  });

  it('test_bucket_get_location', async () => {
    const told = await scene.s3.send(new GetBucketLocationCommand({ Bucket: await scene.bucket() }));

    expect(told.LocationConstraint).toBe('cn-northwest-1');
  });

  it('test_bucket_head', async () => {
    const told = await scene.s3.send(new HeadBucketCommand({ Bucket: await scene.bucket() }));

    expect(told.$metadata.httpStatusCode).toBe(200);
  });

  it.each([
    ['test_bucket_notexist', () => list('nobody-made-it'), '404 NoSuchBucket'],
    ['test_bucketv2_notexist', () => listV2('nobody-made-it'), '404 NoSuchBucket'],
    [
      'test_bucket_head_notexist',
      () => scene.s3.send(new HeadBucketCommand({ Bucket: 'nobody-made-it' })),
      '404 NotFound',
    ],
    [
      'test_object_write_to_nonexist_bucket',
      () => scene.put('nobody-made-it', 'foo', 'foo'),
      '404 NoSuchBucket',
    ],
  ])('%s', async (_name, call, told) => {
    expect(await refusal(call())).toBe(told);
  });
});
