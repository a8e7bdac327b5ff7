import { drop, type Draft, id, inner, type Json, type Mutation, properties } from './mutation.ts';

/** What may go wrong with alarms, and with what takes a release back. The list for people is in ../README.md. */
export const ALARM_MUTATIONS: readonly Mutation[] = [
  {
    name: 'alarm on a metric of another API',
    catcher: 'alarm-measures',
    apply: (d) => (alarm(d, 'MonitoringApiFaults')['MetricName'] = '5XXError'),
  },
  {
    name: 'alarm on another namespace',
    catcher: 'alarm-measures',
    apply: (d) => (alarm(d, 'MonitoringApiFaults')['Namespace'] = 'AWS/HttpApi'),
  },
  {
    name: 'alarm on a misspelt dimension',
    catcher: 'alarm-measures',
    apply: (d) =>
      (inner(alarm(d, 'MonitoringTableThrottled'), 'Metrics', 1, 'MetricStat', 'Metric', 'Dimensions', 0)[
        'Name'
      ] = 'Table'),
  },
  {
    name: 'alarm on a queue that is not here',
    catcher: 'alarm-measures',
    apply: (d) =>
      (inner(alarm(d, 'MonitoringScheduledGivenUp'), 'Dimensions', 0)['Value'] = 'huren-dead-letters'),
  },
  {
    name: 'alarm on a code that nobody counts',
    catcher: 'alarm-measures',
    apply: (d) =>
      (inner(properties(d, 'Logs::MetricFilter', 'Schedulesbreach'), 'MetricTransformations', 0)[
        'MetricName'
      ] = 'breached'),
  },
  {
    name: 'codes counted where another county counts',
    catcher: 'alarm-measures',
    apply: (d) =>
      (inner(properties(d, 'Logs::MetricFilter', 'Schedulesbreach'), 'MetricTransformations', 0)[
        'MetricNamespace'
      ] = 'Huren/other'),
  },
  {
    name: 'function whose errors sound no alarm',
    catcher: 'function-watched',
    apply: (d) =>
      (inner(alarm(d, 'MonitoringApistaff'), 'Dimensions', 0)['Value'] = {
        Ref: id(d, 'Lambda::Function', 'Apipublic'),
      }),
  },
  {
    name: 'alarm that tells nobody',
    catcher: 'alarm-heard',
    apply: (d) => drop(alarm(d, 'Monitoringbreach'), 'AlarmActions'),
  },
  {
    name: 'alarm with its actions off',
    catcher: 'alarm-heard',
    apply: (d) => (alarm(d, 'Monitoringbreach')['ActionsEnabled'] = false),
  },
  {
    name: 'operators’ topic that takes nothing from CloudWatch',
    catcher: 'alarm-heard',
    apply: (d) => forbidCloudWatch(properties(d, 'SNS::TopicPolicy'), 'PolicyDocument'),
  },
  {
    name: 'operators’ topic under a key that CloudWatch may not use',
    catcher: 'alarm-heard',
    apply: (d) => forbidCloudWatch(properties(d, 'KMS::Key', 'KeysTransit'), 'KeyPolicy'),
  },
  {
    name: 'step that takes no release back',
    catcher: 'release-guarded',
    apply: (d) => {
      const rule = inner(properties(d, 'CloudWatch::CompositeAlarm'), 'AlarmRule', 'Fn::Join', 1);
      const parts = rule as unknown as unknown[];
      const at = parts.findIndex((part) => JSON.stringify(part).includes('MonitoringIssueFailing'));
      if (at < 0) throw new Error('The alarm of a release does not name it');
      parts.splice(at, 1);
    },
  },
];

const alarm = (draft: Draft, beginning: string): Json => properties(draft, 'CloudWatch::Alarm', beginning);

function forbidCloudWatch(of: Json, document: string): void {
  const statements = inner(of, document, 'Statement') as unknown as Json[];
  const found = statements.findIndex(({ Principal }) =>
    JSON.stringify(Principal).includes('cloudwatch.amazonaws.com'),
  );
  if (found < 0) throw new Error('CloudWatch may not do it');
  statements.splice(found, 1);
}
