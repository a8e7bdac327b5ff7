import {
  at,
  every,
  names,
  type Objection,
  ofType,
  refsIn,
  type Rule,
  statementsIn,
  type Subject,
} from './template.ts';

/** What a dimension names: a kind of resource, of which it must be one here, or words. */
type Dimension = { readonly of: string } | { readonly words: readonly string[] };

const FUNCTION: Dimension = { of: 'Lambda::Function' };
const MACHINE: Dimension = { of: 'StepFunctions::StateMachine' };
/**
 * What AWS measures, as far as an alarm here asks for it: dimensions of each namespace, and its metrics. An alarm on
 * anything else is silent for ever.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/aws-services-cloudwatch-metrics.html
 */
const MEASURED: Readonly<
  Record<string, { readonly by: Readonly<Record<string, Dimension>>; readonly metrics: readonly string[] }>
> = {
  'AWS/Lambda': { by: { FunctionName: FUNCTION }, metrics: ['Errors', 'Throttles'] },
  'AWS/States': {
    by: { StateMachineArn: MACHINE },
    metrics: ['ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionsAborted'],
  },
  'AWS/ApiGateway': {
    by: { ApiId: { of: 'ApiGatewayV2::Api' }, Stage: { words: ['$default'] } },
    metrics: ['5xx', 'Latency'],
  },
  'AWS/DynamoDB': {
    by: { TableName: { of: 'DynamoDB::GlobalTable' }, GlobalSecondaryIndexName: { words: ['queue'] } },
    metrics: ['ReadThrottleEvents', 'WriteThrottleEvents'],
  },
  'AWS/SQS': { by: { QueueName: { of: 'SQS::Queue' } }, metrics: ['ApproximateNumberOfMessagesVisible'] },
  'AWS/SNS': { by: { PhoneNumber: { words: ['PhoneNumber'] } }, metrics: ['NumberOfNotificationsFailed'] },
  'AWS/Usage': {
    by: {
      Class: { words: ['None'] },
      Resource: { words: ['ConcurrentExecutions'] },
      Service: { words: ['Lambda'] },
      Type: { words: ['Resource'] },
    },
    metrics: ['ResourceCount'],
  },
};
/** Asked of the whole account where no dimension is named. */
const OF_ACCOUNT = new Set(['Throttles']);

/** One metric that an alarm looks at. */
interface Looked {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: readonly (readonly [name: string, value: unknown])[];
}

function lookedAt(properties: Readonly<Record<string, unknown>>): Looked[] {
  const parts = properties['Metrics'];
  const metrics = Array.isArray(parts)
    ? parts.map((part) => at(part, 'MetricStat.Metric')).filter((metric) => metric !== undefined)
    : [properties];
  return metrics.map((metric) => {
    const dimensions = at(metric, 'Dimensions');
    return {
      namespace: String(at(metric, 'Namespace')),
      metric: String(at(metric, 'MetricName')),
      dimensions: (Array.isArray(dimensions) ? dimensions : []).map(
        (one) => [String(at(one, 'Name')), at(one, 'Value')] as const,
      ),
    };
  });
}

/** Somebody emits what an alarm looks at: AWS for a thing of this stack, or a filter over a log. */
const measured: Rule = (subject) =>
  ofType(subject, 'CloudWatch::Alarm').flatMap(([id, { Properties }]) =>
    lookedAt(Properties)
      .filter((looked) => !isEmitted(looked, subject))
      .map(({ namespace, metric }): Objection => [
        id,
        `looks at ${namespace} ${metric}, which nobody emits so`,
      ]),
  );

function isEmitted({ namespace, metric, dimensions }: Looked, subject: Subject): boolean {
  const known = MEASURED[namespace];
  if (!known) return dimensions.length === 0 && isCounted(namespace, metric, subject);
  return (
    known.metrics.includes(metric) &&
    (dimensions.length > 0 || OF_ACCOUNT.has(metric)) &&
    dimensions.every(([name, value]) => isOne(known.by[name], value, subject))
  );
}

