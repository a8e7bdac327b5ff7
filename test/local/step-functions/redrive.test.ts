import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { named, SfnWorld, task } from '../../support/sfn-world.ts';

const DAY_SECONDS = 86_400;

let world: SfnWorld;
let calls: number;
beforeEach(async () => {
  calls = 0;
  world = await SfnWorld.open({
    down: () => {
      calls += 1;
      throw named('Down');
    },
  });
});
afterEach(async () => world.close());

async function redrive(executionArn: string, clientToken?: string): Promise<unknown> {
  const answer = await world.sfn.operation('RedriveExecution', { executionArn, clientToken });
  await world.sfn.idle();
  return answer;
}

describe('a redrive', () => {
  it('begins the failed task again, with all its retries', async () => {
    const Retry = [{ ErrorEquals: ['Down'], IntervalSeconds: 5, MaxAttempts: 2 }];
    const arn = await world.begin({ Ask: task('down', { Retry, End: true }) });
    await world.advance(60);
    const first = calls;

    await redrive(arn);
    await world.advance(60);

    const attempt = ['TaskScheduled', 'TaskStarted', 'TaskFailed'];
    const attempts = [...attempt, ...attempt, ...attempt, 'ExecutionFailed'];
    expect([first, calls]).toEqual([3, 6]);
    expect(await world.types(arn)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      ...attempts,
      'ExecutionRedriven',
      ...attempts,
    ]);
  });

  it('gives the states around the failed one all their retries again, too', async () => {
    const Retry = [{ ErrorEquals: ['Down'], IntervalSeconds: 5, MaxAttempts: 1 }];
    const Branches = [{ StartAt: 'Ask', States: { Ask: task('down', { End: true }) } }];
    const arn = await world.begin({ Around: { Type: 'Parallel', Branches, Retry, End: true } });
    await world.advance(60);
    const first = calls;

    await redrive(arn);
    await world.advance(60);

    expect([first, calls]).toEqual([2, 4]);
  });

  it('happens once for one client token, and again for the next', async () => {
    const arn = await world.begin({ Ask: task('down', { End: true }) });
    await world.advance(1);

    const first = await redrive(arn, 'one');
    await world.advance(60);
    const repeated = await redrive(arn, 'one');
    const second = await redrive(arn, 'two');

    expect(repeated).toEqual(first);
    expect(second).not.toEqual(first);
    expect(calls).toBe(3);
  });

  it.each([
    ['it succeeded', { Done: { Type: 'Succeed' } }, 0, 'Execution is SUCCEEDED and cannot be redriven'],
    [
      'it still runs',
      { Wait: { Type: 'Wait', Seconds: 60, End: true } },
      0,
      'Execution is RUNNING and cannot be redriven',
    ],
    ['it ended over 14 days ago', { Fail: { Type: 'Fail' } }, 15, 'Execution redrivable period exceeded'],
  ])('is refused when %s', async (_, states, days, reason) => {
    const arn = await world.begin(states);
    await world.advance(days * DAY_SECONDS);

    const told = await world.standing(arn);
    const refused = redrive(arn);

    expect(told).toMatchObject({ redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason: reason });
    await expect(refused).rejects.toMatchObject({ code: 'ExecutionNotRedrivable', message: reason });
  });
});
