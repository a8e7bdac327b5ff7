import { allRoutes } from '../../functions/manifest.ts';
import { OF_EACH_LINE } from './log-lines.ts';
import { memoryOf, processorShare, readSizes, sizeOf } from '../aws/sizes.ts';

/** Calls of one function and the time inside it, milliseconds of this machine. */
export interface Calls {
  readonly count: number;
  readonly millis: number;
}

const NO_CALLS: Calls = { count: 0, millis: 0 };

/**
 * The functions behind some calls of the API, by name, each with a call of the authoriser before it.
 * @param calls route with `{id}` for every id, and the milliseconds of each answer
 * @throws Error for a route that nobody answers
 */
export function callsOfApi(
  calls: readonly (readonly [string, readonly number[]])[],
): ReadonlyMap<string, Calls> {
  const functions = new Map<string, Calls>();
  const add = (name: string, count: number, millis: number): void => {
    const sum = functions.get(name) ?? NO_CALLS;
    functions.set(name, { count: sum.count + count, millis: sum.millis + millis });
  };
  for (const [route, times] of calls) {
    const found = allRoutes().find(
      ({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/gu, '{id}')}` === route,
    );
    if (!found) throw new Error(`Nobody answers ${route}`);
    add(
      found.audience,
      times.length,
      times.reduce((sum, millis) => sum + millis, 0),
    );
    add('authoriser', times.length, times.length * sizeOf('authoriser').callCpuMs.median);
  }
  return functions;
}

/**
 * What Lambda bills for them. Here every call has a whole processor; there it has a part of one, so the part of its
 * time in which it computes takes as much longer.
 */
export function gbSecondsOf(lambdas: ReadonlyMap<string, Calls>): number {
  const sizes = readSizes();
  return [...lambdas].reduce((sum, [name, { count, millis }]) => {
    const memoryMiB = memoryOf(name, sizes);
    const longer = Math.max(0, 1 / processorShare(memoryMiB) - 1);
    const billed = millis + count * sizeOf(name, sizes).callCpuMs.median * longer;
    return sum + (billed / 1_000) * (memoryMiB / 1_024);
  }, 0);
}

/**
 * What they write into their logs, bytes: their own lines, as they were counted at the bundles' output, one a call. Lambda's lines
 * on each call are left out by the stack (`systemLogLevelV2`).
 */
export function logBytesOf(lambdas: ReadonlyMap<string, Calls>): number {
  const sizes = readSizes();
  return [...lambdas].reduce(
    (sum, [name, { count }]) => sum + count * (sizeOf(name, sizes).logBytes + OF_EACH_LINE),
    0,
  );
}
