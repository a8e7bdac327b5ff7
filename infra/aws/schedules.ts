import { Duration, Validations } from 'aws-cdk-lib';
import type { IMetric, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { SCHEDULES, type FindingCode, type ScheduleRow } from '../../functions/timetable.ts';
import { ownNamespace } from './metrics.ts';
import { type FunctionSetup, ProductFunction } from './product-function.ts';

/** An act that time starts, its function, and a metric for each code of what it may find. */
export interface ScheduledFunction {
  readonly fn: ProductFunction;
  readonly findings: readonly { readonly code: FindingCode; readonly metric: Metric }[];
}

/** The county's offset; China keeps it all year, so an hour of the office is always the same hour in UTC. */
const OFFSET_HOURS = 8;
/** At least as long as the longest pause of a repeated act, so that a finding that stays sounds once. */
const PERIOD = Duration.hours(1);

/** What time alone starts: a rule and a function each. Calls that failed for good lie in one queue. */
export class Schedules extends Construct {
  readonly all: readonly ScheduledFunction[];
  /** Calls that were given up. */
  readonly givenUp: IMetric;

  constructor(scope: Construct, id: string, { setup }: { readonly setup: FunctionSetup }) {
    super(scope, id);
    // Holds the clock's own events: times and names, nothing of a case.
    const deadLetters = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    const reason = 'It is itself where failed calls of the rules and the functions end; an alarm watches it.';
    Validations.of(deadLetters).acknowledge(
      { id: 'AwsSolutions-SQS3', reason },
      { id: 'Serverless-SQSRedrivePolicy', reason },
    );
    this.givenUp = deadLetters.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) });
    this.all = SCHEDULES.map((row) => {
      const fn = this.#scheduled(row, setup, deadLetters);
      const findings = row.finds.map((code) => ({ code, metric: this.#counted(fn, code, setup) }));
      return { fn, findings };
    });
  }

  #scheduled(row: ScheduleRow, setup: FunctionSetup, deadLetters: Queue): ProductFunction {
    const { name, touches } = row;
    const fn = new ProductFunction(this, name, {
      setup,
      entry: `functions/schedules/${name}.ts`,
      description: `Scheduled: ${name}`,
      touches,
      timeout: Duration.minutes(5),
    });
    fn.live.configureAsyncInvoke({
      retryAttempts: 2,
      maxEventAge: Duration.hours(1),
      // Not CDK's own class, which would let the function look into the queue as well.
      onFailure: { bind: () => ({ destination: deadLetters.queueArn }) },
    });
    // Lambda sends what was given up in the function's name.
    fn.allow({ actions: ['sqs:SendMessage'], resources: [deadLetters.queueArn] });
    const rule = new Rule(this, `${name}-rule`, {
      description: `Starts ${name}`,
      schedule: scheduleOf(row),
    });
    rule.addTarget(new LambdaFunction(fn.live, { deadLetterQueue: deadLetters }));
    return fn;
  }

  #counted(fn: ProductFunction, code: FindingCode, { county }: FunctionSetup): Metric {
    const filter = new MetricFilter(this, code, {
      logGroup: fn.log,
      filterPattern: FilterPattern.stringValue('$.message', '=', code),
      metricNamespace: ownNamespace(county),
      metricName: code,
      metricValue: '1',
    });
    return filter.metric({ period: PERIOD, statistic: 'Sum' });
  }
}

/** As EventBridge counts: in UTC. */
function scheduleOf({ everyMinutes, dailyAt = '00:00' }: ScheduleRow): Schedule {
  if (everyMinutes !== undefined) return Schedule.rate(Duration.minutes(everyMinutes));
  const [hour = 0, minute = 0] = dailyAt.split(':').map(Number);
  return Schedule.cron({ hour: String((hour - OFFSET_HOURS + 24) % 24), minute: String(minute) });
}
