import {
  at,
  every,
  type Objection,
  ofType,
  type PolicyStatement,
  type Rule,
  statementsIn,
  type Subject,
  type TemplateResource,
} from './template.ts';

/** Policies that things carry themselves: kind of resource, and the property that holds the document. */
const CARRIED = {
  'S3::BucketPolicy': 'PolicyDocument',
  'SNS::TopicPolicy': 'PolicyDocument',
  'SQS::QueuePolicy': 'PolicyDocument',
  'KMS::Key': 'KeyPolicy',
} as const;
/** Ways of granting that no rule and no test here looks into. */
const OUT_OF_SIGHT = ['ManagedPolicy', 'RolePolicy', 'UserPolicy', 'User', 'Group', 'AccessKey'];

/**
 * What is carried lets in the account itself and services that act for one thing of it: never everybody, never another
 * account. A key may name a service without its source, for it opens nothing by itself.
 */
const noStranger: Rule = (subject) => [
  ...Object.entries(CARRIED).flatMap(([type, property]) =>
    ofType(subject, type).flatMap(([id, { Properties }]) =>
      statementsIn(Properties[property])
        .filter(({ allows }) => allows)
        .flatMap((statement) => strangersIn(statement, type === 'KMS::Key', subject))
        .map((why): Objection => [id, why]),
    ),
  ),
  ...every(
    subject,
    'Lambda::Permission',
    ({ Properties: { Principal, SourceArn } }) => isService(Principal) && SourceArn !== undefined,
    'lets in more than one thing of a service',
  ),
];

function strangersIn({ principals, condition }: PolicyStatement, isKey: boolean, subject: Subject): string[] {
  return principals.flatMap(([kind, name]) => {
    if (kind === 'Service')
      return isKey || /"aws:Source(?:Arn|Account)"/iu.test(JSON.stringify(condition ?? null))
        ? []
        : [`lets ${String(name)} in for whoever asks it`];
    if (kind === 'AWS') return isOwnAccount(name) ? [] : ['lets another account in'];
    if (kind === 'CanonicalUser') return isIdentity(name, subject) ? [] : ['lets another account in'];
    return ['lets everybody in'];
  });
}

function isOwnAccount(name: unknown): boolean {
  return /:iam::",\{"Ref":"AWS::AccountId"\},":/u.test(JSON.stringify(name));
}

/** By which CloudFront reads in China. */
function isIdentity(name: unknown, subject: Subject): boolean {
  return ofType(subject, 'CloudFront::CloudFrontOriginAccessIdentity').some(([id]) =>
    JSON.stringify(name).includes(`"${id}"`),
  );
}

function isService(principal: unknown): boolean {
  return typeof principal === 'string' && principal.endsWith('.amazonaws.com');
}

/** A role is put on by services only. */
const rolesOfServices: Rule = (subject) =>
  every(
    subject,
    'IAM::Role',
    ({ Properties }) =>
      statementsIn(Properties['AssumeRolePolicyDocument']).every(({ principals, inverted }) =>
        principals.every(([kind, name]) => !inverted && kind === 'Service' && isService(name)),
      ),
    'can be put on by others than a service',
  );

/** Every permission stands in a policy of its role, and says what it means. */
const policiesInSight: Rule = (subject) => [
  ...OUT_OF_SIGHT.flatMap((type) => every(subject, `IAM::${type}`, () => false, 'grants out of sight')),
  ...every(
    subject,
    'IAM::Role',
    ({ Properties }) => Properties['Policies'] === undefined && Properties['ManagedPolicyArns'] === undefined,
    'has permissions besides those of its policy',
  ),
  ...every(subject, 'IAM::Policy', isStraight, 'allows all but what it names'),
];

function isStraight({ Properties }: TemplateResource): boolean {
  return statementsIn(Properties['PolicyDocument']).every(({ inverted }) => !inverted);
}

/** Which keys open what is kept, and how they are bound: to the one thing that the service says it opens. */
const keysBound: Rule = (subject) =>
  every(
    subject,
    'IAM::Policy',
    ({ Properties }) =>
      statementsIn(Properties['PolicyDocument']).every(
        ({ allows, actions, condition }) =>
          !allows ||
          !actions.some((action) => OPENING.has(action)) ||
          JSON.stringify(condition ?? null).includes('"kms:EncryptionContext:'),
      ),
    'opens everything under a key, whatever it is',
  );
const OPENING: ReadonlySet<string> = new Set(['kms:Decrypt', 'kms:GenerateDataKey', 'kms:Encrypt']);

/** What others entrust to the county is in its secret, and the template has the name only. */
const secretsReferred: Rule = (subject) =>
  every(
    subject,
    'Lambda::Function',
    ({ Properties }) =>
      Object.entries(settingsOf(Properties)).every(
        ([name, value]) =>
          !/(?:ACCESS_KEY|SECRET_KEY|PASSWORD)$/u.test(name) ||
          /^"\{\{resolve:secretsmanager:[^"]+\}\}"$/u.test(JSON.stringify(value)),
      ),
    'holds a secret itself',
  );

function settingsOf(properties: unknown): object {
  const settings = at(properties, 'Environment.Variables');
  return typeof settings === 'object' && settings !== null ? settings : {};
}

/** Promises about who is let in. */
export const ACCESS_RULES = {
  'no-stranger': noStranger,
  'role-of-service': rolesOfServices,
  'policy-in-sight': policiesInSight,
  'key-bound': keysBound,
  'secret-referred': secretsReferred,
} as const satisfies Record<string, Rule>;
