import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectLegalHoldCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  PutObjectLegalHoldCommand,
  PutObjectRetentionCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbeddedAws, temporaryDirectory, type EmbeddedAws } from '../support/embedded-aws.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let cloud: EmbeddedAws;
let s3: S3Client;

async function open() {
  cloud = await openEmbeddedAws(directory.path);
  await cloud.s3.ensureBucket('materials');
  await cloud.s3.ensureBucket('archive', { objectLock: true });
  s3 = new S3Client(cloud.client);
}

async function close() {
  s3.destroy();
  await cloud.close();
}

beforeAll(async () => {
  directory = await temporaryDirectory();
  await open();
});

afterAll(async () => {
  await close();
  await directory.remove();
});

const textOf = async (Bucket: string, Key: string, VersionId?: string) =>
  (await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }))).Body?.transformToString();

describe('a version under legal hold', () => {
  it('cannot be deleted by anyone until the hold is lifted', async () => {
    const at = { Bucket: 'archive', Key: 'dossier.zip' };
    const { VersionId } = await s3.send(
      new PutObjectCommand({ ...at, Body: 'dossier', ObjectLockLegalHoldStatus: 'ON' }),
    );
    const remove = () =>
      s3.send(new DeleteObjectCommand({ ...at, VersionId, BypassGovernanceRetention: true }));

    await expect(remove()).rejects.toMatchObject({
      name: 'AccessDenied',
      $metadata: { httpStatusCode: 403 },
    });
    expect(await textOf('archive', 'dossier.zip', VersionId)).toBe('dossier');
    await s3.send(new PutObjectLegalHoldCommand({ ...at, VersionId, LegalHold: { Status: 'OFF' } }));
    await remove();

    await expect(textOf('archive', 'dossier.zip', VersionId)).rejects.toMatchObject({
      name: 'NoSuchVersion',
    });
  });

  it('is only hidden by a deletion that names no version', async () => {
    const at = { Bucket: 'archive', Key: 'hidden.zip' };
    const { VersionId } = await s3.send(new PutObjectCommand({ ...at, Body: 'kept' }));
    await s3.send(new PutObjectLegalHoldCommand({ ...at, LegalHold: { Status: 'ON' } }));

    const deleted = await s3.send(new DeleteObjectCommand(at));

    expect(deleted.DeleteMarker).toBe(true);
    await expect(textOf('archive', 'hidden.zip')).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect(await textOf('archive', 'hidden.zip', VersionId)).toBe('kept');
    const hold = await s3.send(new GetObjectLegalHoldCommand({ ...at, VersionId }));
    expect(hold.LegalHold?.Status).toBe('ON');
  });

  it('is refused one by one when many are deleted at once', async () => {
    const put = async (Key: string, hold?: 'ON') =>
      (
        await s3.send(
          new PutObjectCommand({ Bucket: 'archive', Key, Body: Key, ObjectLockLegalHoldStatus: hold }),
        )
      ).VersionId;
    const Objects = [
      { Key: 'a&<b>', VersionId: await put('a&<b>') },
      { Key: 'held', VersionId: await put('held', 'ON') },
    ];

    const result = await s3.send(new DeleteObjectsCommand({ Bucket: 'archive', Delete: { Objects } }));

    expect(result.Deleted).toMatchObject([{ Key: 'a&<b>' }]);
    expect(result.Errors).toMatchObject([{ Key: 'held', Code: 'AccessDenied' }]);
    expect(await textOf('archive', 'held')).toBe('held');
  });

  it('needs a bucket with Object Lock', async () => {
    const put = new PutObjectCommand({
      Bucket: 'materials',
      Key: 'k',
      Body: 'x',
      ObjectLockLegalHoldStatus: 'ON',
    });

    await expect(s3.send(put)).rejects.toMatchObject({ name: 'InvalidRequest' });
  });
});

describe('a version under governance retention', () => {
  it('is deleted, and its retention shortened, only by who asks to pass over it', async () => {
    const at = { Bucket: 'archive', Key: 'retained' };
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
    const { VersionId } = await s3.send(
      new PutObjectCommand({
        ...at,
        Body: 'x',
        ObjectLockMode: 'GOVERNANCE',
        ObjectLockRetainUntilDate: inDays(10),
      }),
    );
    const retain = (days: number) =>
      s3.send(
        new PutObjectRetentionCommand({
          ...at,
          Retention: { Mode: 'GOVERNANCE', RetainUntilDate: inDays(days) },
        }),
      );

    await expect(s3.send(new DeleteObjectCommand({ ...at, VersionId }))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    await expect(retain(5)).rejects.toMatchObject({ name: 'AccessDenied' });
    await retain(20);
    await s3.send(new DeleteObjectCommand({ ...at, VersionId, BypassGovernanceRetention: true }));

    await expect(textOf('archive', 'retained')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });
});

describe('after a restart', () => {
  it('objects, versions and holds are there, and what was never acknowledged is gone', async () => {
    const at = { Bucket: 'archive', Key: 'restart' };
    const first = await s3.send(
      new PutObjectCommand({ ...at, Body: 'one', ObjectLockLegalHoldStatus: 'ON' }),
    );
    await s3.send(new PutObjectCommand({ ...at, Body: 'two' }));
    const files = join(directory.path, 's3', 'objects');
    const before = await readdir(files);
    await writeFile(join(files, 'half-written'), 'x');

    await close();
    await open();

    expect(await textOf('archive', 'restart')).toBe('two');
    const remove = new DeleteObjectCommand({ ...at, VersionId: first.VersionId });
    await expect(s3.send(remove)).rejects.toMatchObject({ name: 'AccessDenied' });
    expect((await readdir(files)).sort()).toEqual(before.sort());
  });

  it('an object replaced in a bucket without versions has left no file behind', async () => {
    const files = join(directory.path, 's3', 'objects');
    const put = (Body: string) =>
      s3.send(new PutObjectCommand({ Bucket: 'materials', Key: 'replaced', Body }));
    await put('one');
    const before = await readdir(files);

    await put('two');

    expect(await readdir(files)).toHaveLength(before.length);
    expect(await textOf('materials', 'replaced')).toBe('two');
  });

  it('a reset has removed every object, held or not, and left the buckets', async () => {
    const other = await temporaryDirectory();
    const second = await openEmbeddedAws(other.path);
    const client = new S3Client(second.client);
    await second.s3.ensureBucket('archive', { objectLock: true });
    const put = () =>
      client.send(
        new PutObjectCommand({ Bucket: 'archive', Key: 'k', Body: 'x', ObjectLockLegalHoldStatus: 'ON' }),
      );
    await put();
    await put();

    await second.s3.clear();

    const { Versions = [] } = await client.send(new ListObjectVersionsCommand({ Bucket: 'archive' }));
    expect(Versions).toEqual([]);
    expect(await readdir(join(other.path, 's3', 'objects'))).toEqual([]);
    client.destroy();
    await second.close();
    await other.remove();
  });
});
