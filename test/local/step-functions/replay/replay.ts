import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DefinitionRefused } from '../../../../infra/local/step-functions/definition.ts';
import {
  openStepFunctions,
  type StepFunctions,
} from '../../../../infra/local/step-functions/step-functions.ts';
import { readToken } from '../../../../infra/local/step-functions/task-token.ts';
import { StillClock } from '../../../support/sfn-clock.ts';
import { difference } from './compare.ts';
import { type RecordedEvent, type Recording, type TaskEnd, taskEnds } from './recording.ts';
import { callbackTwin } from './twin.ts';

/** What a replay came to; `why` is the refused state, or the difference. */
export interface Verdict {
  readonly verdict: 'pass' | 'refused' | 'fail';
  readonly why?: string;
}

/** Runs one recording through a fresh engine, feeding back what its Lambdas and tokens answered on AWS. */
export async function replay(recording: Recording): Promise<Verdict> {
  const directory = await mkdtemp(join(tmpdir(), 'sfn-replay-'));
  const ends = taskEnds(recording.events);
  const clock = new StillClock();
  const desk = new AnswerDesk(ends);
  const sfn = await openStepFunctions({ directory, clock, invokeLambda: desk.invoke });
  desk.sfn = sfn;
  try {
    const definition = recording.kind === 'callback' ? callbackTwin(recording) : recording.definition;
    if (!definition)
      return { verdict: 'refused', why: `${String(recording.definition['StartAt'])} (JSONPath only)` };
    const events = await run(sfn, clock, desk, definition, recording.input);
    const found = difference(recording.events, events);
    return found === undefined ? { verdict: 'pass' } : { verdict: 'fail', why: found };
  } catch (error) {
    if (error instanceof DefinitionRefused && error.state !== undefined) {
      return { verdict: 'refused', why: `${error.state}: ${error.message}` };
    }
    return { verdict: 'fail', why: String(error) };
  } finally {
    await sfn.close();
    await rm(directory, { recursive: true });
  }
}

async function run(
  sfn: StepFunctions,
  clock: StillClock,
  desk: AnswerDesk,
  definition: object,
  input: unknown,
): Promise<readonly RecordedEvent[]> {
  const stateMachineArn = await sfn.putStateMachine('replay', definition);
  const started = await sfn.operation('StartExecution', { stateMachineArn, input: JSON.stringify(input) });
  const { executionArn } = started as { executionArn: string };
  for (let moves = 0; moves < 1000; moves += 1) {
    await desk.settle(sfn);
    if (sfn.executions()[0]?.status !== 'RUNNING') break;
    if (await desk.answerToken(sfn)) continue;
    if (!(await clock.next(sfn))) break;
  }
  return (await sfn.history(executionArn)) as unknown as readonly RecordedEvent[];
}

/** Stands in for the Lambdas and for whoever holds a token. */
class AnswerDesk {
  readonly #ends: Map<string, TaskEnd[]>;
  readonly #tokens: { readonly token: string; readonly end: TaskEnd }[] = [];
  #hanging = false;
  /** Takes the answers to tokens. */
  sfn: StepFunctions | undefined;

  constructor(ends: Map<string, TaskEnd[]>) {
    this.#ends = ends;
  }

  readonly invoke = async (
    _name: string,
    payload: unknown,
    meta: { readonly stateName: string },
  ): Promise<unknown> => {
    const end = this.#ends.get(meta.stateName)?.shift();
    if (!end) throw new Error(`AWS did not call ${meta.stateName} once more`);
    const token = findToken(payload);
    if (token !== undefined && end.submitted === true) {
      this.#tokens.push({ token, end });
      return {};
    }
    if (token !== undefined && end.kind === 'result') {
      await this.sfn?.operation('SendTaskSuccess', { taskToken: token, output: JSON.stringify(end.value) });
      return {};
    }
    if (end.kind === 'error') {
      throw Object.assign(new Error('recorded', { cause: end.cause }), { name: end.error });
    }
    if (end.kind === 'result') return (end.value as { Payload?: unknown } | null)?.Payload ?? end.value;
    this.#hanging = true;
    return new Promise(() => undefined);
  };

  /** Waits until nothing runs, but for a call that never ends. */
  async settle(sfn: StepFunctions): Promise<void> {
    while (!this.#hanging) {
      if (await Promise.race([sfn.idle().then(() => true), sleep(5, false)])) return;
    }
    await sleep(5);
    this.#hanging = false;
  }

  /** Answers the oldest token as it was answered on AWS; false when there is none, or it was never answered. */
  async answerToken(sfn: StepFunctions): Promise<boolean> {
    const next = this.#tokens.shift();
    if (!next || next.end.kind === 'hang') return false;
    const { token: taskToken, end } = next;
    if (end.kind === 'result') {
      await sfn.operation('SendTaskSuccess', { taskToken, output: JSON.stringify(end.value) });
    } else {
      await sfn.operation('SendTaskFailure', { taskToken, error: end.error, cause: end.cause });
    }
    return true;
  }
}

function findToken(value: unknown): string | undefined {
  if (typeof value === 'string') return isToken(value) ? value : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.values(value)
    .map(findToken)
    .find((token) => token !== undefined);
}

function isToken(text: string): boolean {
  try {
    return readToken(text).arn !== '';
  } catch {
    return false;
  }
}
