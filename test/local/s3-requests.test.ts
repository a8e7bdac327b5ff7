import { request as send } from 'node:http';
import { Readable } from 'node:stream';
import {
  CreateMultipartUploadCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
  PutObjectAclCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WireRequest } from '../../infra/local/wire.ts';
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

describe('a request', () => {
  it('is refused when its signature or its key is wrong', async () => {
    const wrongSecret = new S3Client({
      ...cloud.client,
      credentials: { accessKeyId: 'AKIDLOCAL', secretAccessKey: 'no' },
    });
    const wrongKey = new S3Client({
      ...cloud.client,
      credentials: { accessKeyId: 'OTHER', secretAccessKey: 'no' },
    });
    const put = () => new PutObjectCommand({ Bucket, Key: 'forged', Body: 'x' });

    await expect(wrongSecret.send(put())).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
    await expect(wrongKey.send(put())).rejects.toMatchObject({ name: 'InvalidAccessKeyId' });
    await expect(read('forged')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it('is refused without a signature', async () => {
    const answer = await fetch(`${cloud.client.endpoint}/${Bucket}/range`);

    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('<Code>AccessDenied</Code>');
  });

  it('for what is not built is 501 by name, and never taken for a put', async () => {
    const Key = 'untouched';

    const calls = [
      s3.send(new PutObjectAclCommand({ Bucket, Key, ACL: 'private' })),
      s3.send(new CreateMultipartUploadCommand({ Bucket, Key })),
      s3.send(new PutBucketPolicyCommand({ Bucket, Policy: '{}' })),
    ];
    const answers = await Promise.all(
      calls.map((call) => call.catch((error: unknown) => (error instanceof Error ? error.message : error))),
    );

    expect(answers).toEqual([
      'S3 PUT ?acl on the object is not built in the embedded cloud',
      'S3 CreateMultipartUpload is not built in the embedded cloud',
      'S3 PUT ?policy on the bucket is not built in the embedded cloud',
    ]);
    await expect(read(Key)).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it('for a bucket that nobody made is NoSuchBucket', async () => {
    const put = s3.send(new PutObjectCommand({ Bucket: 'nobody', Key: 'k', Body: 'x' }));

    await expect(put).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  it('is refused when its body was changed on the way', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'on-the-way', Body: 'honest' }));
    const sent = cloud.requests.findLast(({ method }) => method === 'PUT');

    const answer = await again(sent, 'forged');

    expect(answer).toMatchObject({ status: 400, code: 'XAmzContentSHA256Mismatch' });
    expect((await read('on-the-way')).text).toBe('honest');
  });

  it('is refused when the trailing checksum that it announces is missing', async () => {
    const Body = Readable.from([Buffer.from('content')]);
    await s3.send(new PutObjectCommand({ Bucket, Key: 'trailer', Body, ContentLength: 7 }));
    const sent = cloud.requests.findLast(({ method }) => method === 'PUT');
    const whole = sent?.body.toString() ?? '';

    const answers = [await again(sent, whole), await again(sent, whole.replace(/x-amz-checksum.*\r\n/u, ''))];

    expect(answers.map(({ code }) => code)).toEqual([undefined, 'MalformedTrailerError']);
  });
});

/** Sends a request once more, with the same headers and another body of the same length or not. */
async function again(sent: WireRequest | undefined, body: string) {
  const { 'content-length': _length, 'transfer-encoding': _encoding, ...headers } = sent?.headers ?? {};
  return new Promise<{ status: number | undefined; code: string | undefined }>((resolve, reject) => {
    const url = `${new URL(cloud.client.endpoint).origin}${sent?.path}?${sent?.rawQuery}`;
    const request = send(url, { method: 'PUT', headers }, (response) => {
      response.setEncoding('utf8');
      let text = '';
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode, code: /<Code>(\w+)</u.exec(text)?.[1] }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}
