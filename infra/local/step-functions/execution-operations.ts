import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { AwsError } from '../wire.ts';
import type { ExecutionRecord } from './execution-record.ts';
import type { ExecutionSummary } from './execution-summary.ts';
import { PAYLOAD_LIMIT_BYTES } from './failure.ts';
import { payload, wireEvent } from './history-event.ts';
import { endBadly } from './leave.ts';
import { checkArn, checkName, nameField } from './names.ts';
import { type Engine, type Operation, operation, page, pageFields, seconds } from './operation.ts';
import { notRedrivable, redrive } from './redrive.ts';
import { definitionHash } from './store.ts';
import { append, openScope, type Transition } from './transition.ts';

const executionOf = z.looseObject({ executionArn: z.string() });
const statuses = z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']);

async function act<T>({ runner }: Engine, arn: string, job: (t: Transition) => T): Promise<T> {
  checkArn(arn, 'execution');
  const found = await runner.act(arn, job);
  if (!found) throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
  return found.value;
}

function checkInput(input: string): void {
  try {
    JSON.parse(input);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : '';
    throw new AwsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${why}'`);
  }
  if (Buffer.byteLength(input) > PAYLOAD_LIMIT_BYTES) {
    throw new AwsError('InvalidExecutionInput', 'Input exceeds the maximum number of bytes service limit.');
  }
}

/** The same name with the same input, while it runs, is the same execution; anything else is taken. */
async function startAgain(engine: Engine, arn: string, input: string): Promise<unknown> {
  return act(engine, arn, ({ record }) => {
    if (record.status !== 'RUNNING' || record.input !== input) {
      throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
    }
    return { executionArn: arn, startDate: seconds(record.startedAt) };
  });
}

function begin(t: Transition): void {
  const { input, roleArn } = t.record;
  append(t, undefined, 'ExecutionStarted', { ...payload('input', input), roleArn });
  openScope(t, { index: 0, path: [] }, JSON.parse(input), 1);
}

function describe(record: ExecutionRecord, nowMillis: number): Record<string, unknown> {
  const { stoppedAt, redrivenAt, output } = record;
  const reason = notRedrivable(record, nowMillis);
  return {
    executionArn: record.arn,
    stateMachineArn: record.machineArn,
    name: record.name,
    status: record.status,
    startDate: seconds(record.startedAt),
    stopDate: stoppedAt === undefined ? undefined : seconds(stoppedAt),
    input: record.input,
    inputDetails: { included: true },
    output,
    outputDetails: output === undefined ? undefined : { included: true },
    error: record.error,
    cause: record.cause,
    redriveCount: record.redriveCount,
    redriveDate: redrivenAt === undefined ? undefined : seconds(redrivenAt),
    redriveStatus: reason === undefined ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
    redriveStatusReason: reason,
  };
}

/** Lists have the latest first: by the end, or while it runs by the start or the last redrive. */
function sortedBy({ stoppedAt, redrivenAt, startedAt }: ExecutionSummary): number {
  return stoppedAt ?? redrivenAt ?? startedAt;
}

/** Operations on executions, by name. */
export const EXECUTION_OPERATIONS: Readonly<Record<string, Operation>> = {
  StartExecution: operation(
    z.looseObject({
      stateMachineArn: z.string(),
      name: nameField.optional(),
      input: z.string().default('{}'),
    }),
    async (engine, { stateMachineArn, name: given = randomUUID(), input }) => {
      const machine = engine.machines.get(stateMachineArn);
      checkName(given);
      checkInput(input);
      const arn = `${engine.arnPrefix}:execution:${machine.name}:${given}`;
      if (engine.runner.summaries.has(arn)) return startAgain(engine, arn, input);
      const startedAt = engine.clock.nowMillis();
      const hash = definitionHash(machine.definition);
      const definition = engine.runner.know(hash, machine.definition);
      const { timeoutSeconds } = definition;
      const record: ExecutionRecord = {
        arn,
        name: given,
        machineArn: machine.arn,
        machineName: machine.name,
        roleArn: machine.roleArn,
        definition: hash,
        input,
        startedAt,
        status: 'RUNNING',
        redriveCount: 0,
        dueAt: timeoutSeconds === undefined ? undefined : startedAt + timeoutSeconds * 1000,
        nextEventId: 1,
        nextScopeId: 1,
        scopes: {},
      };
      await engine.runner.start(record, definition, begin);
      return { executionArn: arn, startDate: seconds(startedAt) };
    },
  ),

  DescribeExecution: operation(executionOf, async (engine, { executionArn }) =>
    act(engine, executionArn, ({ record, now }) => describe(record, now)),
  ),

  ListExecutions: operation(
    z.looseObject({
      stateMachineArn: z.string(),
      statusFilter: statuses.optional(),
      redriveFilter: z.undefined().optional(),
      ...pageFields,
    }),
    async ({ runner, machines }, { stateMachineArn, statusFilter, ...paging }) => {
      machines.get(stateMachineArn);
      const all = [...runner.summaries.values()]
        .filter((e) => e.machineArn === stateMachineArn && (statusFilter ?? e.status) === e.status)
        .sort((a, b) => sortedBy(b) - sortedBy(a));
      const { items, more } = page(all, paging);
      const executions = items.map((e) => ({
        executionArn: e.arn,
        stateMachineArn,
        name: e.name,
        status: e.status,
        startDate: seconds(e.startedAt),
        stopDate: e.stoppedAt === undefined ? undefined : seconds(e.stoppedAt),
        redriveCount: e.redriveCount,
        redriveDate: e.redrivenAt === undefined ? undefined : seconds(e.redrivenAt),
      }));
      return { executions, ...more };
    },
  ),

  GetExecutionHistory: operation(
    executionOf.extend({
      reverseOrder: z.boolean().default(false),
      includeExecutionData: z.boolean().default(true),
      ...pageFields,
    }),
    async (engine, { executionArn, reverseOrder, includeExecutionData, ...paging }) => {
      await act(engine, executionArn, () => undefined);
      const all = await engine.store.history(executionArn);
      const { items, more } = page(reverseOrder ? all.reverse() : all, paging);
      return { events: items.map((event) => wireEvent(event, includeExecutionData)), ...more };
    },
  ),

  StopExecution: operation(
    executionOf.extend({ error: z.string().max(256).optional(), cause: z.string().max(32_768).optional() }),
    async (engine, { executionArn, error, cause }) =>
      act(engine, executionArn, (t) => {
        if (t.record.status === 'RUNNING') endBadly(t, 'ABORTED', { error, cause }, t.record.nextEventId - 1);
        return { stopDate: seconds(t.record.stoppedAt ?? t.now) };
      }),
  ),

  RedriveExecution: operation(
    executionOf.extend({
      clientToken: z
        .string()
        .min(1)
        .max(64)
        .default(() => randomUUID()),
    }),
    async (engine, { executionArn, clientToken }) =>
      act(engine, executionArn, (t) => ({ redriveDate: seconds(redrive(t, clientToken)) })),
  ),
};
