import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStepFunctions } from '../../../infra/local/step-functions/step-functions.ts';
import { StillClock } from '../../support/sfn-clock.ts';
import { awaiting, named, SfnWorld, task } from '../../support/sfn-world.ts';

async function openWorld(): Promise<SfnWorld> {
  const world = await SfnWorld.open();
  onTestFinished(async () => world.close());
  return world;
}

describe('an engine opened again', () => {
  it('calls a function again whose answer it never got, and ignores the late one', async () => {
    const world = await openWorld();
    let answerLate: (value: unknown) => void = () => undefined;
    world.lambdas['work'] = () =>
      new Promise((resolve) => {
        answerLate = resolve;
      });
    const arn = await world.begin({
      Do: task('work', { Output: '{% $states.result.Payload %}', End: true }),
    });
    world.lambdas['work'] = () => 'second';

    await world.restart();
    answerLate('first');
    await world.sfn.idle();

    expect((await world.standing(arn)).output).toBe('second');
    expect(world.called).toEqual(['Do', 'Do']);
    expect(await world.types(arn)).toHaveLength(7);
  });

  it('takes the answer to a token it gave before, without asking for it anew', async () => {
    const world = await openWorld();
    let token = '';
    world.lambdas['open'] = (payload) => ({ token } = payload as { token: string });
    const arn = await world.begin({ Ask: awaiting('open', { End: true }) });
    await world.sfn.idle();

    await world.restart();
    await world.sfn.idle();
    await world.sfn.operation('SendTaskSuccess', { taskToken: token, output: '"kept"' });

    expect((await world.standing(arn)).output).toBe('kept');
    expect(world.called).toEqual(['Ask']);
  });

  it('keeps the due times of waits, timeouts and retries', async () => {
    const world = await openWorld();
    world.lambdas['open'] = () => ({});
    world.lambdas['busy'] = () => {
      throw named('Busy');
    };
    const Retry = [{ ErrorEquals: ['Busy'], IntervalSeconds: 30, MaxAttempts: 1 }];
    const wait = await world.begin({ Wait: { Type: 'Wait', Seconds: 10, End: true } });
    const token = await world.begin({ Ask: awaiting('open', { TimeoutSeconds: 20, End: true }) });
    const retry = await world.begin({ Do: task('busy', { Retry, End: true }) });
    await world.sfn.idle();

    await world.restart();
    await world.advance(31);

    const standings = await Promise.all([wait, token, retry].map(async (arn) => world.standing(arn)));
    expect(standings.map(({ status, error }) => error ?? status)).toEqual([
      'SUCCEEDED',
      'States.Timeout',
      'Busy',
    ]);
    expect(world.called).toEqual(['Ask', 'Do', 'Do']);
  });

  it('goes on with the definition an execution began with, though the machine has changed', async () => {
    const world = await openWorld();
    const wait = { Type: 'Wait', Seconds: 10, Next: 'Tell' };
    const arn = await world.begin({ Wait: wait, Tell: { Type: 'Pass', Output: 'old', End: true } });
    await world.begin({ Wait: wait, Tell: { Type: 'Pass', Output: 'new', End: true } });

    await world.restart();
    await world.advance(10);

    const told = (await world.sfn.operation('DescribeStateMachineForExecution', { executionArn: arn })) as {
      definition: string;
    };
    expect((await world.standing(arn)).output).toBe('old');
    expect(told.definition).toContain('"old"');
  });

  it('has every execution it acknowledged before the process was killed', { timeout: 60_000 }, async () => {
    const directory = await mkdtemp(join(tmpdir(), 'sfn-crash-'));
    onTestFinished(async () => rm(directory, { recursive: true }));
    const child = spawn(process.execPath, [join(import.meta.dirname, 'crash-child.ts'), directory]);
    const acknowledged: string[] = [];
    for await (const arn of createInterface({ input: child.stdout })) {
      acknowledged.push(arn);
      if (acknowledged.length === 200) child.kill('SIGKILL');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');

    const sfn = await openStepFunctions({
      directory,
      clock: new StillClock(),
      invokeLambda: async () => ({}),
    });
    onTestFinished(async () => sfn.close());
    await sfn.idle();

    const kept = new Set(sfn.executions().map(({ arn }) => arn));
    expect(acknowledged.length).toBeGreaterThanOrEqual(200);
    expect(acknowledged.filter((arn) => !kept.has(arn))).toEqual([]);
    expect(sfn.nextDueAt()).toBeDefined();
  });
});
