import { drop, id, inner, type Json, type Mutation, properties, statements } from './mutation.ts';

const EVERYBODY = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' };

/** Who may be let in, and who calls what. The list for people is in ../README.md. */
export const ACCESS_MUTATIONS: readonly Mutation[] = [
  {
    name: 'bucket that everybody may read',
    catcher: 'no-stranger',
    apply: (d) => carried(properties(d, 'S3::BucketPolicy', 'StorageMaterials')).push(EVERYBODY),
  },
  {
    name: 'key that everybody may use',
    catcher: 'no-stranger',
    apply: (d) =>
      carried(properties(d, 'KMS::Key', 'KeysRecords'), 'KeyPolicy').push({
        ...EVERYBODY,
        Principal: { AWS: '*' },
        Action: 'kms:Decrypt',
      }),
  },
  {
    name: 'queue that another account may read',
    catcher: 'no-stranger',
    apply: (d) =>
      carried(properties(d, 'SQS::QueuePolicy')).push({
        ...EVERYBODY,
        Principal: { AWS: '111122223333' },
        Action: 'sqs:ReceiveMessage',
      }),
  },
  {
    name: 'pages that any distribution may read',
    catcher: 'no-stranger',
    partition: 'aws',
    apply: (d) => {
      const open = carried(properties(d, 'S3::BucketPolicy', 'WebPages')).find(({ Principal }) =>
        JSON.stringify(Principal).includes('cloudfront'),
      );
      drop(open ?? {}, 'Condition');
    },
  },
  {
    name: 'function that any rule of any account may start',
    catcher: 'no-stranger',
    apply: (d) =>
      (d['Further'] = {
        Type: 'AWS::Lambda::Permission',
        Properties: { Principal: 'events.amazonaws.com', FunctionName: 'x', Action: 'lambda:InvokeFunction' },
      }),
  },
  {
    name: 'role that everybody may put on',
    catcher: 'role-of-service',
    apply: (d) =>
      carried(properties(d, 'IAM::Role', 'Apistaff'), 'AssumeRolePolicyDocument').push({
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: 'sts:AssumeRole',
      }),
  },
  {
    name: 'permissions inside a role',
    catcher: 'policy-in-sight',
    apply: (d) => (properties(d, 'IAM::Role', 'Apistaff')['Policies'] = [{ PolicyName: 'more' }]),
  },
  {
    name: 'permissions beside the policies',
    catcher: 'policy-in-sight',
    apply: (d) => (d['More'] = { Type: 'AWS::IAM::ManagedPolicy', Properties: {} }),
  },
  {
    name: 'all actions but some',
    catcher: 'policy-in-sight',
    apply: (d) =>
      statements(d, 'CaseworkMachine').push({ Effect: 'Allow', NotAction: 'iam:GetUser', Resource: '*' }),
  },
  {
    name: 'key that opens more than the one thing',
    catcher: 'key-bound',
    apply: (d) => {
      const opening = statements(d, 'CaseworkIssue').find(({ Action }) =>
        JSON.stringify(Action).includes('kms:Decrypt'),
      );
      drop(opening ?? {}, 'Condition');
    },
  },
  {
    name: 'secret in the open',
    catcher: 'secret-referred',
    apply: (d) =>
      (inner(properties(d, 'Lambda::Function', 'Apistaff'), 'Environment', 'Variables')[
        'PROVINCE_SECRET_KEY'
      ] = 'a value'),
  },
  {
    name: 'step that the machine may not call',
    catcher: 'call-permitted',
    apply: (d) => (calling(d)['Resource'] = [{ Ref: id(d, 'Lambda::Alias', 'CaseworkIssue') }]),
  },
  {
    name: 'machine that may call everything',
    catcher: 'call-permitted',
    apply: (d) => (calling(d)['Resource'] = '*'),
  },
  {
    name: 'machine that may not use its key',
    catcher: 'call-permitted',
    apply: (d) => (inner(statements(d, 'CaseworkMachine'), 0)['Action'] = 'kms:GenerateDataKey'),
  },
  {
    name: 'rule that may not start its function',
    catcher: 'call-permitted',
    apply: (d) => delete d[id(d, 'Lambda::Permission', 'Schedulesreplay')],
  },
  {
    name: 'API that may not call the staff’s function',
    catcher: 'call-permitted',
    apply: (d) => delete d[id(d, 'Lambda::Permission', 'Apilisttasks')],
  },
  {
    name: 'API that may not ask the authoriser',
    catcher: 'call-permitted',
    apply: (d) => delete d[id(d, 'Lambda::Permission', 'ApiHttp')],
  },
  {
    name: 'rule that may leave nothing in the dead letters',
    catcher: 'call-permitted',
    apply: (d) => carried(properties(d, 'SQS::QueuePolicy')).splice(1, 1),
  },
  {
    name: 'function called past its alias, by the API',
    catcher: 'called-by-alias',
    apply: (d) =>
      (properties(d, 'ApiGatewayV2::Integration', 'Apilisttasks')['IntegrationUri'] = {
        'Fn::GetAtt': [id(d, 'Lambda::Function', 'Apistaff'), 'Arn'],
      }),
  },
  {
    name: 'function called past its alias, by the machine',
    catcher: 'called-by-alias',
    apply: (d) =>
      (inner(properties(d, 'StepFunctions::StateMachine'), 'DefinitionSubstitutions')['Issue'] = {
        'Fn::GetAtt': [id(d, 'Lambda::Function', 'CaseworkIssue'), 'Arn'],
      }),
  },
  {
    name: 'rule switched off',
    catcher: 'schedule-runs',
    apply: (d) => (properties(d, 'Events::Rule', 'Schedulessweep')['State'] = 'DISABLED'),
  },
  {
    name: 'rule without a target',
    catcher: 'schedule-runs',
    apply: (d) => (properties(d, 'Events::Rule', 'Schedulessweep')['Targets'] = []),
  },
  {
    name: 'version that is gone with the next release',
    catcher: 'version-kept',
    apply: (d) => (((d[id(d, 'Lambda::Version')] ?? {}) as Json)['DeletionPolicy'] = 'Delete'),
  },
  {
    name: 'alias that leads to another function',
    catcher: 'version-kept',
    apply: (d) =>
      (properties(d, 'Lambda::Alias', 'CaseworkIssue')['FunctionName'] = {
        Ref: id(d, 'Lambda::Function', 'CaseworkCheck'),
      }),
  },
];

/** Statements of a policy that a thing carries itself. */
function carried(of: Json, document = 'PolicyDocument'): Json[] {
  return inner(of, document, 'Statement') as unknown as Json[];
}

/** By which the machine may call its steps. */
function calling(draft: Parameters<typeof statements>[0]): Json {
  const found = statements(draft, 'CaseworkMachine').find(({ Action }) => Action === 'lambda:InvokeFunction');
  if (!found) throw new Error('The machine may call nothing');
  return found;
}
