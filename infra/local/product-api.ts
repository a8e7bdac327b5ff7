import { allRoutes } from '../../functions/manifest.ts';
import { createHttpApi } from './api-gateway/http-api.ts';
import { contextOf } from './invocation.ts';
import { API_LAMBDAS } from './lambdas.ts';
import type { WireHandler } from './wire.ts';
import * as z from 'zod';

const Verdict = z.object({
  isAuthorized: z.boolean(),
  context: z.record(z.string(), z.unknown()).optional(),
});

/** The routes as they are served here: which Lambda answers, and whether the authoriser is asked first. */
export function productRoutes() {
  return allRoutes().map(({ method, path, audience, roles }) => ({
    method,
    path,
    audience,
    authorized: roles.length > 0,
  }));
}

/** The HTTP API of the product, made from the manifest as the deployed one is. */
export function createProductApi(): WireHandler {
  return createHttpApi({
    routes: productRoutes().map(({ audience, ...route }) => ({
      ...route,
      invoke: (event) => API_LAMBDAS[audience](event, contextOf(audience)),
    })),
    authorize: async (event) => Verdict.parse(await API_LAMBDAS.authoriser(event, contextOf('authoriser'))),
    onFault: (error, routeKey) => console.error(`The Lambda behind ${routeKey} failed`, error),
  });
}
