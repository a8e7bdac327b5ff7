import type { ObjectLockRetentionMode } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Key, locking, remove, retain, retention } from './lock-acts.ts';
import { openScene, refusal, type Scene } from './scene.ts';

const FIRST = new Date('2130-01-01T00:00:00Z');
const THIRD = new Date('2130-01-03T00:00:00Z');
let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());

describe('a retention', () => {
  it.each(['test_object_lock_put_obj_retention', 'test_object_lock_get_obj_retention'])('%s', async () => {
    const { Bucket, VersionId } = await locking(scene);

    await retain(scene, Bucket, FIRST);

    expect(await retention(scene, Bucket)).toEqual({ Mode: 'GOVERNANCE', RetainUntilDate: FIRST });
    await remove(scene, Bucket, VersionId, true);
    expect(await refusal(scene.read(Bucket, Key))).toBe('404 NoSuchKey');
  });

  it('test_object_lock_get_obj_retention_iso8601', async () => {
    const { Bucket } = await locking(scene);
    await retain(scene, Bucket, FIRST);

    const { ObjectLockRetainUntilDate } = await scene.head(Bucket, Key);

    expect(ObjectLockRetainUntilDate).toEqual(FIRST);
  });

  it('test_object_lock_put_obj_retention_versionid', async () => {
    const { Bucket, VersionId } = await locking(scene);
    await scene.put(Bucket, Key, 'newer');

    await retain(scene, Bucket, FIRST, { VersionId });

    expect(await retention(scene, Bucket, VersionId)).toEqual({ Mode: 'GOVERNANCE', RetainUntilDate: FIRST });
    expect(await refusal(retention(scene, Bucket))).toBe('404 NoSuchObjectLockConfiguration');
  });

  it('test_object_lock_put_obj_retention_invalid_mode', async () => {
    const { Bucket } = await locking(scene);
    const wrong = ['governance', 'abc'] as string[] as ObjectLockRetentionMode[];

    for (const Mode of wrong)
      expect(await refusal(retain(scene, Bucket, FIRST, { Mode }))).toBe('400 MalformedXML');
  });

  it('test_object_lock_put_obj_retention_increase_period', async () => {
    const { Bucket } = await locking(scene);

    await retain(scene, Bucket, FIRST);
    await retain(scene, Bucket, THIRD);

    expect((await retention(scene, Bucket))?.RetainUntilDate).toEqual(THIRD);
  });

  it('test_object_lock_put_obj_retention_shorten_period', async () => {
    const { Bucket } = await locking(scene);
    await retain(scene, Bucket, THIRD);

    expect(await refusal(retain(scene, Bucket, FIRST))).toBe('403 AccessDenied');
    expect((await retention(scene, Bucket))?.RetainUntilDate).toEqual(THIRD);
  });

  it('test_object_lock_put_obj_retention_shorten_period_bypass', async () => {
    const { Bucket } = await locking(scene);
    await retain(scene, Bucket, THIRD);

    await retain(scene, Bucket, FIRST, { Bypass: true });

    expect((await retention(scene, Bucket))?.RetainUntilDate).toEqual(FIRST);
  });

  it.each([
    ['test_object_lock_changing_mode_from_governance_with_bypass', 'GOVERNANCE', true, 'COMPLIANCE'],
    [
      'test_object_lock_changing_mode_from_governance_without_bypass',
      'GOVERNANCE',
      false,
      '403 AccessDenied',
    ],
    ['test_object_lock_changing_mode_from_compliance', 'COMPLIANCE', false, '403 AccessDenied'],
  ] as const)('%s', async (_name, from, Bypass, told) => {
    const { Bucket } = await locking(scene);
    await retain(scene, Bucket, FIRST, { Mode: from });

    const change = retain(scene, Bucket, FIRST, {
      Mode: from === 'GOVERNANCE' ? 'COMPLIANCE' : 'GOVERNANCE',
      Bypass,
    });

    expect(
      Bypass ? await change.then(async () => (await retention(scene, Bucket))?.Mode) : await refusal(change),
    ).toBe(told);
  });
});
