import {
  drop,
  id,
  inner,
  type Json,
  type Mutation,
  properties,
  replica,
  machine,
  table,
} from './mutation.ts';

/** What may go wrong with what is kept. The list for people is in ../README.md. */
export const DATA_MUTATIONS: readonly Mutation[] = [
  {
    name: 'encryption of the table off',
    catcher: 'data-encrypted',
    apply: (d) => drop(table(d), 'SSESpecification'),
  },
  {
    name: 'table under the service’s own key',
    catcher: 'data-encrypted',
    apply: (d) => drop(replica(d), 'SSESpecification'),
  },
  {
    name: 'encryption of a bucket off',
    catcher: 'data-encrypted',
    apply: (d) => drop(properties(d, 'S3::Bucket', 'StorageMaterials'), 'BucketEncryption'),
  },
  {
    name: 'encryption of the operators’ topic off',
    catcher: 'data-encrypted',
    apply: (d) => drop(properties(d, 'SNS::Topic'), 'KmsMasterKeyId'),
  },
  {
    name: 'encryption of the dead letters off',
    catcher: 'data-encrypted',
    apply: (d) => drop(properties(d, 'SQS::Queue'), 'SqsManagedSseEnabled'),
  },
  {
    name: 'encryption of executions off',
    catcher: 'data-encrypted',
    apply: (d) => drop(machine(d), 'EncryptionConfiguration'),
  },
  {
    name: 'settings of a function without the county’s key',
    catcher: 'data-encrypted',
    apply: (d) => drop(properties(d, 'Lambda::Function', 'Casework'), 'KmsKeyArn'),
  },
  {
    name: 'public bucket',
    catcher: 'bucket-closed',
    apply: (d) => drop(properties(d, 'S3::Bucket', 'StorageArchive'), 'PublicAccessBlockConfiguration'),
  },
  {
    name: 'bucket half open',
    catcher: 'bucket-closed',
    apply: (d) =>
      (inner(properties(d, 'S3::Bucket', 'StorageQuarantine'), 'PublicAccessBlockConfiguration')[
        'RestrictPublicBuckets'
      ] = false),
  },
  {
    name: 'TLS-only removed from a bucket',
    catcher: 'tls-only',
    apply: (d) => delete d[id(d, 'S3::BucketPolicy', 'StorageMaterials')],
  },
  {
    name: 'TLS-only of a queue turned round',
    catcher: 'tls-only',
    apply: (d) =>
      (inner(properties(d, 'SQS::QueuePolicy'), 'PolicyDocument', 'Statement', 0)['Condition'] = {
        Bool: { 'aws:SecureTransport': 'true' },
      }),
  },
  {
    name: 'bucket turned into a web site',
    catcher: 'bucket-closed',
    apply: (d) =>
      (properties(d, 'S3::Bucket', 'StorageMaterials')['WebsiteConfiguration'] = { IndexDocument: 'x' }),
  },
  {
    name: 'bucket of materials without versions',
    catcher: 'bucket-versioned',
    apply: (d) => drop(properties(d, 'S3::Bucket', 'StorageMaterials'), 'VersioningConfiguration'),
  },
  {
    name: 'bucket of files under a key of S3',
    catcher: 'bucket-of-county',
    apply: (d) =>
      drop(
        inner(
          properties(d, 'S3::Bucket', 'StorageArchive'),
          'BucketEncryption',
          'ServerSideEncryptionConfiguration',
          0,
          'ServerSideEncryptionByDefault',
        ),
        'KMSMasterKeyID',
      ),
  },
  {
    name: 'key that is gone within a week',
    catcher: 'key-guarded',
    apply: (d) => (properties(d, 'KMS::Key', 'KeysLookup')['PendingWindowInDays'] = 7),
  },
  {
    name: 'key switched off',
    catcher: 'key-guarded',
    apply: (d) => (properties(d, 'KMS::Key', 'KeysLicence')['Enabled'] = false),
  },
  {
    name: 'log with DESTROY',
    catcher: 'data-kept',
    apply: (d) => (((d[id(d, 'Logs::LogGroup', 'Apistaff')] ?? {}) as Json)['DeletionPolicy'] = 'Delete'),
  },
  {
    name: 'machine that a failed first deployment leaves behind',
    catcher: 'data-kept',
    apply: (d) => (((d[id(d, 'StepFunctions::StateMachine')] ?? {}) as Json)['DeletionPolicy'] = 'Retain'),
  },
  {
    name: 'data bucket with DESTROY',
    catcher: 'data-kept',
    apply: (d) => (((d[id(d, 'S3::Bucket', 'StorageMaterials')] ?? {}) as Json)['DeletionPolicy'] = 'Delete'),
  },
  {
    name: 'table with DESTROY',
    catcher: 'data-kept',
    apply: (d) => delete ((d[id(d, 'DynamoDB::GlobalTable')] ?? {}) as Json)['DeletionPolicy'],
  },
  {
    name: 'signing key replaced without keeping the old one',
    catcher: 'data-kept',
    apply: (d) => (((d[id(d, 'KMS::Key', 'KeysLicence')] ?? {}) as Json)['UpdateReplacePolicy'] = 'Delete'),
  },
  {
    name: 'no point-in-time recovery',
    catcher: 'table-restorable',
    apply: (d) => drop(replica(d), 'PointInTimeRecoverySpecification'),
  },
  {
    name: 'deletion protection off',
    catcher: 'table-guarded',
    apply: (d) => (replica(d)['DeletionProtectionEnabled'] = false),
  },
  {
    name: 'KMS rotation off',
    catcher: 'key-rotates',
    apply: (d) => drop(properties(d, 'KMS::Key', 'KeysRecords'), 'EnableKeyRotation'),
  },
  {
    name: 'missing log retention',
    catcher: 'log-kept',
    apply: (d) => drop(properties(d, 'Logs::LogGroup'), 'RetentionInDays'),
  },
  {
    name: 'log kept for a month',
    catcher: 'log-kept',
    apply: (d) => (properties(d, 'Logs::LogGroup', 'Api')['RetentionInDays'] = 30),
  },
];
