import { createHash } from 'node:crypto';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost, type PresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbeddedAws, temporaryDirectory, type EmbeddedAws } from '../support/embedded-aws.ts';

const Bucket = 'materials';
const CONTENT = '%PDF-1.7 户口簿';
const SHA256 = createHash('sha256').update(CONTENT).digest('base64');
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let cloud: EmbeddedAws;
let s3: S3Client;

beforeAll(async () => {
  directory = await temporaryDirectory();
  cloud = await openEmbeddedAws(directory.path);
  await cloud.s3.ensureBucket(Bucket);
  s3 = new S3Client({ ...cloud.client, requestChecksumCalculation: 'WHEN_REQUIRED' });
});

afterAll(async () => {
  s3.destroy();
  await cloud.close();
  await directory.remove();
});

/** A permission as the product gives it: one key, one type, one checksum, up to 100 bytes. */
const permit = (Key: string, seconds = 60) =>
  createPresignedPost(s3, {
    Bucket,
    Key,
    Expires: seconds,
    Fields: {
      'Content-Type': 'application/pdf',
      'x-amz-checksum-algorithm': 'SHA256',
      'x-amz-checksum-sha256': SHA256,
    },
    Conditions: [['content-length-range', 1, 100]],
  });

async function send(post: PresignedPost, content = CONTENT, changes: Record<string, string> = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...post.fields, ...changes })) form.append(name, value);
  form.append('file', new Blob([content]), '户口簿.pdf');
  const answer = await fetch(post.url, { method: 'POST', body: form });
  const text = await answer.text();
  return { status: answer.status, code: /<Code>(\w+)<\/Code>/u.exec(text)?.[1], text };
}

const isThere = async (Key: string) => {
  try {
    await s3.send(new HeadObjectCommand({ Bucket, Key }));
    return true;
  } catch (error) {
    expect(error).toMatchObject({ name: 'NotFound' });
    return false;
  }
};

describe('a presigned post', () => {
  it('takes the file that it was made for', async () => {
    const post = await permit('quarantine/1');

    const answer = await send(post);

    expect(answer.status).toBe(204);
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'quarantine/1', ChecksumMode: 'ENABLED' }));
    expect(await got.Body?.transformToString()).toBe(CONTENT);
    expect(got).toMatchObject({ ContentType: 'application/pdf', ChecksumSHA256: SHA256 });
  });

  it('answers 201 with the place when the form asks so', async () => {
    const Fields = { success_action_status: '201' };
    const post = await createPresignedPost(s3, { Bucket, Key: 'quarantine/201', Fields });

    const answer = await send(post);

    expect(answer.status).toBe(201);
    expect(answer.text).toContain('<Key>quarantine/201</Key>');
  });

  it.each([
    ['another key', { key: 'permanent/1' }, 'AccessDenied'],
    ['another type', { 'Content-Type': 'text/html' }, 'AccessDenied'],
    ['a field that the policy does not name', { 'x-amz-meta-more': 'x' }, 'AccessDenied'],
    ['a signature that is not ours', { 'X-Amz-Signature': '0'.repeat(64) }, 'SignatureDoesNotMatch'],
    ['a policy that was changed', { Policy: 'e30=' }, 'SignatureDoesNotMatch'],
    [
      'an access key that is not ours',
      { 'X-Amz-Credential': 'OTHER/20260302/cn-northwest-1/s3/aws4_request' },
      'InvalidAccessKeyId',
    ],
  ])('is refused with %s', async (_what, changes, code) => {
    const post = await permit('quarantine/2');

    const answer = await send(post, CONTENT, changes);

    expect(answer).toMatchObject({ code });
    expect([await isThere('quarantine/2'), await isThere('permanent/1')]).toEqual([false, false]);
  });

  it('is refused with a file that is too large, empty, or another one', async () => {
    const post = await permit('quarantine/3');

    const answers = [
      await send(post, 'x'.repeat(101)),
      await send(post, ''),
      await send(post, `${CONTENT}!`),
    ];

    expect(answers.map(({ code }) => code)).toEqual(['EntityTooLarge', 'EntityTooSmall', 'BadDigest']);
    expect(answers[0]?.text).toContain('<ProposedSize>101</ProposedSize>');
    expect(await isThere('quarantine/3')).toBe(false);
  });

  it('is refused at another bucket, also when the form names the right one', async () => {
    await cloud.s3.ensureBucket('elsewhere');
    const post = await permit('quarantine/5');

    const answer = await send({ ...post, url: post.url.replace(Bucket, 'elsewhere') });

    expect(answer).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(answer.text).toContain('&quot;$bucket&quot;');
  });

  it('is refused when it has expired', async () => {
    const post = await permit('quarantine/4', -1);

    const answer = await send(post);

    expect(answer).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(answer.text).toContain('Policy expired');
    expect(await isThere('quarantine/4')).toBe(false);
  });
});

describe('a presigned URL', () => {
  it('gives the object, under the name that it says', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'file', Body: 'content' }));
    const ResponseContentDisposition = `attachment; filename*=UTF-8''${encodeURIComponent('回执.pdf')}`;

    const url = await getSignedUrl(
      s3,
      new GetObjectCommand({ Bucket, Key: 'file', ResponseContentDisposition }),
    );
    const answer = await fetch(url);

    expect(url.startsWith(`${cloud.client.endpoint}/${Bucket}/file?`)).toBe(true);
    expect(answer.headers.get('content-disposition')).toBe(ResponseContentDisposition);
    expect(await answer.text()).toBe('content');
  });

  it('is refused for another object, by another method, or when it has expired', async () => {
    const command = new GetObjectCommand({ Bucket, Key: 'file' });
    const url = await getSignedUrl(s3, command);
    const signingDate = new Date(Date.now() - 120_000);
    const old = await getSignedUrl(s3, command, { expiresIn: 60, signingDate });

    const answers = [
      await fetch(url.replace('/file?', '/quarantine/1?')),
      await fetch(url, { method: 'DELETE' }),
      await fetch(old),
    ];

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
    expect(await answers[2]?.text()).toContain('Request has expired');
    expect(await isThere('file')).toBe(true);
  });

  it('to put keeps the bytes that are sent', async () => {
    const url = await getSignedUrl(
      s3,
      new PutObjectCommand({ Bucket, Key: 'by-url', ContentType: 'text/plain' }),
    );

    const answer = await fetch(url, {
      method: 'PUT',
      body: 'bytes',
      headers: { 'content-type': 'text/plain' },
    });

    expect(answer.status).toBe(200);
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'by-url' }));
    expect(await got.Body?.transformToString()).toBe('bytes');
  });
});
