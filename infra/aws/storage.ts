import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, ProjectionType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  ObjectLockRetention,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/** Longer than any draft lives (170 days, functions/casework/drafts.ts), so no live draft loses a file. */
const QUARANTINE_DAYS = 180;
/** The Cybersecurity Law, art. 21, asks for six months of network logs at least. */
const ACCESS_LOG_DAYS = 365;
/** The table's one index. */
export const QUEUE = 'queue';

/** The table and the buckets. Who may touch them: `table-grants.ts`, `object-grants.ts`. */
export class Storage extends Construct {
  readonly table: TableV2;
  /** Encrypts all of them. */
  readonly key: IKey;
  /** What was uploaded and nobody has submitted yet. */
  readonly quarantine: Bucket;
  /** What cases rest on, under content hashes. */
  readonly materials: Bucket;
  /** The files of closed cases. */
  readonly archive: Bucket;

  constructor(scope: Construct, id: string, { key }: { readonly key: IKey }) {
    super(scope, id);
    this.key = key;
    this.table = new TableV2(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      globalSecondaryIndexes: [
        {
          indexName: QUEUE,
          partitionKey: { name: 'queuePk', type: AttributeType.STRING },
          sortKey: { name: 'queueSk', type: AttributeType.STRING },
          // So that an entry is written again only when its item moves, not with every act on it.
          projectionType: ProjectionType.KEYS_ONLY,
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
    this.quarantine = bucket('Quarantine', {
      lifecycleRules: [
        { expiration: Duration.days(QUARANTINE_DAYS), abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    });
    this.materials = bucket('Materials', { versioned: true });
    // A lock needs an end; "kept for good" is the legal hold that each object gets besides.
    this.archive = bucket('Archive', {
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention: ObjectLockRetention.governance(Duration.days(3650)),
    });
  }
}

/** What every bucket is, whatever it holds: closed, TLS only, kept. */
export const PRIVATE: BucketProps = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  removalPolicy: RemovalPolicy.RETAIN,
};
