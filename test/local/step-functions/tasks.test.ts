import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { named, SfnWorld, task } from '../../support/sfn-world.ts';

let world: SfnWorld;
beforeEach(async () => {
  world = await SfnWorld.open({ echo: (payload) => ({ echo: payload }) });
});
afterEach(async () => world.close());

const DIRECT = 'arn:aws:lambda:us-east-1:000000000000:function:echo';

describe('a task', () => {
  it('gives the whole answer of lambda:invoke, and the bare one of a function by its ARN', async () => {
    const { output } = await world.run(
      {
        Invoke: task('echo', { Output: '{% $states.result.Payload %}', Next: 'Direct' }),
        Direct: { Type: 'Task', Resource: DIRECT, Arguments: { of: '{% $states.input %}' }, End: true },
      },
      { n: 1 },
    );

    expect(output).toEqual({ echo: { of: { echo: { n: 1 } } } });
  });

  it('hands the error of a function to Catch, with what AWS makes of it', async () => {
    world.lambdas['echo'] = () => {
      throw named('NotOurs', 'another county');
    };
    const Catch = [
      { ErrorEquals: ['NotOurs'], Assign: { why: '{% $states.errorOutput.Error %}' }, Next: 'After' },
    ];

    const { output } = await world.run({
      Ask: task('echo', { Catch, End: true }),
      After: {
        Type: 'Pass',
        Output: ['{% $why %}', '{% $parse($states.input.Cause).errorMessage %}'],
        End: true,
      },
    });

    expect(output).toEqual(['NotOurs', 'another county']);
  });

  it('retries with growing delays, counts them, and then gives up', async () => {
    const counts: unknown[] = [];
    world.lambdas['echo'] = (count) => {
      counts.push(count);
      throw named('Busy');
    };
    const Retry = [
      { ErrorEquals: ['Busy'], IntervalSeconds: 10, BackoffRate: 3, MaxAttempts: 3, MaxDelaySeconds: 40 },
    ];
    const arn = await world.begin({
      Ask: task('echo', { Retry, End: true }, '{% $states.context.State.RetryCount %}'),
    });

    await world.advance(9);
    const early = [...counts];
    await world.advance(1 + 30);
    const later = [...counts];
    await world.advance(40);
    const { status, error } = await world.standing(arn);

    expect([early, later, counts]).toEqual([[0], [0, 1, 2], [0, 1, 2, 3]]);
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'Busy' });
  });

  it('times out by business time, far beyond what a timer of the platform can hold', async () => {
    world.lambdas['echo'] = () => new Promise(() => undefined);
    const arn = await world.begin({ Ask: task('echo', { TimeoutSeconds: 90 * 86_400, End: true }) });

    await world.clock.next(world.sfn);
    const { status, error } = await world.standing(arn);

    expect({ status, error }).toEqual({ status: 'FAILED', error: 'States.Timeout' });
    expect(world.clock.nowMillis()).toBe(Date.parse('2026-03-02T09:00:00+08:00') + 90 * 86_400_000);
  });

  it('is cut short when the time of the whole execution is up', async () => {
    world.lambdas['echo'] = () => new Promise(() => undefined);
    const arn = await world.begin({ Ask: task('echo', { End: true }) }, {}, { TimeoutSeconds: 30 });

    await world.clock.next(world.sfn);
    await world.sfn.idle();

    const { status, error } = await world.standing(arn);
    const last = (await world.sfn.history(arn)).at(-1);
    expect({ status, error }).toEqual({ status: 'TIMED_OUT', error: undefined });
    expect(last).toMatchObject({
      type: 'ExecutionTimedOut',
      previousEventId: 0,
      executionTimedOutEventDetails: { error: 'States.Timeout' },
    });
  });

  it('does not count a timeout as States.TaskFailed', async () => {
    world.lambdas['echo'] = () => new Promise(() => undefined);
    const Catch = [
      { ErrorEquals: ['States.TaskFailed'], Next: 'Wrong' },
      { ErrorEquals: ['States.Timeout'], Next: 'Right' },
    ];
    const arn = await world.begin({
      Ask: task('echo', { TimeoutSeconds: 5, Catch, End: true }),
      Wrong: { Type: 'Fail' },
      Right: { Type: 'Succeed', Output: '{% $states.input %}' },
    });

    await world.clock.next(world.sfn);

    const { output } = await world.standing(arn);
    expect(output).toEqual({ Error: 'States.Timeout', Cause: '' });
  });

  it('keeps States.ALL from catching an answer over 256 KiB', async () => {
    world.lambdas['echo'] = () => '界'.repeat(90_000);
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }];

    const { status, error } = await world.run({
      Ask: task('echo', { Catch, End: true }),
      Caught: { Type: 'Succeed' },
    });

    expect({ status, error }).toEqual({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  });

  it('catches a failed expression of its own Output', async () => {
    const Catch = [{ ErrorEquals: ['States.QueryEvaluationError'], Output: 'caught', Next: 'End' }];

    const { output } = await world.run({
      Ask: task('echo', { Output: '{% $states.result.nothing %}', Catch, Next: 'End' }),
      End: { Type: 'Succeed' },
    });

    expect(output).toBe('caught');
  });

  it('tells in its history the role it was given, and goes on', async () => {
    const Credentials = { RoleArn: '{% $states.input.role %}' };
    const arn = await world.begin(
      {
        Invoke: task('echo', { Credentials, Output: '{% $states.input %}', Next: 'Direct' }),
        Direct: { Type: 'Task', Resource: DIRECT, Credentials, End: true },
      },
      { role: 'arn:aws:iam::000000000000:role/other' },
    );
    await world.sfn.idle();

    const events = await world.sfn.history(arn);

    const taskCredentials = { roleArn: 'arn:aws:iam::000000000000:role/other' };
    expect(events[2]).toMatchObject({ taskScheduledEventDetails: { taskCredentials } });
    expect(events[7]).toMatchObject({ lambdaFunctionScheduledEventDetails: { taskCredentials } });
  });

  it('records a call as AWS does, each event naming the one before', async () => {
    const arn = await world.begin({ Ask: task('echo', { TimeoutSeconds: '{% 30 %}', End: true }) });
    await world.sfn.idle();

    const events = await world.sfn.history(arn);

    expect(events.map((event) => [event['id'], event['previousEventId'], event['type']])).toEqual([
      [1, 0, 'ExecutionStarted'],
      [2, 0, 'TaskStateEntered'],
      [3, 2, 'TaskScheduled'],
      [4, 3, 'TaskStarted'],
      [5, 4, 'TaskSucceeded'],
      [6, 5, 'TaskStateExited'],
      [7, 6, 'ExecutionSucceeded'],
    ]);
    expect(events[2]).toMatchObject({
      timestamp: Date.parse('2026-03-02T09:00:00+08:00') / 1000,
      taskScheduledEventDetails: {
        resourceType: 'lambda',
        resource: 'invoke',
        region: 'us-east-1',
        parameters: '{"FunctionName":"echo","Payload":{}}',
        timeoutInSeconds: 30,
      },
    });
  });
});
