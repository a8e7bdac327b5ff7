/**
 * Step Functions on one machine: a durable interpreter of standard workflows, JSONata only.
 *
 * It has CreateStateMachine, UpdateStateMachine, DescribeStateMachine, ListStateMachines, DeleteStateMachine,
 * DescribeStateMachineForExecution, ValidateStateMachineDefinition, StartExecution, DescribeExecution,
 * ListExecutions, GetExecutionHistory, StopExecution, RedriveExecution, SendTaskSuccess, SendTaskFailure and
 * SendTaskHeartbeat. Every other operation answers 501 with its name.
 *
 * Of the language it has Pass, Task, Choice, Wait, Succeed, Fail, Parallel and the inline Map; of resources, Lambda
 * functions by ARN and `lambda:invoke`, with and without `.waitForTaskToken`. Whatever else a definition holds is
 * refused when it is loaded, with the state's name.
 */
import { randomUUID } from 'node:crypto';
import type { BusinessClock, TimerSource } from '../timers.ts';
import { AwsError, type WireHandler } from '../wire.ts';
import { EXECUTION_OPERATIONS } from './execution-operations.ts';
import type { ExecutionSummary } from './execution-summary.ts';
import { wireEvent } from './history-event.ts';
import type { InvokeLambda } from './invoke.ts';
import { type AroundCommit, Journal } from './journal.ts';
import { MACHINE_OPERATIONS, NO_ROLE } from './machine-operations.ts';
import { Machines } from './machines.ts';
import type { Operation } from './operation.ts';
import { Runner } from './runner.ts';
import { Store } from './store.ts';
import { TASK_OPERATIONS } from './task-operations.ts';

export interface StepFunctionsOptions {
  /** Where the store is kept; made when missing, and held by one process at a time. */
  readonly directory: string;
  /** All times of workflows come from here; nothing is measured in real time. */
  readonly clock: BusinessClock;
  /**
   * Runs a function of the product. On opening, calls that had not answered are made again as soon as the opener
   * has its answer: a caller that is not ready then may wait in here.
   */
  readonly invokeLambda: InvokeLambda;
  /** Wraps every write of a transition, to let ordered faults happen. */
  readonly aroundCommit?: AroundCommit;
  /** @default '000000000000' */
  readonly accountId?: string;
  /** @default 'us-east-1' */
  readonly region?: string;
  /** @default 'aws' */
  readonly partition?: string;
}

export interface StepFunctions extends TimerSource {
  /** Speaks `x-amz-json-1.0`, routed by `X-Amz-Target: AWSStepFunctions.<Operation>`. */
  readonly handle: WireHandler;
  /**
   * The same operations in process, with the same inputs and answers; instants are seconds since the epoch.
   * @throws AwsError
   */
  operation(name: string, input: unknown): Promise<unknown>;
  /**
   * Creates a machine or updates it; executions under way keep the definition they began with.
   * @param definition Amazon States Language, as text or as the value it describes
   * @returns its ARN
   * @throws AwsError InvalidDefinition, naming the state
   */
  putStateMachine(name: string, definition: string | object): Promise<string>;
  /** Every execution, as last recorded, in order of their start. */
  executions(): readonly ExecutionSummary[];
  /** All events of an execution, as GetExecutionHistory gives them; empty when there is no such execution. */
  history(executionArn: string): Promise<readonly Record<string, unknown>[]>;
  /** Stops at the last recorded transition; opening the directory again goes on from there. */
  close(): Promise<void>;
}

const OPERATIONS: ReadonlyMap<string, Operation> = new Map(
  Object.entries({ ...MACHINE_OPERATIONS, ...EXECUTION_OPERATIONS, ...TASK_OPERATIONS }),
);

/** Opens the store, and takes up every execution where it stood. */
export async function openStepFunctions(options: StepFunctionsOptions): Promise<StepFunctions> {
  const {
    clock,
    invokeLambda,
    accountId = '000000000000',
    region = 'us-east-1',
    partition = 'aws',
  } = options;
  const store = new Store(await Journal.open(options.directory, options.aroundCommit));
  const runner = new Runner(store, { clock, invokeLambda, region });
  const machines = new Machines(store, runner, clock);
  await machines.load();
  await runner.resume();
  const arnPrefix = `arn:${partition}:states:${region}:${accountId}`;
  const engine = { clock, machines, runner, store, arnPrefix };

  async function operation(name: string, input: unknown): Promise<unknown> {
    const run = OPERATIONS.get(name);
    if (!run) throw new AwsError('NotImplemented', `Step Functions here has no operation ${name}`, 501);
    return run(engine, input);
  }

  return {
    operation,
    handle: speakJson(operation),
    putStateMachine: async (name, definition) => {
      const text = typeof definition === 'string' ? definition : JSON.stringify(definition);
      return (await machines.put(`${arnPrefix}:stateMachine:${name}`, name, text, NO_ROLE)).arn;
    },
    executions: () => [...runner.summaries.values()].sort((a, b) => a.startedAt - b.startedAt),
    history: async (arn) => (await store.history(arn)).map((event) => wireEvent(event, true)),
    nextDueAt: () => runner.nextDueAt(),
    fireDue: async (nowMillis) => runner.fireDue(nowMillis),
    idle: async () => runner.idle(),
    close: async () => runner.close(),
  };
}

function speakJson(operation: StepFunctions['operation']): WireHandler {
  return async ({ headers, body }) => {
    const answer = (status: number, value: unknown): Awaited<ReturnType<WireHandler>> => ({
      status,
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': randomUUID() },
      body: JSON.stringify(value),
    });
    try {
      const name = (headers['x-amz-target'] ?? '').replace(/^AWSStepFunctions\./u, '');
      return answer(200, await operation(name, parseBody(body)));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return answer(error.status, { __type: error.code, message: error.message, ...error.fields });
    }
  };
}

function parseBody(body: Buffer): unknown {
  try {
    return JSON.parse(body.length === 0 ? '{}' : body.toString('utf8')) as unknown;
  } catch {
    throw new AwsError('SerializationException', 'The body is not JSON');
  }
}
