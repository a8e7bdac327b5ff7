import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStepFunctions, type StepFunctions } from '../../infra/local/step-functions/step-functions.ts';
import { StillClock } from './sfn-clock.ts';

type Handler = (payload: unknown, meta: { readonly stateName: string }) => unknown;

/** A step functions engine in a directory of its own, with Lambdas given as plain functions. */
export class SfnWorld {
  readonly clock = new StillClock();
  /** Names of the states whose Lambdas were called, in order. */
  readonly called: string[] = [];
  readonly lambdas: Record<string, Handler> = {};
  readonly #directory: string;
  #sfn: StepFunctions | undefined;

  private constructor(directory: string) {
    this.#directory = directory;
  }

  static async open(lambdas: Record<string, Handler> = {}): Promise<SfnWorld> {
    const world = new SfnWorld(await mkdtemp(join(tmpdir(), 'sfn-world-')));
    Object.assign(world.lambdas, lambdas);
    await world.start();
    return world;
  }

  get sfn(): StepFunctions {
    if (!this.#sfn) throw new Error('The engine is closed');
    return this.#sfn;
  }

  async start(): Promise<void> {
    this.#sfn = await openStepFunctions({
      directory: this.#directory,
      clock: this.clock,
      invokeLambda: async (name, payload, meta) => {
        this.called.push(meta.stateName);
        const handler = this.lambdas[name.split(':').at(-1) ?? name];
        if (!handler) throw Object.assign(new Error(`No function ${name}`), { name: 'NoSuchFunction' });
        return handler(payload, meta);
      },
    });
  }

  /** Closes the engine as it stands and opens the same directory again. */
  async restart(): Promise<void> {
    await this.sfn.close();
    await this.start();
  }

  async close(): Promise<void> {
    await this.sfn.close();
    await rm(this.#directory, { recursive: true });
  }

  /** Starts a machine of these states; the first one is where it begins. */
  async begin(states: Record<string, object>, input: unknown = {}, more: object = {}): Promise<string> {
    const definition = { QueryLanguage: 'JSONata', StartAt: Object.keys(states)[0], States: states, ...more };
    const stateMachineArn = await this.sfn.putStateMachine('case', definition);
    const answer = await this.sfn.operation('StartExecution', {
      stateMachineArn,
      input: JSON.stringify(input),
    });
    return (answer as { executionArn: string }).executionArn;
  }

  /** Starts a machine, lets it come to rest, and tells how it stands. */
  async run(states: Record<string, object>, input: unknown = {}): Promise<Standing> {
    const arn = await this.begin(states, input);
    await this.sfn.idle();
    return this.standing(arn);
  }

  async standing(executionArn: string): Promise<Standing> {
    const told = (await this.sfn.operation('DescribeExecution', { executionArn })) as Omit<
      Standing,
      'output'
    > & {
      output?: string;
    };
    return { ...told, output: told.output === undefined ? undefined : (JSON.parse(told.output) as unknown) };
  }

  async types(executionArn: string): Promise<unknown[]> {
    return (await this.sfn.history(executionArn)).map((event) => event['type']);
  }

  async advance(seconds: number): Promise<void> {
    await this.clock.advance(this.sfn, seconds);
  }
}

/** DescribeExecution, with its output parsed. */
export interface Standing {
  readonly executionArn: string;
  readonly status: string;
  readonly output: unknown;
  readonly error?: string;
  readonly cause?: string;
}

/** A Task that calls a function with a payload. */
export function task(
  functionName: string,
  more: object = {},
  payload: unknown = '{% $states.input %}',
): object {
  const Arguments = { FunctionName: functionName, Payload: payload };
  return { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Arguments, ...more };
}

/** A Task that hands its token to a function and waits for the answer. */
export function awaiting(functionName: string, more: object = {}): object {
  return {
    ...task(functionName, more, { token: '{% $states.context.Task.Token %}' }),
    Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
  };
}

/** An error as a Lambda gives it. */
export function named(name: string, message = ''): Error {
  return Object.assign(new Error(message), { name });
}
