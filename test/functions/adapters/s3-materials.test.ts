import { createHash } from 'node:crypto';
import { HeadObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createS3Materials } from '../../../functions/adapters/s3-materials.ts';
import type { MaterialStore } from '../../../functions/ports/outside.ts';
import { openEmbeddedAws, temporaryDirectory, type EmbeddedAws } from '../../support/embedded-aws.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let cloud: EmbeddedAws;
let s3: S3Client;
let materials: MaterialStore;

beforeAll(async () => {
  directory = await temporaryDirectory();
  cloud = await openEmbeddedAws(directory.path);
  await cloud.s3.ensureBucket('quarantine');
  await cloud.s3.ensureBucket('materials', { versioning: true });
  s3 = new S3Client(cloud.client);
  materials = createS3Materials({
    quarantineBucket: 'quarantine',
    materialsBucket: 'materials',
    config: cloud.client,
  });
});

afterAll(async () => {
  s3.destroy();
  await cloud.close();
  await directory.remove();
});

const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex');

function announced(key: string, text: string) {
  return { key, contentType: 'image/png', sizeBytes: Buffer.byteLength(text), sha256: sha256Of(text) };
}

async function upload(ticket: Awaited<ReturnType<MaterialStore['presignUpload']>>, text: string, more = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...ticket.fields, ...more })) form.set(name, String(value));
  form.set('file', new Blob([text]));
  return fetch(ticket.url, { method: 'POST', body: form });
}

async function quarantined(key: string, text: string) {
  await s3.send(new PutObjectCommand({ Bucket: 'quarantine', Key: key, Body: text }));
}

describe('the upload form', () => {
  it('admits exactly the announced file, for a quarter of an hour', async () => {
    const key = 'quarantine/draft-1/m-1';
    const before = Date.now();

    const ticket = await materials.presignUpload(announced(key, 'picture'));
    const answer = await upload(ticket, 'picture');

    const stored = await s3.send(new HeadObjectCommand({ Bucket: 'quarantine', Key: key }));
    expect(answer.status).toBe(204);
    expect(stored.ContentType).toBe('image/png');
    expect(Buffer.from((await materials.read(key)) ?? []).toString()).toBe('picture');
    expect(Math.round((Date.parse(ticket.expiresAt) - before) / 60_000)).toBe(15);
  });

  it.each([
    ['other bytes of the same length', 'PICTURE', {}],
    ['one byte more', 'picture!', {}],
    ['one byte less', 'pictur', {}],
    ['another key', 'picture', { key: 'quarantine/draft-2/m-9' }],
    ['another type', 'picture', { 'Content-Type': 'text/html' }],
  ])('refuses %s', async (_what, text, more) => {
    const key = 'quarantine/draft-2/m-2';
    const ticket = await materials.presignUpload(announced(key, 'picture'));

    const answer = await upload(ticket, text, more);

    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await materials.read(key)).toBeUndefined();
    expect(await materials.read('quarantine/draft-2/m-9')).toBeUndefined();
  });

  it('is given for quarantine only', async () => {
    const asked = materials.presignUpload(announced(`sha256/${sha256Of('x')}`, 'x'));

    await expect(asked).rejects.toThrow('quarantine');
  });
});

describe('keeping a material', () => {
  it('moves it under its content hash, with its type', async () => {
    await quarantined('quarantine/draft-3/m-1', 'kept');

    const key = await materials.keep('quarantine/draft-3/m-1', sha256Of('kept'), 'application/pdf');

    const head = await s3.send(new HeadObjectCommand({ Bucket: 'materials', Key: key }));
    expect(key).toBe(`sha256/${sha256Of('kept')}`);
    expect(head.ContentType).toBe('application/pdf');
    expect(Buffer.from((await materials.read(key)) ?? []).toString()).toBe('kept');
    expect(await materials.read('quarantine/draft-3/m-1')).toBeUndefined();
  });

  it('may run twice, also when quarantine is empty by then', async () => {
    await quarantined('quarantine/draft-4/m-1', 'twice');
    const hash = sha256Of('twice');

    const first = await materials.keep('quarantine/draft-4/m-1', hash, 'image/png');
    const second = await materials.keep('quarantine/draft-4/m-1', hash, 'image/png');

    expect(second).toBe(first);
    expect(Buffer.from((await materials.read(first)) ?? []).toString()).toBe('twice');
  });

  it('keeps the same bytes of two cases once', async () => {
    await quarantined('quarantine/draft-5/m-1', 'same');
    await quarantined('quarantine/draft-6/m-1', 'same');

    const keys = [
      await materials.keep('quarantine/draft-5/m-1', sha256Of('same'), 'image/png'),
      await materials.keep('quarantine/draft-6/m-1', sha256Of('same'), 'image/png'),
    ];

    const { Contents } = await s3.send(
      new ListObjectsV2Command({ Bucket: 'quarantine', Prefix: 'quarantine/draft-6' }),
    );
    expect(new Set(keys).size).toBe(1);
    expect(Contents ?? []).toEqual([]);
  });

  it('is a fault when the file is nowhere', async () => {
    const kept = materials.keep('quarantine/draft-7/m-1', sha256Of('nowhere'), 'image/png');

    await expect(kept).rejects.toThrow();
  });
});

describe('a material', () => {
  it('is undefined where there is none', async () => {
    const found = await materials.read('quarantine/none/none');

    expect(found).toBeUndefined();
  });

  it('is downloaded by a short-lived address from either place, shown in the page and without a file name', async () => {
    await quarantined('quarantine/draft-8/m-1', 'seen');
    const kept = 'quarantine/draft-8/m-2';
    await quarantined(kept, 'seen too');
    const key = await materials.keep(kept, sha256Of('seen too'), 'image/png');

    const addresses = await Promise.all(
      ['quarantine/draft-8/m-1', key].map((each) => materials.presignDownload(each)),
    );
    const answers = await Promise.all(addresses.map((address) => fetch(address)));

    expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual(['seen', 'seen too']);
    expect(answers.map(({ headers }) => headers.get('content-disposition'))).toEqual(['inline', 'inline']);
    expect(addresses.map((address) => new URL(address).searchParams.get('X-Amz-Expires'))).toEqual([
      '300',
      '300',
    ]);
  });

  it('is removed from quarantine, but stays once a case has kept it', async () => {
    await quarantined('quarantine/draft-9/m-1', 'gone');
    await quarantined('quarantine/draft-9/m-2', 'stays');
    const key = await materials.keep('quarantine/draft-9/m-2', sha256Of('stays'), 'image/png');

    await materials.remove('quarantine/draft-9/m-1');
    await materials.remove(key);

    expect(await materials.read('quarantine/draft-9/m-1')).toBeUndefined();
    expect(await materials.read(key)).toBeDefined();
  });

  it('has no place outside the two', async () => {
    await expect(materials.read('elsewhere/x')).rejects.toThrow(TypeError);
  });
});
