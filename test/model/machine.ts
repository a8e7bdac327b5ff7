import { readFileSync } from 'node:fs';
import type { Workflow } from '../../functions/ports/outside.ts';
import { STEPS } from '../../functions/manifest.ts';
import { EXECUTION_OPERATIONS } from '../../infra/local/step-functions/execution-operations.ts';
import type { ExecutionStatus } from '../../infra/local/step-functions/execution-record.ts';
import type { InvokeLambda } from '../../infra/local/step-functions/invoke.ts';
import { Machines } from '../../infra/local/step-functions/machines.ts';
import { Runner } from '../../infra/local/step-functions/runner.ts';
import { Store } from '../../infra/local/step-functions/store.ts';
import { TASK_OPERATIONS } from '../../infra/local/step-functions/task-operations.ts';
import type { BusinessClock, TimerSource } from '../../infra/local/timers.ts';
import { AwsError } from '../../infra/local/wire.ts';
import { memoryJournal } from './memory-journal.ts';

const PREFIX = 'arn:aws:states:us-east-1:000000000000';
const MACHINE = `${PREFIX}:stateMachine:recognition`;
const OPERATIONS = { ...EXECUTION_OPERATIONS, ...TASK_OPERATIONS };

/** Where a case's execution stands. */
export interface MachineStanding {
  readonly status: ExecutionStatus;
  readonly state: string;
  /** `token`: it waits for an answer or a time limit; `retry`: a failed step is about to be tried again. */
  readonly waits: 'token' | 'lambda' | 'retry' | 'nothing';
  /** When it acts by itself, milliseconds; undefined when never. */
  readonly dueAt: number | undefined;
  /** Payload of the Lambda whose token is open. */
  readonly asked: unknown;
}

/** The deployed definition, run by the product's own interpreter in this process, without a disk. */
export class Machine {
  readonly timers: TimerSource;
  readonly #engine;

  private constructor(engine: {
    clock: BusinessClock;
    machines: Machines;
    runner: Runner;
    store: Store;
    arnPrefix: string;
  }) {
    this.#engine = engine;
    const { runner } = engine;
    this.timers = {
      nextDueAt: () => runner.nextDueAt(),
      fireDue: (now) => runner.fireDue(now),
      idle: () => runner.idle(),
    };
  }

  static async load(clock: BusinessClock, invokeLambda: InvokeLambda): Promise<Machine> {
    const store = new Store(memoryJournal());
    const runner = new Runner(store, { clock, invokeLambda, region: 'us-east-1' });
    const machines = new Machines(store, runner, clock);
    await machines.put(MACHINE, 'recognition', DEFINITION, 'role');
    return new Machine({ clock, machines, runner, store, arnPrefix: PREFIX });
  }

  /** The machine as the product's port has it: late and unknown tokens are no error. */
  workflow(): Workflow {
    const answered = async (name: string, input: object): Promise<boolean> => {
      try {
        await this.#operation(name, input);
        return true;
      } catch (error) {
        if (error instanceof AwsError) return false;
        throw error;
      }
    };
    return {
      start: async (caseId) => {
        const input = JSON.stringify({ applicationId: caseId });
        await answered('StartExecution', { stateMachineArn: MACHINE, name: caseId, input });
      },
      wake: (token, answer) =>
        answered('SendTaskSuccess', { taskToken: token, output: JSON.stringify(answer) }),
      reroute: (token, cause) =>
        answered('SendTaskFailure', { taskToken: token, error: 'AlreadyDecided', cause }),
      status: async (caseId) => {
        const { status } = (await this.standing(caseId)) ?? {};
        if (status === undefined) return undefined;
        if (status === 'RUNNING') return 'running';
        return status === 'SUCCEEDED' ? 'succeeded' : 'failed';
      },
      list: async () => ({ executions: [] }),
      redrive: async () => undefined,
    };
  }

  /** How many executions bear the case's id. */
  executionsOf(caseId: string): number {
    return [...this.#engine.runner.summaries.values()].filter(({ name }) => name === caseId).length;
  }

  /** Undefined when the case has no execution. */
  async standing(caseId: string): Promise<MachineStanding | undefined> {
    const found = await this.#engine.runner.act(`${PREFIX}:execution:recognition:${caseId}`, ({ record }) => {
      const scope = record.scopes[1];
      const pending = scope?.pending;
      const asked = pending?.kind === 'task' ? pending.payload : undefined;
      const at = { status: record.status, state: scope?.state ?? '', asked };
      if (record.status !== 'RUNNING' || !pending)
        return { ...at, waits: 'nothing' as const, dueAt: undefined };
      if (pending.kind === 'timer') return { ...at, waits: 'retry' as const, dueAt: pending.dueAt };
      if (pending.kind === 'children') return { ...at, waits: 'nothing' as const, dueAt: undefined };
      return {
        ...at,
        waits: pending.submitted ? ('token' as const) : ('lambda' as const),
        dueAt: pending.timeoutAt,
      };
    });
    return found?.value;
  }

  async #operation(name: keyof typeof OPERATIONS, input: unknown): Promise<unknown> {
    const run = OPERATIONS[name];
    if (!run) throw new Error(`There is no operation ${name}`);
    return run(this.#engine, input);
  }
}

const DEFINITION = readFileSync(
  new URL('../../statemachines/recognition.asl.json', import.meta.url),
  'utf8',
).replaceAll(/\$\{(\w+)\}/gu, (whole, placeholder: string) => {
  const step = STEPS.find((one) => one.placeholder === placeholder);
  if (!step && placeholder !== 'Partition') throw new Error(`Nothing fills ${whole}`);
  return step?.name ?? 'aws';
});
