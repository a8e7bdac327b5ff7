import type { AuthorizerAnswer } from '../../infra/local/api-gateway/authorizer.ts';
import { createHttpApi, type LocalRoute } from '../../infra/local/api-gateway/http-api.ts';
import type { AuthorizerEvent, HttpApiEvent } from '../../infra/local/api-gateway/proxy-event.ts';
import { serve } from '../../infra/local/http-server.ts';

/** Real time at the start of a test. */
export const NOON = Date.parse('2026-03-02T12:00:00Z');

/** A route whose Lambda does not care who calls it and answers its own route key. */
export function route(method: string, path: string, more: Partial<LocalRoute> = {}): LocalRoute {
  return {
    method,
    path,
    authorized: false,
    invoke: async ({ routeKey }) => ({ routeKey }),
    ...more,
  };
}

/** An HTTP API on loopback, and what it saw. */
export async function serveHttpApi(routes: readonly LocalRoute[]) {
  const seen = {
    nowMillis: NOON,
    events: [] as HttpApiEvent[],
    asked: [] as AuthorizerEvent[],
    faults: [] as unknown[],
    verdict: async (): Promise<AuthorizerAnswer> => ({
      isAuthorized: true,
      context: { sub: 'someone', roles: ['clerk'] },
    }),
  };
  const watched = routes.map((one) => {
    const invoke = async (event: HttpApiEvent): Promise<unknown> => {
      seen.events.push(event);
      return one.invoke(event);
    };
    return Object.assign({}, one, { invoke });
  });
  const api = createHttpApi({
    routes: watched,
    authorize: async (event) => {
      seen.asked.push(event);
      return seen.verdict();
    },
    integrationTimeoutMillis: 200,
    now: () => seen.nowMillis,
    onFault: (error) => seen.faults.push(error),
  });
  const served = await serve(api, { port: 0 });
  return Object.assign(seen, {
    port: served.port,
    get: (path: string, init: RequestInit = {}): Promise<Response> => fetch(`${served.origin}${path}`, init),
    close: () => served.close(),
  });
}
