import { beforeAll, describe, expect, it } from 'vitest';
import { TABLE } from '../../infra/local/table.ts';
import { FUNCTION_COUNT, type Resource, synthesise, type Synthesised } from './synthesised.ts';

let county: Synthesised;
beforeAll(async () => {
  county = await synthesise('cn-northwest-1');
});

function bucket(name: string): Resource {
  const found = Object.entries(county.resources).find(
    ([id, { Type }]) => Type === 'AWS::S3::Bucket' && id.startsWith(`Storage${name}`),
  );
  if (!found) throw new Error(`No bucket ${name}`);
  return found[1];
}

describe('What is kept', () => {
  it('outlives the stack', () => {
    const kept = ['DynamoDB::GlobalTable', 'S3::Bucket', 'KMS::Key'].flatMap((type) => county.all(type));

    expect(kept).toHaveLength(1 + 4 + 6);
    expect(kept.map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(kept.map(() => 'Retain'));
  });

  it('outlives it with a fixed name too, but for a first deployment that fails: the name is free for the next', () => {
    const [machine] = county.all('StepFunctions::StateMachine');

    expect(machine?.DeletionPolicy).toBe('RetainExceptOnCreate');
  });

  it('is encrypted with the county’s own key', () => {
    const [table] = county.all('DynamoDB::GlobalTable');
    const own = { 'Fn::GetAtt': [expect.stringMatching(/^KeysRecords/u), 'Arn'] };

    expect(table?.Properties).toMatchObject({
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      Replicas: [{ SSESpecification: { KMSMasterKeyId: own } }],
    });
    for (const name of ['Quarantine', 'Materials', 'Archive']) {
      expect(bucket(name).Properties['BucketEncryption'], name).toMatchObject({
        ServerSideEncryptionConfiguration: [
          { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: own } },
        ],
      });
    }
  });

  it('is encrypted with keys that change every year', () => {
    const symmetric = county.all('KMS::Key').filter(({ Properties }) => !('KeySpec' in Properties));

    expect(symmetric.map(({ Properties }) => Properties['EnableKeyRotation'])).toEqual([true, true]);
  });
});

describe('The table', () => {
  it('can be put back to any second of the last 35 days and cannot be deleted by mistake', () => {
    const [table] = county.all('DynamoDB::GlobalTable');

    expect(table?.Properties['Replicas']).toMatchObject([
      {
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
      },
    ]);
  });

  it('has the keys, the queue and the expiry that the adapters use', () => {
    const [table] = county.all('DynamoDB::GlobalTable');

    expect(table?.Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'queue',
          KeySchema: [
            { AttributeName: 'queuePk', KeyType: 'HASH' },
            { AttributeName: 'queueSk', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    });
  });
});

describe('The table of the embedded cloud', () => {
  it('has the same keys and the same index', () => {
    const [table] = county.all('DynamoDB::GlobalTable');

    expect(table?.Properties).toMatchObject({
      KeySchema: TABLE.KeySchema,
      GlobalSecondaryIndexes: TABLE.GlobalSecondaryIndexes,
    });
  });
});

describe('A bucket', () => {
  it('is closed to the public', () => {
    expect(
      county.all('S3::Bucket').map(({ Properties }) => Properties['PublicAccessBlockConfiguration']),
    ).toEqual(
      Array.from({ length: 4 }, () => ({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      })),
    );
  });

  it('refuses whoever does not come by TLS 1.2 or later', () => {
    const policies = county.all('S3::BucketPolicy').map(({ Properties }) => JSON.stringify(Properties));

    expect(policies).toHaveLength(4);
    expect(policies.filter((policy) => policy.includes('"aws:SecureTransport":"false"'))).toHaveLength(4);
    expect(policies.filter((policy) => policy.includes('"s3:TlsVersion":1.2'))).toHaveLength(4);
  });

  it('for quarantine forgets what nobody submitted', () => {
    expect(bucket('Quarantine').Properties['LifecycleConfiguration']).toMatchObject({
      Rules: [{ ExpirationInDays: 180, Status: 'Enabled' }],
    });
  });

  it('for materials or files never forgets', () => {
    expect(bucket('Materials').Properties).not.toHaveProperty('LifecycleConfiguration');
    expect(bucket('Archive').Properties).not.toHaveProperty('LifecycleConfiguration');
  });

  it('for files keeps each version under a lock', () => {
    expect(bucket('Archive').Properties).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 3650 } } },
    });
  });
});

describe('A log', () => {
  it('is kept for a year, longer than the six months of the Cybersecurity Law', () => {
    const logs = county.all('Logs::LogGroup');

    expect(logs).toHaveLength(FUNCTION_COUNT + 2);
    expect(new Set(logs.map(({ Properties }) => Properties['RetentionInDays']))).toEqual(new Set([365]));
    expect(new Set(logs.map(({ DeletionPolicy }) => DeletionPolicy))).toEqual(
      new Set(['RetainExceptOnCreate']),
    );
  });
});
