import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { Api } from './api.ts';
import type { Casework } from './casework.ts';
import type { Messaging } from './messaging.ts';
import { OF_RELEASE, type RunbookEntry } from './runbook-entry.ts';
import { accountMetric, sum, tableMetrics, usedConcurrency } from './metrics.ts';
import type { Operators } from './operators.ts';
import type { Schedules } from './schedules.ts';
import type { Storage } from './storage.ts';

export interface MonitoringProps {
  /** Who is told. */
  readonly operators: Operators;
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
const THROTTLES = ['ReadThrottleEvents', 'WriteThrottleEvents'];

/** The alarms. Each says what it means and where it is written what to do; operators subscribe to the topic. */
export class Monitoring extends Construct {
  /** Those that a bad release sets off: functions and answers of the API, the machine and its steps. */
  readonly ofRelease: Alarm[] = [];
  readonly #operators: Operators;

  constructor(
    scope: Construct,
    id: string,
    { operators, storage, messaging, casework, api, schedules }: MonitoringProps,
  ) {
    super(scope, id);
    this.#operators = operators;

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
      metric: sum(THROTTLES.flatMap((name) => tableMetrics(storage, name))),
      atLeast: 1,
      meaning: 'The table or its index turned requests away.',
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
    this.#operators.hear(alarm);
    if (OF_RELEASE.has(entry)) this.ofRelease.push(alarm);
  }
}
