import { at, every, named, ofType, type Rule, type Subject } from './template.ts';

const REPLICA = 'Replicas.0';
const DEFAULT_ENCRYPTION =
  'BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault';
const SHUT = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];

/**
 * What is done with it when it leaves the stack. What has a fixed name may go with a first deployment that fails, before
 * it holds anything: the next try would find the name taken.
 */
const KEPT = {
  'DynamoDB::GlobalTable': 'Retain',
  'S3::Bucket': 'Retain',
  'KMS::Key': 'Retain',
  'StepFunctions::StateMachine': 'RetainExceptOnCreate',
  'Logs::LogGroup': 'RetainExceptOnCreate',
} as const;

/** What holds data, and what data cannot be read without, outlives the stack. */
const kept: Rule = (subject) =>
  Object.entries(KEPT).flatMap(([type, policy]) =>
    every(
      subject,
      type,
      ({ DeletionPolicy, UpdateReplacePolicy }) =>
        DeletionPolicy === policy && UpdateReplacePolicy === 'Retain',
      'would be deleted with the stack',
    ),
  );

const encrypted: Rule = (subject) => [
  ...every(
    subject,
    'DynamoDB::GlobalTable',
    ({ Properties }) =>
      at(Properties, 'SSESpecification.SSEType') === 'KMS' &&
      at(Properties, `${REPLICA}.SSESpecification.KMSMasterKeyId`) !== undefined,
    'is not encrypted with the county’s key',
  ),
  ...every(
    subject,
    'S3::Bucket',
    ({ Properties }) => at(Properties, DEFAULT_ENCRYPTION) !== undefined,
    'is not encrypted',
  ),
  ...every(
    subject,
    'SNS::Topic',
    ({ Properties }) => Properties['KmsMasterKeyId'] !== undefined,
    'is not encrypted',
  ),
  ...every(
    subject,
    'SQS::Queue',
    ({ Properties }) =>
      Properties['SqsManagedSseEnabled'] === true || Properties['KmsMasterKeyId'] !== undefined,
    'is not encrypted',
  ),
  ...every(
    subject,
    'StepFunctions::StateMachine',
    ({ Properties }) => at(Properties, 'EncryptionConfiguration.Type') === 'CUSTOMER_MANAGED_KMS_KEY',
    'is not encrypted with the county’s key',
  ),
  ...every(
    subject,
    'Lambda::Function',
    ({ Properties }) => Properties['KmsKeyArn'] !== undefined,
    'keeps its settings without the county’s key',
  ),
];

const restorable: Rule = (subject) =>
  every(
    subject,
    'DynamoDB::GlobalTable',
    ({ Properties }) =>
      at(Properties, `${REPLICA}.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled`) === true,
    'cannot be put back to an earlier second',
  );

const guarded: Rule = (subject) =>
  every(
    subject,
    'DynamoDB::GlobalTable',
    ({ Properties }) => at(Properties, `${REPLICA}.DeletionProtectionEnabled`) === true,
    'can be deleted by mistake',
  );

const closed: Rule = (subject) =>
  every(
    subject,
    'S3::Bucket',
    ({ Properties }) =>
      Properties['WebsiteConfiguration'] === undefined &&
      SHUT.every((name) => at(Properties, `PublicAccessBlockConfiguration.${name}`) === true),
    'is open to the public',
  );

/** Buckets, topics and queues answer to nobody who does not come by TLS. */
const byTls: Rule = (subject) => {
  const sure = new Set(
    ['S3::BucketPolicy', 'SNS::TopicPolicy', 'SQS::QueuePolicy'].flatMap((type) =>
      ofType(subject, type).flatMap(([, { Properties }]) =>
        refusesPlain(Properties) ? refsIn(Properties) : [],
      ),
    ),
  );
  return ['S3::Bucket', 'SNS::Topic', 'SQS::Queue'].flatMap((type) =>
    every(subject, type, (_resource, id) => sure.has(id), 'can be reached without TLS'),
  );
};

function refusesPlain(properties: unknown): boolean {
  const statements = at(properties, 'PolicyDocument.Statement');
  return (
    Array.isArray(statements) &&
    statements.some(
      (statement) =>
        at(statement, 'Effect') === 'Deny' &&
        named(at(statement, 'Condition.Bool'), 'aws:SecureTransport') === 'false',
    )
  );
}

/** What the policy is attached to. */
function refsIn(properties: Readonly<Record<string, unknown>>): string[] {
  return [properties['Bucket'], properties['Topics'], properties['Queues']]
    .flat()
    .flatMap((target) => (typeof at(target, 'Ref') === 'string' ? [String(at(target, 'Ref'))] : []));
}

const rotating: Rule = (subject: Subject) =>
  every(
    subject,
    'KMS::Key',
    // Keys that sign or hash cannot be rotated by KMS; they are replaced by hand.
    ({ Properties }) => Properties['KeySpec'] !== undefined || Properties['EnableKeyRotation'] === true,
    'never changes',
  );

/** A month, if somebody wants a key gone: without it nothing is read or verified any more. */
const keysGuarded: Rule = (subject) =>
  every(
    subject,
    'KMS::Key',
    ({ Properties }) => Properties['PendingWindowInDays'] === 30 && Properties['Enabled'] !== false,
    'can be gone before a month is over, or serves nobody',
  );

/** What never forgets can also be put back: an object that was overwritten or deleted by mistake. */
const versioned: Rule = (subject) =>
  every(
    subject,
    'S3::Bucket',
    ({ Properties }) =>
      at(Properties, 'LifecycleConfiguration.Rules.0.ExpirationInDays') !== undefined ||
      at(Properties, 'VersioningConfiguration.Status') === 'Enabled',
    'forgets what is overwritten',
  );

/** What was uploaded or kept is encrypted with the county's own key; logs, which AWS writes, and published pages need none. */
const ofTheCounty: Rule = (subject) =>
  every(
    subject,
    'S3::Bucket',
    ({ Properties }, id) =>
      !/^Storage(?!AccessLogs)/u.test(id) ||
      at(Properties, DEFAULT_ENCRYPTION) === undefined ||
      at(Properties, `${DEFAULT_ENCRYPTION}.KMSMasterKeyID`) !== undefined,
    'is encrypted with a key of S3',
  );

/** A year: six months is the least the Cybersecurity Law, art. 21, allows. */
const logsKept: Rule = (subject) =>
  every(
    subject,
    'Logs::LogGroup',
    ({ Properties }) => Properties['RetentionInDays'] === 365,
    'is not kept for a year',
  );

/** Promises about what is kept. */
export const DATA_RULES = {
  'data-kept': kept,
  'data-encrypted': encrypted,
  'table-restorable': restorable,
  'table-guarded': guarded,
  'bucket-closed': closed,
  'tls-only': byTls,
  'key-rotates': rotating,
  'log-kept': logsKept,
  'key-guarded': keysGuarded,
  'bucket-versioned': versioned,
  'bucket-of-county': ofTheCounty,
} as const satisfies Record<string, Rule>;
