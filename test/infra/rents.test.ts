import { describe, expect, it } from 'vitest';
import { rentsIn } from '../../infra/cost/idle-month.ts';

describe('the rent', () => {
  it('of an alarm is by the metrics that it looks at, and the secret made by hand is counted', () => {
    const looked = [{ Expression: 'a + b' }, { MetricStat: {} }, { MetricStat: {} }];

    const rents = rentsIn({
      Resources: {
        Plain: { Type: 'AWS::CloudWatch::Alarm', Properties: { MetricName: 'Errors' } },
        Sum: { Type: 'AWS::CloudWatch::Alarm', Properties: { Metrics: looked } },
        Release: { Type: 'AWS::CloudWatch::CompositeAlarm' },
        Key: { Type: 'AWS::KMS::Key' },
        Free: { Type: 'AWS::IAM::Role' },
      },
    });

    expect(rents).toEqual({
      keyMonth: 1,
      secretMonth: 1,
      alarmMonth: 3,
      compositeAlarmMonth: 1,
      dashboardMonth: 0,
    });
  });
});
