import { CfnElement, Stack, Validations } from 'aws-cdk-lib';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { ProductFunction } from './product-function.ts';
import type { Storage } from './storage.ts';
import { viaService } from './via-service.ts';

type ObjectAction = 's3:GetObject' | 's3:PutObject' | 's3:DeleteObject' | 's3:PutObjectLegalHold';

/** May give out upload forms. */
export function grantUploads(fn: ProductFunction, storage: Storage): void {
  objects(fn, storage, storage.quarantine, ['s3:PutObject']);
  places(fn, storage);
}

/** May look at what came in, or see that nothing did. */
export function grantExamining(fn: ProductFunction, storage: Storage): void {
  objects(fn, storage, storage.quarantine, ['s3:GetObject']);
  absence(fn, storage.quarantine);
  places(fn, storage);
}

/** May remove what was uploaded; what a case has kept nobody removes. */
export function grantRemoving(fn: ProductFunction, storage: Storage): void {
  objects(fn, storage, storage.quarantine, ['s3:DeleteObject']);
  places(fn, storage);
}

/** May copy what came in to where materials are kept, unless it lies there already. */
export function grantKeeping(fn: ProductFunction, storage: Storage): void {
  objects(fn, storage, storage.quarantine, ['s3:GetObject']);
  objects(fn, storage, storage.materials, ['s3:GetObject', 's3:PutObject']);
  absence(fn, storage.materials);
  places(fn, storage);
}

/** May give out download addresses of what a case has kept. */
export function grantKept(fn: ProductFunction, storage: Storage): void {
  objects(fn, storage, storage.materials, ['s3:GetObject']);
  places(fn, storage);
}

/** May write files and put them under legal hold; nobody may read one here, lift a hold or shorten a lock. */
export function grantArchive(fn: ProductFunction, storage: Storage): void {
  objects(fn, storage, storage.archive, ['s3:PutObject', 's3:PutObjectLegalHold']);
  fn.set('archiveBucket', storage.archive.bucketName);
}

/** One adapter knows where materials come in and where they are kept; it is told both. */
function places(fn: ProductFunction, { quarantine, materials }: Storage): void {
  fn.set('quarantineBucket', quarantine.bucketName);
  fn.set('materialsBucket', materials.bucketName);
}

/** Without the right to list, S3 answers "forbidden" instead of "not there", and absence looks like a fault. */
function absence(fn: ProductFunction, bucket: Bucket): void {
  fn.allow({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] });
}

function objects(fn: ProductFunction, { key }: Storage, bucket: Bucket, actions: ObjectAction[]): void {
  fn.allow({ actions, resources: [bucket.arnForObjects('*')] });
  const conditions = viaService(bucket, 's3', ['aws:s3:arn', bucket.bucketArn]);
  const keyActions = [
    // The bucket's own key is opened for writing as well as for reading.
    ...(actions.some((action) => action !== 's3:DeleteObject') ? ['kms:Decrypt'] : []),
    ...(actions.includes('s3:PutObject') ? ['kms:GenerateDataKey'] : []),
  ];
  if (keyActions.length > 0) fn.allow({ actions: keyActions, resources: [key.keyArn], conditions });
  Validations.of(fn.role).acknowledge({
    id: `AwsSolutions-IAM5[Resource::<${logicalId(bucket)}.Arn>/*]`,
    reason:
      'An object is named by its case or its content; the limit is the bucket, which holds one kind of thing.',
  });
}

function logicalId(bucket: Bucket): string {
  const resource = bucket.node.defaultChild;
  if (!CfnElement.isCfnElement(resource)) throw new TypeError(`${bucket.node.path} has no resource`);
  return Stack.of(bucket).getLogicalId(resource);
}
