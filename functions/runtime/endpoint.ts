import type * as z from 'zod';
import type { Caller } from '../domain/account.ts';
import type { RouteName } from '../manifest.ts';
import type { World } from '../ports.ts';
import type { Pages } from './page.ts';

/** What `run` is given: everything has passed its schema. */
export interface Request<Path, Query, Body> {
  readonly path: Path;
  readonly query: Query;
  readonly body: Body;
  /** Present on every route that asks for a role. */
  readonly caller: Caller;
}

/** What `run` gives back; without a body only status and headers are sent. */
export interface Answer<Body> {
  readonly status: number;
  readonly body?: Body;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An endpoint: a schema for what comes in, one for what goes out, and the story in between. */
export interface Endpoint<
  Path extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answered extends z.ZodType = z.ZodType,
> {
  readonly route: RouteName;
  /** First sentence: what it does, for the OpenAPI document. */
  readonly summary: string;
  readonly path?: Path;
  readonly query?: Query;
  readonly body?: Body;
  /** Status of success, and the shape of its body. */
  readonly success: { readonly status: number; readonly body?: Answered };
  /** Statuses of problems beyond those that every endpoint with such a path, body and roles may answer. */
  readonly refusals?: readonly number[];
  /** Where browsers without script are served too: a form that is posted is read like a body, and answered as a page. */
  readonly pages?: Pages<z.input<Answered>>;
  /** The same answer as a table, for whoever accepts `text/csv` and not JSON. */
  readonly csv?: (answered: z.input<Answered>) => string;
  run(
    world: World,
    request: Request<z.output<Path>, z.output<Query>, z.output<Body>>,
  ): Promise<Answer<z.input<Answered>>>;
}

/** Keeps the types of an endpoint while it is written as one object. */
export function endpoint<
  Path extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answered extends z.ZodType = z.ZodType,
>(definition: Endpoint<Path, Query, Body, Answered>): Endpoint<Path, Query, Body, Answered> {
  return definition;
}

/** An endpoint of any shape, as the envelope and the OpenAPI document see it. */
export type AnyEndpoint = Pick<
  Endpoint,
  'route' | 'summary' | 'path' | 'query' | 'body' | 'success' | 'refusals'
> & {
  readonly pages?: Pages<never>;
  readonly csv?: (answered: never) => string;
  // Method syntax keeps the parameter bivariant: every concrete endpoint fits.
  run(world: World, request: Request<never, never, never>): Promise<Answer<unknown>>;
};
