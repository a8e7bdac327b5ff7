import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  ListObjectsCommand,
  ListObjectVersionsCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScene, refusal, type Scene } from './scene.ts';

const Key = 'testobj';
let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());

const versioned = () => scene.bucket([], { versioning: true });
const list = (Bucket: string) => scene.s3.send(new ListObjectVersionsCommand({ Bucket }));
const remove = (Bucket: string, key: string, VersionId?: string) =>
  scene.s3.send(new DeleteObjectCommand({ Bucket, Key: key, VersionId }));
const removeAll = (Bucket: string, Objects: { Key: string; VersionId?: string | undefined }[]) =>
  scene.s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));

/** Ids of new versions `content-0`, `content-1`, …, oldest first. */
async function write(Bucket: string, key: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const { VersionId = '' } = await scene.put(Bucket, key, `content-${n}`);
    ids.push(VersionId);
  }
  return ids;
}

describe('versions of an object', () => {
  it('test_versioning_obj_create_read_remove', async () => {
    const Bucket = await versioned();
    const ids = await write(Bucket, Key, 5);

    const texts = await Promise.all(ids.map((VersionId) => scene.read(Bucket, Key, { VersionId })));
    for (const id of [3, 4, 0, 2, 1]) await remove(Bucket, Key, ids[id]);

    expect(texts).toEqual([0, 1, 2, 3, 4].map((n) => `content-${n}`));
    expect((await list(Bucket)).Versions).toBeUndefined();
  });

  it('test_versioning_obj_create_read_remove_head', async () => {
    const Bucket = await versioned();
    const ids = await write(Bucket, Key, 5);

    await remove(Bucket, Key, ids.at(-1));
    const newest = await scene.read(Bucket, Key);
    const { DeleteMarker, VersionId } = await remove(Bucket, Key);

    const { Versions, DeleteMarkers } = await list(Bucket);
    expect([newest, DeleteMarker, Versions?.length]).toEqual(['content-3', true, 4]);
    expect(DeleteMarkers?.map((mark) => mark.VersionId)).toEqual([VersionId]);
  });

  it('test_versioning_stack_delete_merkers', async () => {
    const Bucket = await versioned();
    await write(Bucket, 'test1/a', 1);
    for (let n = 0; n < 3; n += 1) await remove(Bucket, 'test1/a');

    const { Versions, DeleteMarkers } = await list(Bucket);
    expect([Versions?.length, DeleteMarkers?.length]).toEqual([1, 3]);
  });

  it('test_versioning_obj_plain_null_version_removal', async () => {
    const Bucket = await scene.bucket([Key]);
    await scene.cloud.s3.ensureBucket(Bucket, { versioning: true });

    await remove(Bucket, Key, 'null');

    expect(await refusal(scene.read(Bucket, Key))).toBe('404 NoSuchKey');
    expect((await list(Bucket)).Versions).toBeUndefined();
  });

  it('test_versioning_obj_plain_null_version_overwrite', async () => {
    const Bucket = await scene.bucket([Key]);
    await scene.cloud.s3.ensureBucket(Bucket, { versioning: true });

    const { VersionId } = await scene.put(Bucket, Key, 'zzz');
    const newer = await scene.read(Bucket, Key);
    await remove(Bucket, Key, VersionId);
    const older = await scene.read(Bucket, Key);
    await remove(Bucket, Key, 'null');

    expect([newer, older]).toEqual(['zzz', Key]);
    expect(await refusal(scene.read(Bucket, Key))).toBe('404 NoSuchKey');
    expect((await list(Bucket)).Versions).toBeUndefined();
  });

  it.each([
    ['test_versioning_obj_create_versions_remove_all', [Key]],
    ['test_versioning_obj_create_versions_remove_special_names', ['_testobj', '_', ':', ' ']],
  ])('%s', async (_name, keys) => {
    const Bucket = await versioned();
    for (const key of keys) {
      const ids = await write(Bucket, key, 10);
      for (const [n, id] of [...ids].entries()) {
        expect(await scene.read(Bucket, key, { VersionId: id })).toBe(`content-${n}`);
        await remove(Bucket, key, id);
      }
    }

    expect((await list(Bucket)).Versions).toBeUndefined();
  });

  it('test_versioning_obj_list_marker', async () => {
    const Bucket = await versioned();
    const first = await write(Bucket, Key, 5);
    const second = await write(Bucket, `${Key}-1`, 5);

    const { Versions } = await list(Bucket);

    const told = Versions?.map((one) => `${one.Key} ${one.VersionId}`).reverse();
    expect(told).toEqual([...second.map((id) => `${Key}-1 ${id}`), ...first.map((id) => `${Key} ${id}`)]);
  });

  it('test_versioning_copy_obj_version', async () => {
    const Bucket = await versioned();
    const other = await scene.bucket();
    const ids = await write(Bucket, Key, 3);
    const copy = (to: string, key: string, source: string) =>
      scene.s3.send(new CopyObjectCommand({ Bucket: to, Key: key, CopySource: `${Bucket}/${source}` }));

    for (const [n, id] of ids.entries()) {
      for (const to of [Bucket, other]) {
        await copy(to, `key_${n}`, `${Key}?versionId=${id}`);
        expect(await scene.read(to, `key_${n}`)).toBe(`content-${n}`);
      }
    }
    await copy(other, 'new_key', Key);
    expect(await scene.read(other, 'new_key')).toBe('content-2');
  });
});

