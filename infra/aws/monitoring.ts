import { Duration, Validations } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription, UrlSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { County } from '../../functions/domain/county.ts';
import type { Api } from './api.ts';
import type { Casework } from './casework.ts';
import type { Messaging } from './messaging.ts';
import { OF_RELEASE, type RunbookEntry } from './runbook-entry.ts';
import { accountMetric, sum, tableMetric, usedConcurrency } from './metrics.ts';
import type { Schedules } from './schedules.ts';
import type { Storage } from './storage.ts';

export interface MonitoringProps {
  /** Encrypts the notices to the operators. */
  readonly key: Key;
  /** Who is told: addresses for e-mail, or of a web hook. */
  readonly operators: County['operators'];
  readonly storage: Storage;
  readonly messaging: Messaging;
  readonly casework: Casework;
  readonly api: Api;
  readonly schedules: Schedules;
}

interface Watch {
  readonly id: string;
  readonly metric: IMetric;
  /** The alarm sounds at this number and above. */
  readonly atLeast: number;
  readonly meaning: string;
  readonly entry: RunbookEntry;
  /** Periods in a row that must be as bad. @default 1 */
  readonly periods?: number;
}

const PERIOD = Duration.minutes(5);
/** The alarms. Each says what it means and where it is written what to do; operators subscribe to the topic. */
export class Monitoring extends Construct {
  /** Those that a bad release sets off: functions and answers of the API, the machine and its steps. */
  readonly ofRelease: Alarm[] = [];
  readonly #operators: Topic;

  constructor(
    scope: Construct,
    id: string,
    { key, operators, storage, messaging, casework, api, schedules }: MonitoringProps,
  ) {
    super(scope, id);
    this.#operators = new Topic(this, 'Operators', { masterKey: key, enforceSSL: true });
    for (const address of operators) this.#tell(address);
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
      }),
    );

    const { machine } = casework;
    this.#watch({
      id: 'CaseStopped',
      metric: sum([
        machine.metricFailed({ period: PERIOD }),
        machine.metricTimedOut({ period: PERIOD }),
        machine.metricAborted({ period: PERIOD }),
      ]),
      atLeast: 1,
      meaning: 'An execution failed, timed out or was aborted: a case stands still while its clock runs.',
      entry: 'a-case-has-stopped',
    });
    for (const step of casework.steps) {
      this.#watch({
        id: `${step.node.id}Failing`,
        metric: casework.faultsOf(step),
        // Retries heal single faults.
        atLeast: 5,
        meaning: `The step ${step.node.id} fails again and again; its retries may run out.`,
        entry: 'a-step-keeps-failing',
      });
    }
    for (const fn of api.functions) {
      this.#watch({
        id: `Api-${fn.node.id}-Failing`,
        metric: fn.errors,
        atLeast: 3,
        meaning: `The function of the API ${fn.node.id} ends in errors.`,
        entry: 'the-api-keeps-failing',
      });
    }
    this.#watch({
      id: 'ApiFaults',
      metric: api.faults,
      atLeast: 5,
      meaning: 'People get answers of 500 or more.',
      entry: 'the-api-answers-with-faults',
    });
    this.#watch({
      id: 'ApiSlow',
      metric: api.latency,
      atLeast: 3_000,
      meaning: 'One answer in a hundred takes three seconds or more, for a quarter of an hour.',
      entry: 'the-api-answers-slowly',
      periods: 3,
    });
    this.#watch({
      id: 'TableThrottled',
      metric: sum(['ReadThrottleEvents', 'WriteThrottleEvents'].map((name) => tableMetric(storage, name))),
      atLeast: 1,
      meaning: 'The table turned requests away.',
      entry: 'the-table-turns-requests-away',
    });
    this.#watchConcurrency();
    if (messaging.failures)
      this.#watch({
        id: 'MessagesFailed',
        metric: messaging.failures.with({ period: PERIOD, statistic: 'Sum' }),
        atLeast: 1,
        meaning: 'Short messages did not go out; people do not know where their case stands.',
        entry: 'messages-are-not-delivered',
      });
    this.#watchSchedules(schedules);
  }

  #tell(address: string): void {
    const byWeb = address.includes('://');
    const subscription = this.#operators.addSubscription(
      byWeb ? new UrlSubscription(address) : new EmailSubscription(address),
    );
    Validations.of(subscription).acknowledge({
      id: 'Serverless-SNSRedrivePolicy',
      reason: 'A notice that nobody got is of no use in a queue; the alarm itself stays on in CloudWatch.',
    });
  }

  /** Where the alarms go. */
  get topicArn(): string {
    return this.#operators.topicArn;
  }

  #watchConcurrency(): void {
    this.#watch({
      id: 'FunctionsThrottled',
      metric: accountMetric('Throttles', 'Sum'),
      atLeast: 1,
      meaning: 'Calls of functions were turned away: more ran at once than the account may run.',
      entry: 'functions-are-turned-away',
    });
    this.#watch({
      id: 'FunctionsNearLimit',
      metric: usedConcurrency(),
      atLeast: 80,
      meaning: 'Four fifths of what the account may run at once ran at once, for a quarter of an hour.',
      entry: 'functions-are-turned-away',
      periods: 3,
    });
  }

  #watchSchedules({ all, givenUp }: Schedules): void {
    for (const { fn, findings } of all) {
      this.#watch({
        id: `Scheduled-${fn.node.id}-Failing`,
        metric: fn.errors,
        atLeast: 3,
        meaning: `The scheduled act ${fn.node.id} ends in errors: what it looks after is not looked after.`,
        entry: 'a-scheduled-act-fails',
      });
      for (const { code, metric } of findings) {
        this.#watch({ id: code, metric, atLeast: 1, meaning: `Found: ${code}.`, entry: code });
      }
    }
    this.#watch({
      id: 'ScheduledGivenUp',
      metric: givenUp,
      atLeast: 1,
      meaning: 'A scheduled act was given up after its repetitions.',
      entry: 'a-scheduled-act-fails',
    });
  }

  #watch({ id, metric, atLeast, meaning, entry, periods = 1 }: Watch): void {
    const alarm = new Alarm(this, id, {
      alarmDescription: `${meaning} What to do: docs/runbook.md#${entry}`,
      metric,
      threshold: atLeast,
      evaluationPeriods: periods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.#operators));
    if (OF_RELEASE.has(entry)) this.ofRelease.push(alarm);
  }
}
