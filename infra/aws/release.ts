import { AlarmRule, CompositeAlarm, type IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';

export interface ReleaseProps {
  readonly county: string;
  /** What must stay quiet while a release settles. */
  readonly alarms: readonly IAlarm[];
}

/**
 * One alarm over everything that a bad release would set off. CloudFormation rolls an update back while it sounds; it
 * watches five triggers at most, so they are one.
 * @see docs/adr/0018-releases-are-rolled-back-by-an-alarm.md
 */
export class Release extends Construct {
  /** For the deployment, which makes it the trigger of a rollback. */
  readonly alarmArn: string;

  constructor(scope: Construct, id: string, { county, alarms }: ReleaseProps) {
    super(scope, id);
    const { alarmArn } = new CompositeAlarm(this, 'Alarm', {
      compositeAlarmName: `huren-${county}-release`,
      alarmDescription:
        'Functions of the API or of the machine fail: a release under way is taken back. What to do: docs/runbook.md#a-release-is-rolled-back',
      alarmRule: AlarmRule.anyOf(...alarms),
    });
    this.alarmArn = alarmArn;
  }
}
