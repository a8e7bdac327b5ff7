import {
  DeleteObjectCommand,
  GetObjectLegalHoldCommand,
  GetObjectRetentionCommand,
  PutObjectLegalHoldCommand,
  PutObjectRetentionCommand,
  type ObjectLockRetentionMode,
} from '@aws-sdk/client-s3';
import type { Scene } from './scene.ts';

/** The object of every test of locks. */
export const Key = 'file1';

/** A bucket that locks, and the version of `file1` in it. */
export async function locking(scene: Scene) {
  const Bucket = await scene.bucket([], { objectLock: true });
  const { VersionId } = await scene.put(Bucket, Key, 'abc');
  return { Bucket, VersionId };
}

export const retain = (
  scene: Scene,
  Bucket: string,
  RetainUntilDate: Date,
  more: { Mode?: ObjectLockRetentionMode; VersionId?: string | undefined; Bypass?: boolean } = {},
) =>
  scene.s3.send(
    new PutObjectRetentionCommand({
      Bucket,
      Key,
      VersionId: more.VersionId,
      BypassGovernanceRetention: more.Bypass,
      Retention: { Mode: more.Mode ?? 'GOVERNANCE', RetainUntilDate },
    }),
  );
export const retention = async (scene: Scene, Bucket: string, VersionId?: string) =>
  (await scene.s3.send(new GetObjectRetentionCommand({ Bucket, Key, VersionId }))).Retention;
export const hold = (scene: Scene, Bucket: string, Status: 'ON' | 'OFF') =>
  scene.s3.send(new PutObjectLegalHoldCommand({ Bucket, Key, LegalHold: { Status } }));
export const held = async (scene: Scene, Bucket: string) =>
  (await scene.s3.send(new GetObjectLegalHoldCommand({ Bucket, Key }))).LegalHold?.Status;
export const remove = (
  scene: Scene,
  Bucket: string,
  VersionId?: string,
  BypassGovernanceRetention?: boolean,
) => scene.s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId, BypassGovernanceRetention }));
