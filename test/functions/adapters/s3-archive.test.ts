import {
  GetObjectCommand,
  GetObjectLegalHoldCommand,
  ListObjectVersionsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createS3Archive } from '../../../functions/adapters/s3-archive.ts';
import { openEmbeddedAws, temporaryDirectory, type EmbeddedAws } from '../../support/embedded-aws.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let cloud: EmbeddedAws;
let s3: S3Client;

beforeAll(async () => {
  directory = await temporaryDirectory();
  cloud = await openEmbeddedAws(directory.path);
  await cloud.s3.ensureBucket('archive', { versioning: true, objectLock: true });
  s3 = new S3Client(cloud.client);
});

afterAll(async () => {
  s3.destroy();
  await cloud.close();
  await directory.remove();
});

describe('the archive', () => {
  it('keeps a file under legal hold', async () => {
    const archive = createS3Archive({ archiveBucket: 'archive', config: cloud.client });

    await archive.keep('dossiers/case-1/a.json', '{"a":1}');

    const at = { Bucket: 'archive', Key: 'dossiers/case-1/a.json' };
    const { Body } = await s3.send(new GetObjectCommand(at));
    const { LegalHold } = await s3.send(new GetObjectLegalHoldCommand(at));
    expect(await Body?.transformToString()).toBe('{"a":1}');
    expect(LegalHold?.Status).toBe('ON');
  });

  it('keeps it once, however often it is asked to', async () => {
    const archive = createS3Archive({ archiveBucket: 'archive', config: cloud.client });

    await archive.keep('dossiers/case-2/a.json', '{}');
    await archive.keep('dossiers/case-2/a.json', '{}');

    const { Versions } = await s3.send(
      new ListObjectVersionsCommand({ Bucket: 'archive', Prefix: 'dossiers/case-2' }),
    );
    expect(Versions).toHaveLength(1);
  });

  it('hides no other failure', async () => {
    const archive = createS3Archive({ archiveBucket: 'none', config: cloud.client });

    await expect(archive.keep('a', '{}')).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });
});
