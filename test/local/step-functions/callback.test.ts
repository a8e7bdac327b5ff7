import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { awaiting, named, SfnWorld } from '../../support/sfn-world.ts';

let world: SfnWorld;
let token = '';
beforeEach(async () => {
  token = '';
  world = await SfnWorld.open({
    open: (payload) => {
      ({ token } = payload as { token: string });
      return { opened: true };
    },
  });
});
afterEach(async () => world.close());

const SCHEDULED = ['ExecutionStarted', 'TaskStateEntered', 'TaskScheduled', 'TaskStarted'];

async function succeed(output: unknown): Promise<unknown> {
  return world.sfn.operation('SendTaskSuccess', { taskToken: token, output: JSON.stringify(output) });
}

describe('a task that waits for its token', () => {
  it('takes the answer of the token and drops that of its function', async () => {
    const arn = await world.begin({ Ask: awaiting('open', { End: true }) });
    await world.sfn.idle();

    await succeed({ outcome: 'accept' });

    const { output } = await world.standing(arn);
    expect(output).toEqual({ outcome: 'accept' });
    expect(await world.types(arn)).toEqual([
      ...SCHEDULED,
      'TaskSubmitted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
  });

  it('may be answered before its function has returned', async () => {
    world.lambdas['open'] = async (payload) => {
      ({ token } = payload as { token: string });
      await succeed('early');
      throw named('TooLate');
    };
    const arn = await world.begin({ Ask: awaiting('open', { End: true }) });

    await world.sfn.idle();

    const { status, output } = await world.standing(arn);
    expect({ status, output }).toEqual({ status: 'SUCCEEDED', output: 'early' });
  });

  it('fails at once with the error of its function', async () => {
    world.lambdas['open'] = () => {
      throw named('AlreadyDecided');
    };
    const Catch = [{ ErrorEquals: ['AlreadyDecided'], Next: 'Route' }];

    const { output } = await world.run({
      Ask: awaiting('open', { Catch, End: true }),
      Route: { Type: 'Succeed', Output: '{% $states.input.Error %}' },
    });

    expect(output).toBe('AlreadyDecided');
  });

  it('fails with the error and cause sent for its token', async () => {
    const arn = await world.begin({ Ask: awaiting('open', { End: true }) });
    await world.sfn.idle();

    await world.sfn.operation('SendTaskFailure', { taskToken: token, error: 'Gone', cause: 'withdrawn' });

    expect(await world.standing(arn)).toMatchObject({ status: 'FAILED', error: 'Gone', cause: 'withdrawn' });
    expect(await world.types(arn)).toEqual([...SCHEDULED, 'TaskSubmitted', 'TaskFailed', 'ExecutionFailed']);
  });

  it('counts its time from being scheduled, and gets a fresh token when it is tried again', async () => {
    const Retry = [{ ErrorEquals: ['States.Timeout'], MaxAttempts: 1 }];
    const arn = await world.begin({ Ask: awaiting('open', { TimeoutSeconds: 60, Retry, End: true }) });
    await world.sfn.idle();
    const first = token;

    await world.advance(61);

    const late = world.sfn.operation('SendTaskSuccess', { taskToken: first, output: '1' });
    await expect(late).rejects.toMatchObject({ code: 'TaskTimedOut' });
    await succeed('second');
    expect(await world.standing(arn)).toMatchObject({ status: 'SUCCEEDED', output: 'second' });
  });

  it('lives on while heartbeats come, and times out without', async () => {
    const Catch = [{ ErrorEquals: ['States.HeartbeatTimeout'], Next: 'Silent' }];
    const arn = await world.begin({
      Ask: awaiting('open', { TimeoutSeconds: 600, HeartbeatSeconds: 10, Catch, End: true }),
      Silent: { Type: 'Succeed', Output: '{% $states.input.Error %}' },
    });
    await world.advance(9);
    await world.sfn.operation('SendTaskHeartbeat', { taskToken: token });
    await world.advance(9);
    const alive = await world.standing(arn);

    await world.advance(1);

    expect(alive.status).toBe('RUNNING');
    expect((await world.standing(arn)).output).toBe('States.Timeout');
    expect(await world.types(arn)).toContain('TaskTimedOut');
  });

  it('lets exactly one of an answer and a timeout that come together decide', async () => {
    const arn = await world.begin({ Ask: awaiting('open', { TimeoutSeconds: 60, End: true }) });
    await world.sfn.idle();
    const dueAt = world.sfn.nextDueAt() ?? 0;

    const [answer] = await Promise.allSettled([succeed('in time'), world.sfn.fireDue(dueAt)]);

    const types = await world.types(arn);
    expect(answer.status).toBe('fulfilled');
    expect(types.filter((type) => type === 'TaskSucceeded' || type === 'TaskTimedOut')).toEqual([
      'TaskSucceeded',
    ]);
    await expect(succeed('again')).rejects.toMatchObject({ code: 'TaskTimedOut' });
  });

  it('lets exactly one of many answers decide', async () => {
    const arn = await world.begin({ Ask: awaiting('open', { End: true }) });
    await world.sfn.idle();

    const answers = await Promise.allSettled([succeed(1), succeed(2), succeed(3)]);

    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect((await world.standing(arn)).output).toBe(1);
  });

  it('names what is wrong with a token or an answer', async () => {
    const strange = Buffer.from(JSON.stringify(['arn:none', 1, 'x'])).toString('base64url');
    await world.begin({ Ask: awaiting('open', { End: true }) });
    await world.sfn.idle();

    const invalid = world.sfn.operation('SendTaskSuccess', { taskToken: 'nonsense', output: '1' });
    const unknown = world.sfn.operation('SendTaskHeartbeat', { taskToken: strange });
    const broken = world.sfn.operation('SendTaskSuccess', { taskToken: token, output: '{' });

    await expect(invalid).rejects.toMatchObject({ code: 'InvalidToken' });
    await expect(unknown).rejects.toMatchObject({ code: 'TaskDoesNotExist' });
    await expect(broken).rejects.toMatchObject({ code: 'InvalidOutput' });
  });
});