function isOne(dimension: Dimension | undefined, value: unknown, subject: Subject): boolean {
  if (dimension === undefined) return false;
  if ('words' in dimension) return typeof value === 'string' && dimension.words.includes(value);
  return refsIn(value).some((ref) => subject.resources[ref]?.Type === `AWS::${dimension.of}`);
}

function isCounted(namespace: string, metric: string, subject: Subject): boolean {
  return ofType(subject, 'Logs::MetricFilter').some(
    ([, { Properties }]) =>
      at(Properties, 'MetricTransformations.0.MetricNamespace') === namespace &&
      at(Properties, 'MetricTransformations.0.MetricName') === metric,
  );
}

/** Every function has an alarm over its own errors. */
const watched: Rule = (subject) => {
  const seen = new Set(
    ofType(subject, 'CloudWatch::Alarm').flatMap(([, { Properties }]) =>
      lookedAt(Properties)
        .filter(({ namespace, metric }) => namespace === 'AWS/Lambda' && metric === 'Errors')
        .flatMap(({ dimensions }) => dimensions.flatMap(([, value]) => refsIn(value))),
    ),
  );
  return every(
    subject,
    'Lambda::Function',
    (_resource, id) => seen.has(id),
    'ends in errors and no alarm sounds',
  );
};

/** An alarm that sounds is heard: it has where to go, CloudWatch may go there, and may encrypt what it says. */
const heard: Rule = (subject) =>
  every(
    subject,
    'CloudWatch::Alarm',
    ({ Properties }) => {
      const topics = refsIn(Properties['AlarmActions']);
      return (
        Properties['ActionsEnabled'] !== false &&
        topics.length > 0 &&
        topics.every((topic) => takesAlarms(topic, subject))
      );
    },
    'sounds and nobody hears it',
  );

function takesAlarms(topic: string, subject: Subject): boolean {
  const letIn = ofType(subject, 'SNS::TopicPolicy')
    .filter(([, { Properties }]) => names(Properties['Topics'], topic))
    .flatMap(([, { Properties }]) => statementsIn(Properties['PolicyDocument']));
  const keys = refsIn(subject.resources[topic]?.Properties['KmsMasterKeyId']);
  return (
    letIn.some((statement) => isForCloudWatch(statement, ['sns:Publish'])) &&
    keys.every((key) =>
      statementsIn(subject.resources[key]?.Properties['KeyPolicy']).some((statement) =>
        isForCloudWatch(statement, ['kms:Decrypt', 'kms:GenerateDataKey']),
      ),
    )
  );
}

function isForCloudWatch(
  { allows, actions, principals }: ReturnType<typeof statementsIn>[number],
  needed: readonly string[],
): boolean {
  const byItself = principals.some(
    ([kind, name]) => kind === 'Service' && name === 'cloudwatch.amazonaws.com',
  );
  return allows && byItself && needed.every((action) => actions.includes(action));
}

/** Entries of the runbook about what a bad release sets off; said here once more, apart from the stack that is judged. */
const OF_RELEASE =
  /#(?:a-case-has-stopped|a-step-keeps-failing|the-api-keeps-failing|the-api-answers-with-faults)$/u;

/** Everything that a bad release sets off is in the alarm that takes it back. */
const releaseGuarded: Rule = (subject) => {
  const guards = ofType(subject, 'CloudWatch::CompositeAlarm').map(
    ([, { Properties }]) => Properties['AlarmRule'],
  );
  return every(
    subject,
    'CloudWatch::Alarm',
    ({ Properties }, id) =>
      !OF_RELEASE.test(String(Properties['AlarmDescription'])) || guards.some((rule) => names(rule, id)),
    'takes no bad release back',
  );
};

/** Promises about alarms. */
export const ALARM_RULES = {
  'alarm-measures': measured,
  'alarm-heard': heard,
  'function-watched': watched,
  'release-guarded': releaseGuarded,
} as const satisfies Record<string, Rule>;
