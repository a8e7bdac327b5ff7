import * as z from 'zod';
import type { BusinessClock } from '../timers.ts';
import { AwsError } from '../wire.ts';
import type { Machines } from './machines.ts';
import type { Runner } from './runner.ts';
import type { Store } from './store.ts';

/** What the operations work on. */
export interface Engine {
  readonly clock: BusinessClock;
  readonly machines: Machines;
  readonly runner: Runner;
  readonly store: Store;
  /** `arn:<partition>:states:<region>:<account>`. */
  readonly arnPrefix: string;
}

/** One operation of the API: its input, as JSON, to its answer. */
export type Operation = (engine: Engine, input: unknown) => Promise<unknown>;

/**
 * An operation whose input has a schema.
 * @throws AwsError ValidationException, as AWS has it, when the input does not fit
 */
export function operation<S extends z.ZodType>(
  schema: S,
  run: (engine: Engine, input: z.infer<S>) => Promise<unknown>,
): Operation {
  return async (engine, input) => {
    const parsed = schema.safeParse(input ?? {});
    if (parsed.success) return run(engine, parsed.data);
    const [issue] = parsed.error.issues;
    throw new AwsError('ValidationException', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
  };
}

/** Fields of every list operation. */
export const pageFields = {
  maxResults: z.int().min(0).max(1000).optional(),
  nextToken: z.string().optional(),
};

/**
 * A page of a list. The token is the place of the next item, so it stays good when items are added behind it.
 * @throws AwsError InvalidToken for a token this service did not give
 */
export function page<T>(
  all: readonly T[],
  { maxResults, nextToken }: { maxResults?: number | undefined; nextToken?: string | undefined },
): { readonly items: readonly T[]; readonly more: { readonly nextToken?: string } } {
  const from = nextToken === undefined ? 0 : Number(Buffer.from(nextToken, 'base64url').toString());
  if (!Number.isInteger(from) || from < 0)
    throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
  // 0 means the default (AWS API reference).
  const to = from + (maxResults === undefined || maxResults === 0 ? 100 : maxResults);
  const next = Buffer.from(String(to)).toString('base64url');
  return { items: all.slice(from, to), more: to < all.length ? { nextToken: next } : {} };
}

/** Business milliseconds as the wire has instants: seconds since the epoch. */
export function seconds(millis: number): number {
  return millis / 1000;
}
