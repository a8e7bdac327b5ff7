import {
  at,
  every,
  named,
  names,
  type Objection,
  ofType,
  refsIn,
  type Rule,
  statementsIn,
  type Subject,
  type TemplateResource,
} from './template.ts';

/** One thing that calls functions: by whom the call is made, and which values say what is called. */
interface Caller {
  readonly id: string;
  readonly service: string;
  /** What a permission's source must name. */
  readonly source: string;
  readonly called: readonly unknown[];
}

function callersIn(subject: Subject): Caller[] {
  const api = (type: string, property: string): Caller[] =>
    ofType(subject, type).map(([id, { Properties }]) => ({
      id,
      service: 'apigateway.amazonaws.com',
      source: refsIn(Properties['ApiId'])[0] ?? '',
      called: [Properties[property]],
    }));
  return [
    ...api('ApiGatewayV2::Integration', 'IntegrationUri'),
    ...api('ApiGatewayV2::Authorizer', 'AuthorizerUri'),
    ...ofType(subject, 'Events::Rule').map(([id, { Properties }]) => ({
      id,
      service: 'events.amazonaws.com',
      source: id,
      called: targetsOf(Properties).map((target) => at(target, 'Arn')),
    })),
  ];
}

function targetsOf(properties: unknown): readonly unknown[] {
  const targets = at(properties, 'Targets');
  return Array.isArray(targets) ? targets : [];
}

/** Functions, versions and aliases that a value names. */
function calledIn(value: unknown, { resources }: Subject, kind = 'AWS::Lambda::'): string[] {
  return refsIn(value).filter((ref) => resources[ref]?.Type.startsWith(kind));
}

const ALIAS = 'AWS::Lambda::Alias';

/** The live version is what callers call: only so does moving it back take a release back. */
const byAlias: Rule = (subject) => {
  const astray = (value: unknown): boolean => {
    const called = calledIn(value, subject);
    return called.length === 0 || called.length > calledIn(value, subject, ALIAS).length;
  };
  return [
    ...callersIn(subject).map(({ id, called }) => [id, called] as const),
    ...ofType(subject, 'StepFunctions::StateMachine').map(([id, one]) => [id, stepsOf(one)] as const),
  ].flatMap(([id, called]) =>
    called.some(astray) ? [[id, 'calls a function past its alias'] as const] : [],
  );
};

/** What the machine calls: all that is put into its definition but the partition. */
function stepsOf({ Properties }: TemplateResource): unknown[] {
  const given = Properties['DefinitionSubstitutions'];
  if (typeof given !== 'object' || given === null) return [];
  return Object.keys(given)
    .filter((name) => name !== 'Partition')
    .map((name) => named(given, name));
}

/** Whoever calls may call, and may leave behind what it could not start. Nothing says otherwise before the first call. */
const callsPermitted: Rule = (subject) => [
  ...callersIn(subject).flatMap(({ id, service, source, called }) =>
    calledIn(called, subject, ALIAS)
      .filter((alias) => !isPermitted(alias, service, source, subject))
      .map((alias): Objection => [id, `may not call ${alias}`]),
  ),
  ...ofType(subject, 'StepFunctions::StateMachine').flatMap(([id, one]) =>
    machineLacks(one, subject).map((what): Objection => [id, `may not use ${what}`]),
  ),
  ...ofType(subject, 'Events::Rule').flatMap(([id, { Properties }]) =>
    targetsOf(Properties)
      .flatMap((target) => refsIn(at(target, 'DeadLetterConfig')))
      .filter((queue) => !mayLeave(id, queue, subject))
      .map((queue): Objection => [id, `may not leave anything in ${queue}`]),
  ),
];

/** Steps that the machine's role may not call, and its key, where the role may not use it. */
function machineLacks(one: TemplateResource, subject: Subject): string[] {
  const [role = ''] = refsIn(one.Properties['RoleArn']);
  const may = (action: string, id: string): boolean =>
    policiesOf(role, subject).some(
      ({ actions, resource }) => actions.includes(action) && names(resource, id),
    );
  return [
    ...calledIn(stepsOf(one), subject, ALIAS).filter((alias) => !may('lambda:InvokeFunction', alias)),
    ...refsIn(at(one.Properties, 'EncryptionConfiguration.KmsKeyId')).filter(
      (key) => !may('kms:Decrypt', key) || !may('kms:GenerateDataKey', key),
    ),
  ];
}

function isPermitted(alias: string, service: string, source: string, subject: Subject): boolean {
  return ofType(subject, 'Lambda::Permission').some(
    ([, { Properties }]) =>
      Properties['Principal'] === service &&
      names(Properties['FunctionName'], alias) &&
      names(Properties['SourceArn'], source),
  );
}

function policiesOf(role: string, subject: Subject) {
  return ofType(subject, 'IAM::Policy')
    .filter(([, { Properties }]) => names(Properties['Roles'], role))
    .flatMap(([, { Properties }]) => statementsIn(Properties['PolicyDocument']))
    .filter(({ allows }) => allows);
}

function mayLeave(rule: string, queue: string, subject: Subject): boolean {
  return ofType(subject, 'SQS::QueuePolicy')
    .flatMap(([, { Properties }]) => statementsIn(Properties['PolicyDocument']))
    .some(
      ({ allows, actions, resource, condition }) =>
        allows && actions.includes('sqs:SendMessage') && names(resource, queue) && names(condition, rule),
    );
}

/** What time starts is started. */
const schedulesRun: Rule = (subject) =>
  every(
    subject,
    'Events::Rule',
    ({ Properties }) => Properties['State'] === 'ENABLED' && targetsOf(Properties).length > 0,
    'starts nothing',
  );

/** A version that is gone cannot be gone back to, and an alias leads to a version of its own function. */
const versionsKept: Rule = (subject) => [
  ...every(
    subject,
    'Lambda::Version',
    (one) => one.DeletionPolicy === 'Retain',
    'is gone with the next release',
  ),
  ...every(
    subject,
    'Lambda::Alias',
    ({ Properties }) => {
      const [version = ''] = refsIn(Properties['FunctionVersion']);
      const own = refsIn(subject.resources[version]?.Properties['FunctionName']);
      return own.length > 0 && own.join() === refsIn(Properties['FunctionName']).join();
    },
    'leads to a version of another function',
  ),
];

/** Promises about who calls what. */
export const CALL_RULES = {
  'called-by-alias': byAlias,
  'call-permitted': callsPermitted,
  'schedule-runs': schedulesRun,
  'version-kept': versionsKept,
} as const satisfies Record<string, Rule>;
