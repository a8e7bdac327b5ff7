import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScene, refusal, type Scene } from './scene.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());

const url = (path: string) => `${scene.cloud.client.endpoint}/${path}`;

/** Status and code of a request that nobody signed. */
async function unsigned(path: string, init: RequestInit = {}) {
  const answer = await fetch(url(path), init);
  return `${answer.status} ${/<Code>(\w+)<\/Code>/u.exec(await answer.text())?.[1] ?? ''}`;
}

const list = (Bucket: string, more = {}) => scene.s3.send(new ListObjectsCommand({ Bucket, ...more }));
const listV2 = (Bucket: string, more = {}) => scene.s3.send(new ListObjectsV2Command({ Bucket, ...more }));

describe('who asks', () => {
  it.each([
    ['test_bucket_list_objects_anonymous_fail', ''],
    ['test_bucket_listv2_objects_anonymous_fail', '?list-type=2'],
  ])('%s', async (_name, query) => {
    expect(await unsigned(`${await scene.bucket()}${query}`)).toBe('403 AccessDenied');
  });

  it('test_list_buckets_anonymous', async () => {
    expect(await unsigned('')).toBe('403 AccessDenied');
  });

  it('test_object_anon_put', async () => {
    const Bucket = await scene.bucket(['foo']);

    expect(await unsigned(`${Bucket}/foo`, { method: 'PUT', body: 'other' })).toBe('403 AccessDenied');
    expect(await scene.read(Bucket, 'foo')).toBe('foo');
  });

  it.each([
    [
      'test_list_buckets_invalid_auth',
      { accessKeyId: 'SOMEBODY', secretAccessKey: 'x' },
      '403 InvalidAccessKeyId',
    ],
    [
      'test_list_buckets_bad_auth',
      { accessKeyId: 'AKIDLOCAL', secretAccessKey: 'x' },
      '403 SignatureDoesNotMatch',
    ],
  ])('%s', async (_name, credentials, told) => {
    const other = new S3Client({ ...scene.cloud.client, credentials });

    expect(await refusal(other.send(new ListBucketsCommand()))).toBe(told);
  });

  it('test_expected_bucket_owner', async () => {
    const Bucket = await scene.bucket();

    expect(await refusal(list(Bucket, { ExpectedBucketOwner: '999999999999' }))).toBe('403 AccessDenied');
    expect(await refusal(scene.put(Bucket, 'coffee', 'x', { ExpectedBucketOwner: '999999999999' }))).toBe(
      '403 AccessDenied',
    );
    await scene.put(Bucket, 'coffee', 'x', { ExpectedBucketOwner: '000000000000' });
    expect(await scene.read(Bucket, 'coffee')).toBe('x');
  });

  it.each(['test_object_raw_authenticated', 'test_object_put_authenticated'])('%s', async () => {
    const Bucket = await scene.bucket();
    const put = await scene.put(Bucket, 'foo', 'foo');

    expect(put.$metadata.httpStatusCode).toBe(200);
    expect(await scene.read(Bucket, 'foo')).toBe('foo');
  });
});

describe('what is not there', () => {
  it('test_object_read_not_exist', async () => {
    expect(await refusal(scene.read(await scene.bucket(), 'bar'))).toBe('404 NoSuchKey');
  });

  it('test_object_raw_authenticated_object_gone', async () => {
    const Bucket = await scene.bucket(['foo']);
    await scene.s3.send(new DeleteObjectCommand({ Bucket, Key: 'foo' }));

    expect(await refusal(scene.read(Bucket, 'foo'))).toBe('404 NoSuchKey');
  });

  it('test_object_requestid_matches_header_on_error', async () => {
    const answer = await fetch(url(`${await scene.bucket()}/bar`));

    const told = /<RequestId>([^<]+)<\/RequestId>/u.exec(await answer.text())?.[1];
    expect(told).toBe(answer.headers.get('x-amz-request-id'));
    expect(told).toMatch(/./u);
  });

  it('test_object_read_unreadable', async () => {
    const Bucket = await scene.bucket();

    expect(await unsigned(`${Bucket}/%AE%8A-`)).toBe('400 InvalidURI');
  });

  it('test_100_continue_error_retry', async () => {
    const Bucket = await scene.bucket();

    expect(await refusal(scene.put(`${Bucket}-but-no`, 'foo', 'bar'))).toBe('404 NoSuchBucket');
    await scene.put(Bucket, 'foo', 'bar');
    expect(await scene.read(Bucket, 'foo')).toBe('bar');
  });
});

describe('many deleted at once', () => {
  it.each([
    ['test_multi_object_delete', list],
    ['test_multi_objectv2_delete', listV2],
  ])('%s', async (_name, listing) => {
    const keys = ['key0', 'key1', 'key2'];
    const Bucket = await scene.bucket(keys);
    const remove = () =>
      scene.s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: keys.map((Key) => ({ Key })) } }));

    const [first, second] = [await remove(), await remove()];

    expect([first.Deleted?.length, first.Errors]).toEqual([3, undefined]);
    expect([second.Deleted?.length, second.Errors]).toEqual([3, undefined]);
    expect((await listing(Bucket)).Contents).toBeUndefined();
  });

  it.each([
    [
      'test_multi_object_delete_key_limit',
      async (Bucket: string) => (await list(Bucket, { Marker: 'key-999' })).Contents,
    ],
    [
      'test_multi_objectv2_delete_key_limit',
      async (Bucket: string) => (await listV2(Bucket, { StartAfter: 'key-999' })).Contents,
    ],
  ])('%s', async (_name, past) => {
    const Objects = Array.from({ length: 1001 }, (_, n) => ({ Key: `key-${n}` }));
    const Bucket = await scene.bucket(['key-0', 'key-9999']);

    const call = scene.s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));

    expect(await refusal(call)).toBe('400 MalformedXML');
    expect(await past(Bucket)).toHaveLength(1);
    expect((await scene.s3.send(new GetObjectCommand({ Bucket, Key: 'key-0' }))).ContentLength).toBe(5);
  });
});
