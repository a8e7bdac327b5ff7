import { CopyObjectCommand, type CopyObjectCommandInput } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScene, refusal, type Scene } from './scene.ts';

const FROM = 'foo123bar';
const TO = 'bar321foo';
let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());

/** @param from `bucket/key`, unencoded */
const copy = (from: string, Bucket: string, Key: string, more: Partial<CopyObjectCommandInput> = {}) =>
  scene.s3.send(new CopyObjectCommand({ Bucket, Key, CopySource: encodeURI(from), ...more }));

describe('a copy', () => {
  it.each([
    ['test_object_copy_zero_size', 0],
    ['test_object_copy_16m', 16 * 1024 * 1024],
  ])('%s', async (_name, size) => {
    const Bucket = await scene.bucket();
    await scene.put(Bucket, FROM, Buffer.alloc(size));

    await copy(`${Bucket}/${FROM}`, Bucket, TO);

    expect((await scene.head(Bucket, TO)).ContentLength).toBe(size);
  });

  it.each([
    ['test_object_copy_same_bucket', true],
    ['test_object_copy_diff_bucket', false],
  ])('%s', async (_name, same) => {
    const Bucket = await scene.bucket();
    await scene.put(Bucket, FROM, 'foo');
    const other = same ? Bucket : await scene.bucket();

    await copy(`${Bucket}/${FROM}`, other, TO);

    expect(await scene.read(other, TO)).toBe('foo');
  });

  it('test_object_copy_verify_contenttype', async () => {
    const Bucket = await scene.bucket();
    await scene.put(Bucket, FROM, 'foo', { ContentType: 'text/bla' });

    await copy(`${Bucket}/${FROM}`, Bucket, TO);

    expect(await scene.head(Bucket, TO)).toMatchObject({ ContentType: 'text/bla', ContentLength: 3 });
  });

  it('test_object_copy_to_itself', async () => {
    const Bucket = await scene.bucket([FROM]);

    expect(await refusal(copy(`${Bucket}/${FROM}`, Bucket, FROM))).toBe('400 InvalidRequest');
  });

  it('test_object_copy_to_itself_with_metadata', async () => {
    const Bucket = await scene.bucket([FROM]);

    await copy(`${Bucket}/${FROM}`, Bucket, FROM, { Metadata: { foo: 'bar' }, MetadataDirective: 'REPLACE' });

    expect((await scene.head(Bucket, FROM)).Metadata).toEqual({ foo: 'bar' });
    expect(await scene.read(Bucket, FROM)).toBe(FROM);
  });

  it.each([3, 1024 * 1024])('test_object_copy_retaining_metadata, with %d bytes', async (size) => {
    const Bucket = await scene.bucket();
    const Metadata = { key1: 'value1', key2: 'value2' };
    await scene.put(Bucket, FROM, Buffer.alloc(size), { Metadata, ContentType: 'audio/ogg' });

    await copy(`${Bucket}/${FROM}`, Bucket, TO);

    expect(await scene.head(Bucket, TO)).toMatchObject({
      Metadata,
      ContentType: 'audio/ogg',
      ContentLength: size,
    });
  });

  it.each([3, 1024 * 1024])('test_object_copy_replacing_metadata, with %d bytes', async (size) => {
    const Bucket = await scene.bucket();
    const old = { Metadata: { key1: 'value1', key2: 'value2' }, ContentType: 'audio/ogg' };
    await scene.put(Bucket, FROM, Buffer.alloc(size), old);
    const Metadata = { key3: 'value3', key2: 'value2' };

    const more = { Metadata, ContentType: 'audio/mpeg', MetadataDirective: 'REPLACE' } as const;
    await copy(`${Bucket}/${FROM}`, Bucket, TO, more);

    const head = await scene.head(Bucket, TO);
    expect(head.Metadata).toEqual(Metadata);
    expect(head).toMatchObject({ ContentType: 'audio/mpeg', ContentLength: size });
  });

  it('test_object_copy_bucket_not_found', async () => {
    const Bucket = await scene.bucket();

    expect(await refusal(copy(`${Bucket}-fake/${FROM}`, Bucket, TO))).toBe('404 NoSuchBucket');
  });

  it('test_object_copy_key_not_found', async () => {
    const Bucket = await scene.bucket();

    expect(await refusal(copy(`${Bucket}/${FROM}`, Bucket, TO))).toBe('404 NoSuchKey');
  });

  it('test_object_copy_versioned_bucket', async () => {
    const Bucket = await scene.bucket([], { versioning: true });
    const other = await scene.bucket([], { versioning: true });
    const plain = await scene.bucket();
    const { VersionId } = await scene.put(Bucket, FROM, 'first');
    await scene.put(Bucket, FROM, 'second');

    const first = await copy(`${Bucket}/${FROM}?versionId=${VersionId}`, Bucket, TO);
    await copy(`${Bucket}/${TO}?versionId=${first.VersionId}`, Bucket, 'again');
    await copy(`${Bucket}/${FROM}?versionId=${VersionId}`, other, 'elsewhere');
    await copy(`${Bucket}/${FROM}?versionId=${VersionId}`, plain, 'plain');
    await copy(`${plain}/plain`, Bucket, 'back');

    expect(first.CopySourceVersionId).toBe(VersionId);
    const places = [
      [Bucket, TO],
      [Bucket, 'again'],
      [other, 'elsewhere'],
      [plain, 'plain'],
      [Bucket, 'back'],
    ] as const;
    for (const [bucket, key] of places) expect(await scene.read(bucket, key)).toBe('first');
  });

  it('test_object_copy_versioned_url_encoding', async () => {
    const Bucket = await scene.bucket([], { versioning: true });
    const { VersionId } = await scene.put(Bucket, 'foo?bar', 'content');

    const CopySource = `${Bucket}/${encodeURIComponent('foo?bar')}?versionId=${VersionId}`;
    await copy('', Bucket, 'bar&foo', { CopySource });

    expect(await scene.read(Bucket, 'bar&foo')).toBe('content');
  });
});
