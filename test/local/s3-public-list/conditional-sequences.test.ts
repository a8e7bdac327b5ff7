import { DeleteObjectCommand, DeleteObjectsCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScene, refusal, type Scene } from './scene.ts';

const FAILED = '412 PreconditionFailed';
const Key = 'obj';
let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());

const remove = (Bucket: string, IfMatch?: string, VersionId?: string) =>
  scene.s3.send(new DeleteObjectCommand({ Bucket, Key, IfMatch, VersionId }));

/** What a deletion of one object among many tells: the error's code, or what became of the object. */
async function removeAmongMany(Bucket: string, ETag: string, VersionId?: string) {
  const Delete = { Objects: [{ Key, ETag, VersionId }] };
  const told = await scene.s3.send(new DeleteObjectsCommand({ Bucket, Delete }));
  return told.Errors?.[0]?.Code ?? (told.Deleted?.[0]?.DeleteMarker ? 'marked' : 'gone');
}

// Where the list lets an ETag stand in If-None-Match of a write, AWS answers 501.
describe('writes with conditions, one after the other', () => {
  it.each([
    ['test_put_object_if_match', false],
    ['test_put_object_current_if_match', true],
  ])('%s', async (_name, versioning) => {
    const Bucket = await scene.bucket([], { versioning });
    const put = (condition: { IfMatch?: string; IfNoneMatch?: string }) =>
      scene.put(Bucket, Key, 'data', condition);
    const { ETag = '' } = await put({ IfNoneMatch: '*' });

    expect(await refusal(put({ IfNoneMatch: '*' }))).toBe(FAILED);
    expect(await refusal(put({ IfNoneMatch: ETag }))).toBe('501 NotImplemented');
    await put({ IfMatch: ETag });
    await remove(Bucket);
    expect(await refusal(put({ IfMatch: '*' }))).toBe('404 NoSuchKey');
    expect(await refusal(put({ IfMatch: 'badetag' }))).toBe('404 NoSuchKey');
    await put({ IfNoneMatch: '*' });
    await put({ IfMatch: '*' });
    expect(await refusal(put({ IfMatch: 'badetag' }))).toBe(FAILED);
    await put({ IfMatch: ETag });
    expect(await scene.read(Bucket, Key)).toBe('data');
  });

  it('test_put_current_object_if_none_match', async () => {
    const Bucket = await scene.bucket([], { versioning: true });
    const put = (Body: string, IfNoneMatch?: string) => scene.put(Bucket, Key, Body, { IfNoneMatch });

    await put('data1', '*');
    await put('data2');

    expect(await refusal(put('data3', '*'))).toBe(FAILED);
    expect(await refusal(put('data3', 'badetag'))).toBe('501 NotImplemented');
    await remove(Bucket);
    await put('data4', '*');
    expect(await scene.read(Bucket, Key)).toBe('data4');
  });

  it('test_put_current_object_if_match', async () => {
    const Bucket = await scene.bucket([], { versioning: true });
    const put = (Body: string, IfMatch?: string) => scene.put(Bucket, Key, Body, { IfMatch });

    expect(await refusal(put('data1', '*'))).toBe('404 NoSuchKey');
    expect(await refusal(put('data1', 'badetag'))).toBe('404 NoSuchKey');
    const first = await put('data1');
    const second = await put('data2', '*');
    expect(await refusal(put('data3', 'badetag'))).toBe(FAILED);
    expect(await refusal(put('data3', first.ETag))).toBe(FAILED);
    await put('data3', second.ETag);
    expect(await scene.read(Bucket, Key)).toBe('data3');
  });
});

// AWS holds the condition against the newest version: 404 where there is none, 412 at a mark; the list lets both pass.
describe('deletions with conditions', () => {
  it('test_delete_object_if_match', async () => {
    const Bucket = await scene.bucket();
    const { ETag } = await scene.put(Bucket, Key);

    expect(await refusal(remove(Bucket, 'badetag'))).toBe(FAILED);
    await remove(Bucket, ETag);
    expect(await refusal(remove(Bucket, '*'))).toBe('404 NoSuchKey');
    expect(await refusal(remove(Bucket, 'badetag'))).toBe('404 NoSuchKey');
    await scene.put(Bucket, Key);
    await remove(Bucket, '*');
    expect(await refusal(scene.read(Bucket, Key))).toBe('404 NoSuchKey');
  });

  it('test_delete_object_current_if_match', async () => {
    const Bucket = await scene.bucket([], { versioning: true });
    const { ETag } = await scene.put(Bucket, Key);

    expect(await refusal(remove(Bucket, 'badetag'))).toBe(FAILED);
    expect((await remove(Bucket, ETag)).DeleteMarker).toBe(true);
    expect(await refusal(remove(Bucket, 'badetag'))).toBe(FAILED);
    expect(await refusal(remove(Bucket, '*'))).toBe(FAILED);
  });

  it('test_delete_object_version_if_match', async () => {
    const Bucket = await scene.bucket([], { versioning: true });
    const { ETag, VersionId } = await scene.put(Bucket, Key);

    expect(await refusal(remove(Bucket, 'badetag', VersionId))).toBe(FAILED);
    expect((await remove(Bucket, ETag, VersionId)).DeleteMarker).toBeUndefined();
    const again = await scene.put(Bucket, Key);
    await remove(Bucket, '*', again.VersionId);
    expect(await refusal(scene.read(Bucket, Key))).toBe('404 NoSuchKey');
  });

  it.each([
    ['test_delete_objects_if_match', false, 'gone', 'NoSuchKey'],
    ['test_delete_objects_current_if_match', true, 'marked', 'PreconditionFailed'],
  ])('%s', async (_name, versioning, became, afterwards) => {
    const Bucket = await scene.bucket([], { versioning });
    const { ETag = '' } = await scene.put(Bucket, Key);

    expect(await removeAmongMany(Bucket, 'badetag')).toBe('PreconditionFailed');
    expect(await removeAmongMany(Bucket, ETag)).toBe(became);
    expect(await removeAmongMany(Bucket, 'badetag')).toBe(afterwards);
  });

  it('test_delete_objects_version_if_match', async () => {
    const Bucket = await scene.bucket([], { versioning: true });
    const { ETag = '', VersionId } = await scene.put(Bucket, Key);

    expect(await removeAmongMany(Bucket, 'badetag', VersionId)).toBe('PreconditionFailed');
    expect(await removeAmongMany(Bucket, ETag, VersionId)).toBe('gone');
    expect(await refusal(scene.read(Bucket, Key))).toBe('404 NoSuchKey');
  });
});
