import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { SCHEDULES } from '../../functions/timetable.ts';
import { FUNCTION_COUNT, synthesise, type Synthesised } from './synthesised.ts';

const RUNBOOK = new URL('../../docs/runbook.md', import.meta.url);

let county: Synthesised;
let elsewhere: Synthesised;
let anchors: string[];
beforeAll(async () => {
  county = await synthesise('cn-northwest-1');
  elsewhere = await synthesise('ap-southeast-1');
  anchors = [...readFileSync(RUNBOOK, 'utf8').matchAll(/^## (.+)$/gmu)].map(([, heading = '']) =>
    heading.toLowerCase().replaceAll(' ', '-'),
  );
});

function entriesNamed(synthesised = county): string[] {
  return synthesised
    .all('CloudWatch::Alarm')
    .map(
      ({ Properties }) =>
        /docs\/runbook\.md#([a-z-]+)$/u.exec(String(Properties['AlarmDescription']))?.[1] ?? '',
    );
}

describe('An alarm', () => {
  it('names an entry of the runbook', () => {
    const entries = entriesNamed();

    const codes = SCHEDULES.flatMap(({ finds }): readonly string[] => finds);
    expect(entries).toHaveLength(FUNCTION_COUNT + 7 + codes.length);
    expect(entries.filter((entry) => !anchors.includes(entry))).toEqual([]);
  });

  it('sounds at a message that SNS failed to deliver, where SNS sends; a gateway’s are found by the sweep', () => {
    const [here, there] = [entriesNamed(), entriesNamed(elsewhere)];

    expect(there.filter((entry) => !here.includes(entry))).toEqual(['messages-are-not-delivered']);
    expect(here).toEqual(expect.arrayContaining(['message-owed', 'message-unknown']));
  });

  it('reaches the operators', () => {
    const actions = county.all('CloudWatch::Alarm').map(({ Properties }) => Properties['AlarmActions']);

    expect(new Set(actions.map((action) => JSON.stringify(action)))).toEqual(
      new Set([expect.stringMatching(/^\[\{"Ref":"OperatorsTopic\w+"\}\]$/u)]),
    );
  });

  it('watches each function, and sounds at the first case that stops', () => {
    const alarms = county.all('CloudWatch::Alarm').map(({ Properties }) => Properties);
    // By itself, or less what the machine catches by its name.
    const watched = alarms.filter((alarm) => {
      const text = JSON.stringify(alarm);
      return text.includes('"MetricName":"Errors"') && text.includes('"Namespace":"AWS/Lambda"');
    });
    const stopped = alarms.filter((alarm) => JSON.stringify(alarm).includes('ExecutionsFailed'));

    expect(watched).toHaveLength(FUNCTION_COUNT);
    expect(stopped).toMatchObject([{ Threshold: 1, TreatMissingData: 'notBreaching' }]);
    expect(JSON.stringify(stopped)).toContain('ExecutionsTimedOut');
  });
});

/** Of an alarm whose id begins so: from what number on it sounds, after how many periods of how many seconds. */
function soundsAt(beginning: string): unknown[] {
  const found = Object.entries(county.resources).find(
    ([id, { Type }]) => Type === 'AWS::CloudWatch::Alarm' && id.startsWith(`Monitoring${beginning}`),
  );
  const { Threshold, EvaluationPeriods, Period } = found?.[1].Properties ?? {};
  return [Threshold, EvaluationPeriods, ...(Period === undefined ? [] : [Period])];
}

describe('An alarm sounds', () => {
  it('at a number and above, and never for want of data', () => {
    const alarms = county.all('CloudWatch::Alarm').map(({ Properties }) => Properties);

    for (const alarm of alarms) {
      expect(alarm).toMatchObject({
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        TreatMissingData: 'notBreaching',
      });
    }
  });

  it('at the first finding, the first case that stops and the first call that is given up; later where retries heal', () => {
    const codes = SCHEDULES.flatMap(({ finds }): readonly string[] => finds);

    for (const code of codes)
      expect([code, ...soundsAt(code.replaceAll('-', ''))]).toEqual([code, 1, 1, 3600]);
    expect(soundsAt('CaseStopped')).toEqual([1, 1]);
    expect(soundsAt('TableThrottled')).toEqual([1, 1]);
    expect(soundsAt('ScheduledGivenUp')).toEqual([1, 1, 300]);
    expect(soundsAt('IssueFailing')).toEqual([5, 1, 300]);
    expect(soundsAt('ApistaffFailing')).toEqual([3, 1, 300]);
    expect(soundsAt('ApiFaults')).toEqual([5, 1, 300]);
    expect(soundsAt('ApiSlow')).toEqual([3000, 3, 300]);
  });

  it('when the table or its index turns requests away, which are counted apart', () => {
    const alarm = county
      .all('CloudWatch::Alarm')
      .map(({ Properties }) => JSON.stringify(Properties))
      .find((text) => text.includes('WriteThrottleEvents'));

    expect(alarm?.match(/"Value":"queue"/gu)).toHaveLength(2);
  });
});

describe('When too many functions run at once', () => {
  it('an alarm sounds at the first call that is turned away, and another before it comes to that', () => {
    const alarms = county
      .all('CloudWatch::Alarm')
      .filter(({ Properties }) =>
        String(Properties['AlarmDescription']).endsWith('#functions-are-turned-away'),
      );

    const texts = alarms.map(({ Properties }) => JSON.stringify(Properties));
    expect(alarms).toHaveLength(2);
    expect(alarms[0]?.Properties).toMatchObject({ MetricName: 'Throttles', Threshold: 1 });
    // Of the whole account: whoever uses its limit up.
    expect(alarms[0]?.Properties['Dimensions']).toBeUndefined();
    expect(alarms[1]?.Properties).toMatchObject({ Threshold: 80, EvaluationPeriods: 3 });
    expect(texts[1]).toContain('SERVICE_QUOTA(running)');
  });
});

describe('The operators', () => {
  it('of a county that names them are subscribed to the alarms, by e-mail and by web hook', async () => {
    const subscriptions = (await synthesise('cn-northwest-1', 'shili')).all('SNS::Subscription');

    const ways = subscriptions.map(({ Properties: { Protocol, Endpoint } }) => [Protocol, Endpoint]);
    expect(ways).toEqual([
      ['email', 'operators@shili.example.cn'],
      ['https', 'https://hooks.shili.example.cn/alarms'],
    ]);
    expect(county.all('SNS::Subscription')).toEqual([]);
  });
});

describe('The runbook', () => {
  it('has no entry that no alarm names', () => {
    const entries = new Set([...entriesNamed(), ...entriesNamed(elsewhere)]);

    expect(anchors.filter((anchor) => !entries.has(anchor))).toEqual([]);
  });
});
