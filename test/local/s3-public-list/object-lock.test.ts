import { DeleteObjectsCommand, GetObjectLockConfigurationCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Key, held, hold, locking, remove, retain, retention } from './lock-acts.ts';
import { openScene, refusal, type Scene } from './scene.ts';

const FIRST = new Date('2130-01-01T00:00:00Z');
let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());

describe('what is locked', () => {
  it('test_object_lock_delete_object_with_retention', async () => {
    const { Bucket, VersionId } = await locking(scene);
    await retain(scene, Bucket, FIRST);

    expect(await refusal(remove(scene, Bucket, VersionId))).toBe('403 AccessDenied');
    expect((await remove(scene, Bucket, VersionId, true)).$metadata.httpStatusCode).toBe(204);
  });

  it('test_object_lock_delete_object_with_retention_and_marker', async () => {
    const { Bucket, VersionId } = await locking(scene);
    await retain(scene, Bucket, FIRST);

    const mark = await remove(scene, Bucket);
    expect(await refusal(remove(scene, Bucket, VersionId))).toBe('403 AccessDenied');
    await remove(scene, Bucket, mark.VersionId);
    expect(await refusal(remove(scene, Bucket, VersionId))).toBe('403 AccessDenied');
    expect(await scene.read(Bucket, Key)).toBe('abc');
  });

  it('test_object_lock_multi_delete_object_with_retention', async () => {
    const { Bucket, VersionId } = await locking(scene);
    const second = await scene.put(Bucket, 'file2', 'abc');
    await retain(scene, Bucket, FIRST);
    const locked = { Key, VersionId };
    const free = { Key: 'file2', VersionId: second.VersionId };
    const removeAll = (Objects: (typeof locked)[], BypassGovernanceRetention?: boolean) =>
      scene.s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects }, BypassGovernanceRetention }));

    const told = await removeAll([locked, free]);
    const bypassed = await removeAll([locked], true);

    expect(told).toMatchObject({ Deleted: [free], Errors: [{ ...locked, Code: 'AccessDenied' }] });
    expect([bypassed.Deleted, bypassed.Errors]).toEqual([[locked], undefined]);
  });

  it('test_object_lock_delete_object_with_legal_hold_on', async () => {
    const { Bucket, VersionId } = await locking(scene);
    await hold(scene, Bucket, 'ON');

    expect(await refusal(remove(scene, Bucket, VersionId))).toBe('403 AccessDenied');
  });

  it('test_object_lock_delete_object_with_legal_hold_off', async () => {
    const { Bucket, VersionId } = await locking(scene);
    await hold(scene, Bucket, 'OFF');

    expect((await remove(scene, Bucket, VersionId)).$metadata.httpStatusCode).toBe(204);
  });
});

describe('a legal hold', () => {
  it.each(['test_object_lock_put_legal_hold', 'test_object_lock_get_legal_hold'])('%s', async () => {
    const { Bucket } = await locking(scene);

    await hold(scene, Bucket, 'ON');
    const first = await held(scene, Bucket);
    await hold(scene, Bucket, 'OFF');

    expect([first, await held(scene, Bucket)]).toEqual(['ON', 'OFF']);
  });

  it('test_object_lock_put_legal_hold_invalid_status', async () => {
    const { Bucket } = await locking(scene);

    expect(await refusal(hold(scene, Bucket, 'abc' as string as 'ON'))).toBe('400 MalformedXML');
  });

  it('test_object_lock_get_obj_metadata', async () => {
    const { Bucket } = await locking(scene);
    await hold(scene, Bucket, 'ON');
    await retain(scene, Bucket, FIRST);

    expect(await scene.head(Bucket, Key)).toMatchObject({
      ObjectLockMode: 'GOVERNANCE',
      ObjectLockRetainUntilDate: FIRST,
      ObjectLockLegalHoldStatus: 'ON',
    });
  });

  it('test_object_lock_uploading_obj', async () => {
    const { Bucket } = await locking(scene);
    const lock = {
      ObjectLockMode: 'GOVERNANCE',
      ObjectLockRetainUntilDate: FIRST,
      ObjectLockLegalHoldStatus: 'ON',
    } as const;

    await scene.put(Bucket, Key, 'abc', lock);

    expect(await scene.head(Bucket, Key)).toMatchObject(lock);
  });
});

describe('a bucket that does not lock', () => {
  it.each([
    [
      'test_object_lock_put_obj_retention_invalid_bucket',
      (b: string) => retain(scene, b, FIRST),
      '400 InvalidRequest',
    ],
    [
      'test_object_lock_get_obj_retention_invalid_bucket',
      (b: string) => retention(scene, b),
      '400 InvalidRequest',
    ],
    [
      'test_object_lock_put_legal_hold_invalid_bucket',
      (b: string) => hold(scene, b, 'ON'),
      '400 InvalidRequest',
    ],
    ['test_object_lock_get_legal_hold_invalid_bucket', (b: string) => held(scene, b), '400 InvalidRequest'],
    [
      'test_object_lock_get_obj_lock_invalid_bucket',
      (Bucket: string) => scene.s3.send(new GetObjectLockConfigurationCommand({ Bucket })),
      '404 ObjectLockConfigurationNotFoundError',
    ],
  ])('%s', async (_name, call, told) => {
    expect(await refusal(call(await scene.bucket([Key])))).toBe(told);
  });
});
