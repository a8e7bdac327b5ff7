import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildWorld } from '../../../functions/runtime/aws-world.ts';
import { provideWorld } from '../../../functions/runtime/container.ts';
import { type Setting, SETTINGS } from '../../../functions/runtime/env.ts';
import type { World } from '../../../functions/ports.ts';
import { FaultBook } from '../../../infra/local/faults.ts';
import { runningFunction } from '../../../infra/local/invocation.ts';
import { AWS_PREFIX } from '../../../infra/local/prepare.ts';
import { startProduct } from '../../../infra/local/product.ts';
import type { WireRequest } from '../../../infra/local/wire.ts';
import { formField, type Need, needsOf } from './calls.ts';

const AWS_SERVICES = new Set(['dynamodb', 'states', 'kms', 'sns', 's3']);
const TOKEN = 'x-amz-security-token';
const SETTING_OF = new Map(Object.entries(SETTINGS).map(([name, variable]) => [variable, name as Setting]));

/** What functions did while they were watched, by the name of the function. */
export interface Recording {
  readonly needs: ReadonlyMap<string, readonly Need[]>;
  readonly settings: ReadonlyMap<string, ReadonlySet<Setting>>;
  /** Each setting's value on the machine that was watched. */
  readonly values: Readonly<Record<Setting, string>>;
}

/** The whole product under watch. */
export interface Watched {
  readonly origin: string;
  stop(): Promise<void>;
  /** What was seen until it stopped. */
  recording(): Recording;
}

/** Writes down every call to the cloud, for the function whose session signed it. */
class RecordingBook extends FaultBook {
  readonly needs = new Map<string, Need[]>();

  override async around<T>(
    service: string,
    operation: string,
    run: () => Promise<T>,
    request?: WireRequest,
  ): Promise<T> {
    const caller = request && AWS_SERVICES.has(service) ? callerOf(request) : undefined;
    if (caller === undefined || request === undefined) return super.around(service, operation, run, request);
    const answer = await Promise.allSettled([super.around(service, operation, run, request)]).then(
      ([only]) => only,
    );
    const status = answer.status === 'rejected' ? statusOf(answer.reason) : statusOf(answer.value);
    const needs = needsOf({ service, operation, request, prefix: AWS_PREFIX }, status);
    this.needs.set(caller, [...(this.needs.get(caller) ?? []), ...needs]);
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value;
  }
}

/**
 * The session token names the function: as in the cloud, where each has credentials of its own, also for what it
 * presigns. What is called without a signature is called from the function's own code.
 */
function callerOf(request: WireRequest): string | undefined {
  const query = new URLSearchParams(request.rawQuery);
  const token = request.headers[TOKEN] ?? query.get('X-Amz-Security-Token') ?? formField(request, TOKEN);
  return token ?? runningFunction();
}

function statusOf(answer: unknown): number {
  return typeof answer === 'object' && answer !== null && 'status' in answer ? Number(answer.status) : 500;
}

/**
 * Starts the product with a container, a session and an environment for each function, as in the cloud, instead of the
 * one for all of them that one machine makes do with.
 * @param route how short messages go: by SNS, or by a domestic gateway
 */
export async function startWatched(startAt: string, route: 'sns' | 'gateway'): Promise<Watched> {
  const book = new RecordingBook();
  const dataDir = await mkdtemp(join(tmpdir(), 'huren-watched-'));
  const product = await startProduct({
    dataDir,
    port: 0,
    clock: { mode: 'frozen', startAt },
    faults: book,
    smsRoute: route,
    // As in China, where there is a gateway, and as elsewhere.
    sm2: route === 'gateway',
  });
  const shared = process.env;
  const settings = new Map<string, Set<Setting>>();
  process.env = new Proxy(shared, {
    get(target, variable) {
      const reader = runningFunction();
      if (typeof variable === 'symbol' || reader === undefined)
        return Reflect.get(target, variable) as unknown;
      if (variable === 'AWS_SESSION_TOKEN') return reader;
      const setting = SETTING_OF.get(variable as (typeof SETTINGS)[Setting]);
      if (setting) note(settings, reader, setting);
      return target[variable];
    },
  });
  provideWorld(() => worldOfEach(() => buildWorld({ now: () => product.now() })));
  const values = valuesIn(shared);
  return {
    origin: product.origin,
    async stop() {
      await product.close();
      process.env = shared;
      await rm(dataDir, { recursive: true, force: true });
    },
    recording: () => ({ needs: book.needs, settings, values }),
  };
}

/** A world that is another one for each function. */
function worldOfEach(build: () => World): World {
  const worlds = new Map<string, World>();
  return new Proxy({} as World, {
    get(_target, port) {
      const name = runningFunction();
      if (name === undefined) throw new Error(`Nobody in particular asks for ${String(port)}`);
      const world = worlds.get(name) ?? build();
      worlds.set(name, world);
      return Reflect.get(world, port) as unknown;
    },
  });
}

function note(settings: Map<string, Set<Setting>>, reader: string, setting: Setting): void {
  settings.set(reader, (settings.get(reader) ?? new Set()).add(setting));
}

function valuesIn(environment: NodeJS.ProcessEnv): Record<Setting, string> {
  const pairs = Object.entries(SETTINGS).map(([name, variable]) => [name, environment[variable] ?? '']);
  return Object.fromEntries(pairs) as Record<Setting, string>;
}
