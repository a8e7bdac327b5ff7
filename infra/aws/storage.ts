import { CfnElement, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AttributeType, Billing, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  ObjectLockRetention,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { ProductFunction } from './product-function.ts';

/** Longer than any draft waits unchanged (county data: 90 days unless said otherwise), so no live draft loses a file. */
const QUARANTINE_DAYS = 180;
/** The Cybersecurity Law, art. 21, asks for six months of network logs at least. */
const ACCESS_LOG_DAYS = 365;
const QUEUE = 'queue';

/** The table and the buckets, and who may touch them. */
export class Storage extends Construct {
  readonly table: TableV2;
  readonly #key: IKey;
  readonly #quarantine: Bucket;
  readonly #materials: Bucket;
  readonly #archive: Bucket;

  constructor(scope: Construct, id: string, { key }: { readonly key: IKey }) {
    super(scope, id);
    this.#key = key;
    this.table = new TableV2(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      globalSecondaryIndexes: [
        {
          indexName: QUEUE,
          partitionKey: { name: 'queuePk', type: AttributeType.STRING },
          sortKey: { name: 'queueSk', type: AttributeType.STRING },
        },
      ],
      timeToLiveAttribute: 'expiresAt',
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.customerManagedKey(key),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });

    const accessLogs = new Bucket(this, 'AccessLogs', {
      ...PRIVATE,
      // S3 cannot deliver its logs to a bucket with a customer's own key.
      encryption: BucketEncryption.S3_MANAGED,
      lifecycleRules: [{ expiration: Duration.days(ACCESS_LOG_DAYS) }],
    });
    const bucket = (name: string, props: BucketProps): Bucket =>
      new Bucket(this, name, {
        ...PRIVATE,
        encryption: BucketEncryption.KMS,
        encryptionKey: key,
        bucketKeyEnabled: true,
        serverAccessLogsBucket: accessLogs,
        serverAccessLogsPrefix: `${name.toLowerCase()}/`,
        ...props,
      });
    this.#quarantine = bucket('Quarantine', {
      lifecycleRules: [
        { expiration: Duration.days(QUARANTINE_DAYS), abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    });
    this.#materials = bucket('Materials', { versioned: true });
    // A lock needs an end; "kept for good" is the legal hold that each object gets besides.
    this.#archive = bucket('Archive', {
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention: ObjectLockRetention.governance(Duration.days(3650)),
    });
  }

  /** May read items and the queue; never scan. */
  grantTableRead(fn: ProductFunction): void {
    fn.allow({
      actions: ['dynamodb:GetItem', 'dynamodb:Query'],
      resources: [this.table.tableArn, `${this.table.tableArn}/index/${QUEUE}`],
    });
    fn.allow({ actions: ['kms:Decrypt', 'kms:DescribeKey'], resources: [this.#key.keyArn] });
    fn.set('tableName', this.table.tableName);
  }

  /** May write items, alone or in a transaction. */
  grantTableWrite(fn: ProductFunction): void {
    fn.allow({
      actions: [
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:DeleteItem',
        'dynamodb:ConditionCheckItem',
      ],
      resources: [this.table.tableArn],
    });
    fn.allow({
      actions: [
        'kms:Decrypt',
        'kms:DescribeKey',
        'kms:Encrypt',
        'kms:GenerateDataKey',
        'kms:ReEncryptFrom',
        'kms:ReEncryptTo',
      ],
      resources: [this.#key.keyArn],
    });
    fn.set('tableName', this.table.tableName);
  }

  /** May give out upload forms, look at what came in, and remove it. */
  grantQuarantine(fn: ProductFunction): void {
    this.#readable(fn, this.#quarantine, ['s3:PutObject', 's3:DeleteObject']);
    fn.set('quarantineBucket', this.#quarantine.bucketName);
  }

  /** May keep materials and give out download addresses; nobody removes one. */
  grantMaterials(fn: ProductFunction): void {
    this.#readable(fn, this.#materials, ['s3:PutObject']);
    fn.set('materialsBucket', this.#materials.bucketName);
  }

  /** May write files and put them under legal hold; nobody may read one here, lift a hold or shorten a lock. */
  grantArchive(fn: ProductFunction): void {
    this.#objects(fn, this.#archive, ['s3:PutObject', 's3:PutObjectLegalHold']);
    fn.set('archiveBucket', this.#archive.bucketName);
  }

  #readable(fn: ProductFunction, bucket: Bucket, actions: string[]): void {
    this.#objects(fn, bucket, ['s3:GetObject', ...actions]);
    // Without the right to list, S3 answers "forbidden" instead of "not there", and absence looks like a fault.
    fn.allow({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] });
  }

  #objects(fn: ProductFunction, bucket: Bucket, actions: string[]): void {
    fn.allow({ actions, resources: [bucket.arnForObjects('*')] });
    fn.allow({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [this.#key.keyArn] });
    Validations.of(fn.role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::<${logicalId(bucket)}.Arn>/*]`,
      reason:
        'An object is named by its case or its content; the limit is the bucket, which holds one kind of thing.',
    });
  }
}

const PRIVATE: BucketProps = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  removalPolicy: RemovalPolicy.RETAIN,
};

function logicalId(bucket: Bucket): string {
  const resource = bucket.node.defaultChild;
  if (!CfnElement.isCfnElement(resource)) throw new TypeError(`${bucket.node.path} has no resource`);
  return Stack.of(bucket).getLogicalId(resource);
}
