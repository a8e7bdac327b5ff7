import * as z from 'zod';
import { AwsError } from '../wire.ts';
import { heartbeat, openTask, taskFailed, taskSucceeded } from './answers.ts';
import { PAYLOAD_LIMIT_BYTES } from './failure.ts';
import { type Engine, type Operation, operation } from './operation.ts';
import { readToken } from './task-token.ts';
import type { Transition } from './transition.ts';

const tokenOf = z.looseObject({ taskToken: z.string().min(1).max(2048) });

/**
 * Whatever commits first, an answer or a timeout, decides; the later one finds the task gone.
 * @throws AwsError InvalidToken, TaskDoesNotExist, TaskTimedOut
 */
async function answer(
  { runner }: Engine,
  token: string,
  run: (t: Transition, task: NonNullable<ReturnType<typeof openTask>>) => void,
): Promise<Record<string, never>> {
  const { arn, scopeId, call } = readToken(token);
  const found = await runner.act(arn, (t) => {
    const task = openTask(t, scopeId, call);
    if (!task) {
      throw new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
    }
    run(t, task);
  });
  if (!found) throw new AwsError('TaskDoesNotExist', "Task does not exist: 'Provided task does not exist'");
  return {};
}

function parseOutput(text: string): unknown {
  if (Buffer.byteLength(text) > PAYLOAD_LIMIT_BYTES) {
    throw new AwsError('ValidationException', 'output exceeds the maximum number of bytes service limit');
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new AwsError('InvalidOutput', `Invalid Output: '${cause instanceof Error ? cause.message : ''}'`);
  }
}

/** Operations that answer a task's token, by name. */
export const TASK_OPERATIONS: Readonly<Record<string, Operation>> = {
  SendTaskSuccess: operation(
    tokenOf.extend({ output: z.string() }),
    async (engine, { taskToken, output }) => {
      const result = parseOutput(output);
      return answer(engine, taskToken, (t, task) => taskSucceeded(t, task, result));
    },
  ),

  SendTaskFailure: operation(
    tokenOf.extend({ error: z.string().max(256).optional(), cause: z.string().max(32_768).optional() }),
    async (engine, { taskToken, error, cause }) =>
      answer(engine, taskToken, (t, task) => taskFailed(t, task, { error, cause })),
  ),

  SendTaskHeartbeat: operation(tokenOf, async (engine, { taskToken }) =>
    answer(engine, taskToken, heartbeat),
  ),
};
