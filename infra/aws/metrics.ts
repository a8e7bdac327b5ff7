import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { QUEUE, type Storage } from './storage.ts';

const PERIOD = Duration.minutes(5);

/** One of DynamoDB's own metrics, of the table and of its index, which are counted apart; summed each five minutes. */
export function tableMetrics({ table }: Storage, metricName: string): [ofTable: Metric, ofIndex: Metric] {
  const of = (dimensionsMap: Readonly<Record<string, string>>): Metric =>
    new Metric({ namespace: 'AWS/DynamoDB', metricName, dimensionsMap, period: PERIOD, statistic: 'Sum' });
  const TableName = table.tableName;
  return [of({ TableName }), of({ TableName, GlobalSecondaryIndexName: QUEUE })];
}

/** Where the metrics lie that are counted from our own logs: several counties may share an account. */
export function ownNamespace(county: string): string {
  return `Huren/${county}`;
}

/**
 * One of Lambda's metrics over all functions of the account in the region: how many may run at once is a limit of the
 * account, whoever uses it up.
 */
export function accountMetric(metricName: string, statistic: 'Sum' | 'Maximum'): Metric {
  return new Metric({ namespace: 'AWS/Lambda', metricName, period: PERIOD, statistic });
}

/**
 * How much of the account's limit of functions that run at once is used, percent. CloudWatch takes the limit from
 * Service Quotas.
 */
export function usedConcurrency(): MathExpression {
  const running = new Metric({
    namespace: 'AWS/Usage',
    metricName: 'ResourceCount',
    dimensionsMap: { Service: 'Lambda', Type: 'Resource', Resource: 'ConcurrentExecutions', Class: 'None' },
    period: PERIOD,
    statistic: 'Maximum',
  });
  return new MathExpression({
    expression: 'running / SERVICE_QUOTA(running) * 100',
    usingMetrics: { running },
    period: PERIOD,
  });
}

/** The sum of some metrics, none of which need have data. */
export function sum(metrics: readonly Metric[]): MathExpression {
  const names = metrics.map((_, index) => `m${index}`);
  return new MathExpression({
    expression: names.map((name) => `FILL(${name}, 0)`).join(' + '),
    usingMetrics: Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric])),
    period: PERIOD,
  });
}

/** The first metric less the second, neither of which need have data. */
export function difference(whole: Metric, part: Metric): MathExpression {
  return new MathExpression({
    expression: 'FILL(whole, 0) - FILL(part, 0)',
    usingMetrics: { whole, part },
    period: PERIOD,
  });
}
