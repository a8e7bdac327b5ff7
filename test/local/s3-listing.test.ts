import {
  DeleteObjectCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  paginateListObjectsV2,
  PutObjectCommand,
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

describe('a listing', () => {
  beforeAll(async () => {
    await cloud.s3.ensureBucket('listing', { versioning: true });
    const keys = ['a/1', 'a/2', 'b', 'c/1', 'c/2', '中文/一', 'z&<>'];
    for (const Key of keys) await s3.send(new PutObjectCommand({ Bucket: 'listing', Key, Body: Key }));
    await s3.send(new PutObjectCommand({ Bucket: 'listing', Key: 'b', Body: 'newer' }));
    await s3.send(new DeleteObjectCommand({ Bucket: 'listing', Key: 'c/2' }));
  });

  it('goes page by page, in the order of the bytes, without what is deleted', async () => {
    const pages = [];
    for await (const page of paginateListObjectsV2({ client: s3, pageSize: 2 }, { Bucket: 'listing' })) {
      pages.push(page.Contents?.map(({ Key }) => Key));
    }

    expect(pages).toEqual([
      ['a/1', 'a/2'],
      ['b', 'c/1'],
      ['z&<>', '中文/一'],
    ]);
  });

  it('folds what shares a prefix, and goes on after it', async () => {
    const page = (ContinuationToken?: string) =>
      s3.send(new ListObjectsV2Command({ Bucket: 'listing', Delimiter: '/', MaxKeys: 2, ContinuationToken }));

    const first = await page();
    const second = await page(first.NextContinuationToken);

    expect([first.CommonPrefixes, first.Contents?.map(({ Key }) => Key)]).toEqual([
      [{ Prefix: 'a/' }],
      ['b'],
    ]);
    expect([second.CommonPrefixes, second.Contents?.map(({ Key }) => Key)]).toEqual([
      [{ Prefix: 'c/' }],
      ['z&<>'],
    ]);
  });

  it('of a prefix gives that prefix only, in the older form too', async () => {
    const { Contents } = await s3.send(new ListObjectsCommand({ Bucket: 'listing', Prefix: '中文/' }));

    expect(Contents?.map(({ Key, Size }) => [Key, Size])).toEqual([['中文/一', 10]]);
  });

  it('of the versions tells which is the latest and which are marks of deletion, page by page', async () => {
    const first = await s3.send(
      new ListObjectVersionsCommand({ Bucket: 'listing', Prefix: 'b', MaxKeys: 1 }),
    );
    const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = first;
    const second = await s3.send(
      new ListObjectVersionsCommand({ Bucket: 'listing', Prefix: 'b', KeyMarker, VersionIdMarker }),
    );
    const marks = await s3.send(new ListObjectVersionsCommand({ Bucket: 'listing', Prefix: 'c/2' }));

    expect(first.Versions?.map(({ IsLatest, Size }) => [IsLatest, Size])).toEqual([[true, 5]]);
    expect(second.Versions?.map(({ IsLatest, Size }) => [IsLatest, Size])).toEqual([[false, 1]]);
    expect(marks.DeleteMarkers?.map(({ Key, IsLatest }) => [Key, IsLatest])).toEqual([['c/2', true]]);
  });
});
