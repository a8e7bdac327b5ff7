import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { SCHEDULES } from '../../functions/timetable.ts';
import { synthesise, type Synthesised } from './synthesised.ts';

let county: Synthesised;
beforeAll(async () => {
  county = await synthesise('cn-northwest-1');
});

describe('What time starts', () => {
  it('has a rule each, which counts in UTC', () => {
    const rules = county
      .all('Events::Rule')
      .map(
        ({ Properties }) =>
          `${String(Properties['Description'])} ${String(Properties['ScheduleExpression'])}`,
      );

    expect(rules).toHaveLength(SCHEDULES.length);
    expect(rules).toEqual(
      expect.arrayContaining([
        'Starts sweep rate(15 minutes)',
        'Starts reconcile rate(30 minutes)',
        'Starts watchdog rate(30 minutes)',
        'Starts horizon cron(0 1 * * ? *)',
        'Starts replay cron(0 18 * * ? *)',
      ]),
    );
  });

  it('calls the live version of its function, and leaves what fails for good in a queue', () => {
    const targets = county.all('Events::Rule').map(({ Properties }) => JSON.stringify(Properties['Targets']));
    const asynchronous = county.all('Lambda::EventInvokeConfig').map(({ Properties }) => Properties);

    expect(targets.filter((target) => /Schedules\w+Live.*SchedulesDeadLetters/u.test(target))).toHaveLength(
      SCHEDULES.length,
    );
    expect(asynchronous).toHaveLength(SCHEDULES.length);
    for (const config of asynchronous) {
      expect(config).toMatchObject({ MaximumRetryAttempts: 2 });
      expect(JSON.stringify(config['Qualifier'])).toMatch(/Schedules\w+Live/u);
      expect(JSON.stringify(config['DestinationConfig'])).toContain('SchedulesDeadLetters');
    }
  });

  it('has an alarm for each code that it may find, counted from its log', () => {
    const codes = SCHEDULES.flatMap(({ finds }): readonly string[] => finds);
    // One more counts what a step turns away by a name that the machine knows.
    const filters = county
      .all('Logs::MetricFilter')
      .map(({ Properties }) => Properties['FilterPattern'])
      .filter((pattern) => pattern !== '{ $.message = "step-turned" }');
    const watched = county
      .all('CloudWatch::Alarm')
      .filter(({ Properties }) => Properties['Namespace'] === 'Huren/suichang');

    expect(filters).toEqual(expect.arrayContaining(codes.map((code) => `{ $.message = "${code}" }`)));
    expect(filters).toHaveLength(codes.length);
    const names = watched.map(({ Properties }) => String(Properties['MetricName']));
    expect(names.toSorted()).toEqual(codes.toSorted());
  });

  it('counts each code in the log of the act that finds it', () => {
    const counted = county.all('Logs::MetricFilter').map(({ Properties }) => {
      const act = /^\{"Ref":"Schedules(\w+)Log/u.exec(JSON.stringify(Properties['LogGroupName']))?.[1];
      return `${act} ${String(Properties['FilterPattern'])}`;
    });

    const expected = SCHEDULES.flatMap(({ name, finds }) =>
      finds.map((code) => `${name} { $.message = "${code}" }`),
    );
    expect(counted).toEqual(expect.arrayContaining(expected));
  });

  it('finds what it has a code for: no alarm waits for a line that nobody writes', () => {
    const written = new Set(
      ['functions/schedules', 'functions/casework']
        .flatMap((folder) => readdirSync(folder).map((file) => readFileSync(`${folder}/${file}`, 'utf8')))
        .flatMap((source) => [...source.matchAll(/'([a-z]+(?:-[a-z]+)*)'/gu)].map(([, code = '']) => code)),
    );

    const codes = SCHEDULES.flatMap(({ finds }): readonly string[] => finds);
    expect(codes.filter((code) => !written.has(code))).toEqual([]);
  });

  it('keeps its dead letters encrypted and unread by anyone but over TLS', () => {
    expect(county.all('SQS::Queue').map(({ Properties }) => Properties)).toMatchObject([
      // Fourteen days, the longest there is.
      { SqsManagedSseEnabled: true, MessageRetentionPeriod: 1_209_600 },
    ]);
    expect(JSON.stringify(county.all('SQS::QueuePolicy'))).toContain('aws:SecureTransport');
  });
});
