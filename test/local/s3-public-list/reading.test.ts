import { Readable } from 'node:stream';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScene, refusal, type Scene } from './scene.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());

describe('what an object keeps', () => {
  it('test_object_head_zero_bytes', async () => {
    const Bucket = await scene.bucket();
    await scene.put(Bucket, 'foo', '');

    expect((await scene.head(Bucket, 'foo')).ContentLength).toBe(0);
  });

  it('test_object_write_check_etag', async () => {
    const put = await scene.put(await scene.bucket(), 'foo', 'bar');

    expect(put.ETag).toBe('"37b51d194a7513e45b56f6524f2d51f2"');
  });

  it('test_object_write_cache_control', async () => {
    const Bucket = await scene.bucket();
    await scene.put(Bucket, 'foo', 'bar', { CacheControl: 'public, max-age=14400' });

    expect((await scene.head(Bucket, 'foo')).CacheControl).toBe('public, max-age=14400');
  });

  it('test_object_write_expires', async () => {
    const Bucket = await scene.bucket();
    const Expires = new Date(Math.ceil(Date.now() / 1000) * 1000 + 6_000_000);
    await scene.put(Bucket, 'foo', 'bar', { Expires });

    expect((await scene.head(Bucket, 'foo')).ExpiresString).toBe(Expires.toUTCString());
  });

  it('test_object_write_read_update_read_delete', async () => {
    const Bucket = await scene.bucket();

    await scene.put(Bucket, 'foo', 'bar');
    const first = await scene.read(Bucket, 'foo');
    await scene.put(Bucket, 'foo', 'soup');
    const second = await scene.read(Bucket, 'foo');
    await scene.s3.send(new DeleteObjectCommand({ Bucket, Key: 'foo' }));

    expect([first, second]).toEqual(['bar', 'soup']);
    expect(await refusal(scene.read(Bucket, 'foo'))).toBe('404 NoSuchKey');
  });

  it('test_object_write_file', async () => {
    const Bucket = await scene.bucket();
    await scene.put(Bucket, 'foo', Buffer.from('bar'));

    expect(await scene.read(Bucket, 'foo')).toBe('bar');
  });

  it('test_object_write_with_chunked_transfer_encoding', async () => {
    const Bucket = await scene.bucket();
    const Body = Readable.from([Buffer.from('b'), Buffer.from('ar')]);

    await scene.s3.send(new PutObjectCommand({ Bucket, Key: 'foo', Body, ContentLength: 3 }));

    const sent = scene.cloud.requests.findLast(({ method }) => method === 'PUT');
    expect(sent?.headers['transfer-encoding']).toBe('chunked');
    expect(await scene.read(Bucket, 'foo')).toBe('bar');
  });

  it.each([
    ['test_object_set_get_metadata_none_to_good', ['mymeta']],
    ['test_object_set_get_metadata_none_to_empty', ['']],
    ['test_object_set_get_metadata_overwrite_to_empty', ['oldmeta', '']],
    ['test_object_set_get_unicode_metadata', ['Hello World\u00E9']],
  ])('%s', async (_name, values) => {
    const Bucket = await scene.bucket();

    for (const meta1 of values) {
      await scene.put(Bucket, 'foo', 'bar', { Metadata: { meta1 } });
      expect((await scene.head(Bucket, 'foo')).Metadata).toEqual({ meta1 });
    }
  });

  it('test_object_metadata_replaced_on_put', async () => {
    const Bucket = await scene.bucket();
    await scene.put(Bucket, 'foo', 'bar', { Metadata: { meta1: 'bar' } });
    await scene.put(Bucket, 'foo', 'bar');

    expect((await scene.head(Bucket, 'foo')).Metadata).toEqual({});
  });

  it('test_object_content_encoding_aws_chunked', async () => {
    const Bucket = await scene.bucket();
    const kept = async (ContentEncoding: string) => {
      await scene.put(Bucket, 'encoding', '', { ContentEncoding });
      return (await scene.head(Bucket, 'encoding')).ContentEncoding;
    };

    expect(await kept('gzip')).toBe('gzip');
    expect(await kept('deflate, gzip')).toBe('deflate, gzip');
    expect(await kept('gzip, aws-chunked')).toBe('gzip');
    expect(await kept('aws-chunked, gzip')).toBe('gzip');
    expect(await kept('aws-chunked')).toBeUndefined();
    expect(await kept('aws-chunked, aws-chunked')).toBeUndefined();
  });

  // Of 1,024 times the letter A. AWS says InvalidRequest of a value that cannot be one, where the list wants BadDigest.
  it.each([
    ['test_object_checksum_sha256', 'SHA256', 'arcu6553sHVAiX4MjW0j7I7vD4w6R+Gz9Ok0Q9lTa+0='],
    ['test_object_checksum_crc64nvme', 'CRC64NVME', 'Qeh8oXvGiSo='],
  ] as const)('%s', async (_name, ChecksumAlgorithm, value) => {
    const Bucket = await scene.bucket();
    const field = `Checksum${ChecksumAlgorithm}` as const;
    const put = (given: string) =>
      scene.put(Bucket, 'myobj', 'A'.repeat(1024), { ChecksumAlgorithm, [field]: given });

    const answer = await put(value);
    const read = new GetObjectCommand({ Bucket, Key: 'myobj', ChecksumMode: 'ENABLED' });

    expect(answer[field]).toBe(value);
    expect((await scene.head(Bucket, 'myobj'))[field]).toBeUndefined();
    expect((await scene.s3.send(read))[field]).toBe(value);
    expect(await refusal(put('bad'))).toBe('400 InvalidRequest');
    expect(await refusal(put(Buffer.alloc(Buffer.from(value, 'base64').length).toString('base64')))).toBe(
      '400 BadDigest',
    );
  });
});
