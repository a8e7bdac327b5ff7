import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbeddedAws, temporaryDirectory, type EmbeddedAws } from '../support/embedded-aws.ts';

const Bucket = 'materials';
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let cloud: EmbeddedAws;
let s3: S3Client;

beforeAll(async () => {
  directory = await temporaryDirectory();
  cloud = await openEmbeddedAws(directory.path);
  await cloud.s3.ensureBucket(Bucket);
  s3 = new S3Client(cloud.client);
});

afterAll(async () => {
  s3.destroy();
  await cloud.close();
  await directory.remove();
});

async function read(Key: string, more: { Range?: string; VersionId?: string } = {}) {
  const answer = await s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
  return { ...answer, text: await answer.Body?.transformToString() };
}

describe('an object', () => {
  it('comes back as it was put, with its type, its own fields and its checksum', async () => {
    const Key = 'permanent/户口簿 (1)+a&b.txt';

    const put = await s3.send(
      new PutObjectCommand({
        Bucket,
        Key,
        Body: '内容',
        ContentType: 'text/plain',
        Metadata: { ground: 'residence' },
      }),
    );
    const got = await read(Key);

    expect(got).toMatchObject({ text: '内容', ContentType: 'text/plain', Metadata: { ground: 'residence' } });
    expect(got.ETag).toBe(put.ETag);
    expect(got.ChecksumCRC32).toBe(put.ChecksumCRC32);
  });

  it('comes back whole when it was sent as a stream, in signed or unsigned pieces with a trailing checksum', async () => {
    const pieces = Array.from({ length: 40 }, (_, n) => Buffer.alloc(10_000, n));
    const whole = Buffer.concat(pieces);

    await s3.send(
      new PutObjectCommand({
        Bucket,
        Key: 'stream',
        Body: Readable.from(pieces),
        ContentLength: whole.length,
      }),
    );
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'stream' }));
    const bytes = await got.Body?.transformToByteArray();

    const sent = cloud.requests.findLast(({ method }) => method === 'PUT');
    expect(sent?.headers['x-amz-content-sha256']).toBe('STREAMING-UNSIGNED-PAYLOAD-TRAILER');
    expect(sent?.headers['x-amz-trailer']).toBe('x-amz-checksum-crc32');
    expect(Buffer.from(bytes ?? []).equals(whole)).toBe(true);
    expect(got.ContentEncoding).toBeUndefined();
  });

  it.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)(
    'takes and tells a %s',
    async (algorithm) => {
      // Of the text 123456789, as the catalogues of checksums give them.
      const known = {
        CRC32: 'y/Q5Jg==',
        CRC32C: '4waSgw==',
        CRC64NVME: 'rosUhgp5mIg=',
        SHA1: '98O8HYCOBHMq32eZZczDTKeuNEE=',
        SHA256: 'FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=',
      };
      const field = `Checksum${algorithm}` as const;

      await s3.send(
        new PutObjectCommand({ Bucket, Key: algorithm, Body: '123456789', [field]: known[algorithm] }),
      );
      const head = await s3.send(new HeadObjectCommand({ Bucket, Key: algorithm, ChecksumMode: 'ENABLED' }));

      expect(head[field]).toBe(known[algorithm]);
      expect(head.ContentLength).toBe(9);
    },
  );

  it('is refused, and not there, when its checksum is another', async () => {
    const put = new PutObjectCommand({
      Bucket,
      Key: 'wrong',
      Body: 'abc',
      ChecksumSHA256: Buffer.alloc(32).toString('base64'),
    });

    await expect(s3.send(put)).rejects.toMatchObject({ name: 'BadDigest' });
    await expect(read('wrong')).rejects.toMatchObject({
      name: 'NoSuchKey',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('gives the ranges asked for', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'range', Body: '0123456789' }));

    expect(await read('range', { Range: 'bytes=2-4' })).toMatchObject({
      text: '234',
      ContentRange: 'bytes 2-4/10',
    });
    expect(await read('range', { Range: 'bytes=7-' })).toMatchObject({ text: '789' });
    expect(await read('range', { Range: 'bytes=-2' })).toMatchObject({ text: '89' });
    await expect(read('range', { Range: 'bytes=10-' })).rejects.toMatchObject({ name: 'InvalidRange' });
  });

  it('is written once when the writer says so, and replaced only by who knows it', async () => {
    const put = (Body: string, more: { IfNoneMatch?: string; IfMatch?: string }) =>
      s3.send(new PutObjectCommand({ Bucket, Key: 'once', Body, ...more }));
    const first = await put('first', { IfNoneMatch: '*' });

    await expect(put('second', { IfNoneMatch: '*' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(put('third', { IfMatch: '"0123"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await put('fourth', { IfMatch: first.ETag ?? '' });

    expect((await read('once')).text).toBe('fourth');
  });

  it('has one winner when many write it at once for the first time', async () => {
    const puts = Array.from({ length: 8 }, (_, n) =>
      s3.send(new PutObjectCommand({ Bucket, Key: 'race', Body: `writer ${n}`, IfNoneMatch: '*' })),
    );

    const results = await Promise.allSettled(puts);

    const winners = results.flatMap(({ status }, n) => (status === 'fulfilled' ? [n] : []));
    expect(winners).toHaveLength(1);
    expect((await read('race')).text).toBe(`writer ${winners[0]}`);
  });

  it('is copied with its type, or with a new one when asked', async () => {
    await s3.send(
      new PutObjectCommand({ Bucket, Key: 'quarantine/证明', Body: 'pdf', ContentType: 'application/pdf' }),
    );
    const CopySource = `${Bucket}/${encodeURIComponent('quarantine/证明')}`;

    await s3.send(new CopyObjectCommand({ Bucket, Key: 'kept', CopySource }));
    await s3.send(
      new CopyObjectCommand({
        Bucket,
        Key: 'renamed',
        CopySource,
        MetadataDirective: 'REPLACE',
        ContentType: 'text/plain',
      }),
    );
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'quarantine/证明' }));

    expect(await read('kept')).toMatchObject({ text: 'pdf', ContentType: 'application/pdf' });
    expect(await read('renamed')).toMatchObject({ text: 'pdf', ContentType: 'text/plain' });
    await expect(read('quarantine/证明')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });
});
