import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { openStepFunctions, type StepFunctions } from '../step-functions/step-functions.ts';
import { median, report, secondsOf } from './figure.ts';
import { secondsToRead, syncedWrites } from './null-loop.ts';

/** How much is measured. */
export interface MachineExtent {
  readonly rounds: number;
  /** Executions of each round. */
  readonly executions: number;
  /** Executions that wait for somebody while the process is down. */
  readonly waiting: number;
}

const NOW = Date.parse('2026-03-02T09:00:00+08:00');
const CLOCK = { nowMillis: () => NOW, rearm: () => undefined };
/** Executions under way at once. */
const HANDS = 64;
/** Four states: a value, a function of this process, a choice, the end. */
const SMALL = {
  QueryLanguage: 'JSONata',
  StartAt: 'Prepare',
  States: {
    Prepare: { Type: 'Pass', Output: "{% {'n': $states.input.n + 1} %}", Next: 'Ask' },
    Ask: { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:000000000000:function:echo', Next: 'Decide' },
    Decide: {
      Type: 'Choice',
      Choices: [{ Condition: '{% $states.input.n > 0 %}', Next: 'Done' }],
      Default: 'Done',
    },
    Done: { Type: 'Succeed' },
  },
};
const STATES = Object.keys(SMALL.States).length;
/** Waits for a token, and has a due time. */
const WAITING = {
  QueryLanguage: 'JSONata',
  StartAt: 'Wait',
  States: {
    Wait: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Arguments: { FunctionName: 'open', Payload: { token: '{% $states.context.Task.Token %}' } },
      TimeoutSeconds: 864_000,
      End: true,
    },
  },
};

/** Figures of the interpreter alone: executions and transitions a second, and how long it takes to go on after a stop. */
export async function measureMachine(extent: MachineExtent): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'huren-bench-machine-'));
  let commits = 0;
  const sfn = await open(`${directory}/small`, async (commit) => {
    commits += 1;
    await commit();
  });
  const small = await sfn.putStateMachine('small', SMALL);
  await runAll(sfn, small, Math.ceil(extent.executions / 10));
  const rates: number[] = [];
  const nulls: number[] = [];
  commits = 0;
  for (let round = 0; round < extent.rounds; round += 1) {
    rates.push(extent.executions / (await secondsOf(() => runAll(sfn, small, extent.executions))));
    nulls.push(await syncedWrites(extent.executions, HANDS));
  }
  await sfn.close();
  const each = commits / (extent.rounds * extent.executions);
  const [rate, limit] = [median(rates), median(nulls)];
  const wrote = `writes, ${HANDS} to a sync`;
  report('executions per second of a small machine, durable', rate, 'executions/s', [
    `${wrote}, by ${each} writes each`,
    limit / each,
  ]);
  report('transitions per second, durable', rate * STATES, 'transitions/s', [
    `${wrote}, by ${each / STATES} writes each`,
    (limit * STATES) / each,
  ]);
  const alone = await syncedWrites(Math.ceil(extent.executions / 5), 1);
  report('writes per second, each synced alone', alone, 'writes/s', [wrote, limit]);
  await measureResume(`${directory}/waiting`, extent);
  await rm(directory, { recursive: true, force: true });
}

async function measureResume(directory: string, { waiting, rounds }: MachineExtent): Promise<void> {
  const first = await open(directory);
  const machine = await first.putStateMachine('waiting', WAITING);
  await startAll(first, machine, waiting);
  await first.idle();
  await first.close();
  const times: number[] = [];
  const reads: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    reads.push(await secondsToRead(directory));
    let again: StepFunctions | undefined;
    times.push(
      await secondsOf(async () => {
        again = await open(directory);
        await again.idle();
      }),
    );
    await again?.close();
  }
  report(`going on with ${waiting} waiting executions`, median(times) * 1_000, 'ms', [
    'reading the same database, nothing more',
    median(reads) * 1_000,
  ]);
}

function open(
  directory: string,
  aroundCommit: (commit: () => Promise<void>) => Promise<void> = (commit) => commit(),
): Promise<StepFunctions> {
  return openStepFunctions({
    directory,
    clock: CLOCK,
    invokeLambda: async (_, payload) => payload,
    aroundCommit,
  });
}

async function runAll(sfn: StepFunctions, machine: string, count: number): Promise<void> {
  await startAll(sfn, machine, count);
  await sfn.idle();
}

/** Keeps so many starts under way. @throws ZodError */
async function startAll(sfn: StepFunctions, stateMachineArn: string, count: number): Promise<void> {
  let left = count;
  const work = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const begun = await sfn.operation('StartExecution', {
        stateMachineArn,
        input: JSON.stringify({ n: left }),
      });
      z.object({ executionArn: z.string() }).parse(begun);
    }
  };
  await Promise.all(Array.from({ length: HANDS }, work));
}
