import {
  CreateMultipartUploadCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
  PutObjectAclCommand,
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
    const answers = await Promise.all(calls.map((call) => call.catch((error: Error) => error.message)));

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
});