describe('versions deleted many at once', () => {
  it.each([
    ['test_versioning_multi_object_delete', false],
    ['test_versioning_multi_object_delete_with_marker', true],
  ])('%s', async (_name, marked) => {
    const Bucket = await versioned();
    const ids = await write(Bucket, Key, 2);
    if (marked) ids.push((await remove(Bucket, Key)).VersionId ?? '');
    const objects = ids.map((VersionId) => ({ Key, VersionId }));

    const told = [await removeAll(Bucket, objects), await removeAll(Bucket, objects)];

    expect(told.map(({ Errors }) => Errors)).toEqual([undefined, undefined]);
    const { Versions, DeleteMarkers } = await list(Bucket);
    expect([Versions, DeleteMarkers]).toEqual([undefined, undefined]);
  });

  it('test_versioning_multi_object_delete_with_marker_create', async () => {
    const Bucket = await versioned();

    const { Deleted } = await removeAll(Bucket, [{ Key }]);

    const { DeleteMarkers } = await list(Bucket);
    expect(Deleted).toMatchObject([{ Key, DeleteMarker: true }]);
    expect(DeleteMarkers).toMatchObject([{ Key, VersionId: Deleted?.[0]?.DeleteMarkerVersionId }]);
  });

  it('test_versioning_concurrent_multi_object_delete', async () => {
    const Bucket = await versioned();
    for (const key of ['key_0', 'key_1', 'key_2', 'key_3', 'key_4']) await write(Bucket, key, 3);
    const { Versions = [] } = await list(Bucket);
    const objects = Versions.map((one) => ({ Key: one.Key ?? '', VersionId: one.VersionId }));

    const told = await Promise.all(Array.from({ length: 5 }, () => removeAll(Bucket, objects)));

    expect(told.map(({ Deleted, Errors }) => [Deleted?.length, Errors])).toEqual(
      told.map(() => [15, undefined]),
    );
    expect((await scene.s3.send(new ListObjectsCommand({ Bucket }))).Contents).toBeUndefined();
    expect((await list(Bucket)).Versions).toBeUndefined();
  });

  it.each([
    ['test_versioned_concurrent_object_create_concurrent_remove', false],
    ['test_versioned_concurrent_object_create_and_remove', true],
  ])('%s', async (_name, mixed) => {
    const Bucket = await versioned();
    const clear = async () => {
      const { Versions = [] } = await list(Bucket);
      await Promise.all(Versions.map((one) => remove(Bucket, one.Key ?? '', one.VersionId)));
    };
    for (let round = 0; round < 5; round += 1) {
      const puts = Array.from({ length: 5 }, (_, n) => scene.put(Bucket, Key, `data-${n}`));
      await Promise.all(mixed ? [...puts, clear(), clear()] : puts);
      if (!mixed) expect((await list(Bucket)).Versions).toHaveLength(5);
      await clear();
    }

    expect((await list(Bucket)).Versions).toBeUndefined();
  });
});
