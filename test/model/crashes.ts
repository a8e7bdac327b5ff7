import { AsyncLocalStorage } from 'node:async_hooks';
import type { World } from '../../functions/ports.ts';

/** The next Lambda of the machine dies at this call of a port: before it takes effect, or after. */
export interface Crash {
  readonly call: number;
  readonly when: 'before' | 'after';
}

interface Dying extends Crash {
  calls: number;
  dead: boolean;
}

/** What the machine sees of a Lambda that died. */
class Crashed extends Error {
  override readonly name = 'Lambda.Unknown';
}

const dying = new AsyncLocalStorage<Dying>();

/** Runs a Lambda that dies on the way; where it makes fewer calls than that, at its end, its answer lost. */
export async function crashing<Value>(crash: Crash, run: () => Promise<Value>): Promise<Value> {
  return dying.run({ ...crash, calls: 0, dead: false }, async () => {
    await run();
    throw new Crashed('after its last effect');
  });
}

/** The world in which Lambdas die as ordered. */
export function mortal(world: World): World {
  const ports = Object.entries(world).map(([name, port]: [string, unknown]) => [
    name,
    typeof port === 'object' && port !== null && name !== 'county' ? watched(name, port) : port,
  ]);
  return Object.fromEntries(ports) as World;
}

function watched(name: string, port: object): object {
  return new Proxy(port, {
    get: (target, method) => {
      const found: unknown = Reflect.get(target, method);
      if (typeof found !== 'function') return found;
      return async (...args: readonly unknown[]) => {
        const run = () => Reflect.apply(found, target, args) as unknown;
        const crash = dying.getStore();
        return crash ? dieAt(crash, `${name}.${String(method)}`, run) : run();
      };
    },
  });
}

async function dieAt(crash: Dying, effect: string, run: () => unknown): Promise<unknown> {
  const here = crash.calls === crash.call;
  crash.calls += 1;
  if (crash.dead || (here && crash.when === 'before')) {
    crash.dead = true;
    throw new Crashed(`before ${effect}`);
  }
  const value = await run();
  if (here) {
    crash.dead = true;
    throw new Crashed(`after ${effect}`);
  }
  return value;
}
