import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Storage } from './storage.ts';

const PERIOD = Duration.minutes(5);

/** One of DynamoDB's own metrics of the table, summed each five minutes. */
export function tableMetric(storage: Storage, metricName: string): Metric {
  return new Metric({
    namespace: 'AWS/DynamoDB',
    metricName,
    dimensionsMap: { TableName: storage.table.tableName },
    period: PERIOD,
    statistic: 'Sum',
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
