import { randomUUID } from 'node:crypto';
import type { WireHandler, WireRequest, WireResponse } from '../wire.ts';
import { createGate, type Authorize } from './authorizer.ts';
import { proxyEvent, type Call, type HttpApiEvent } from './proxy-event.ts';
import { toResponse } from './proxy-result.ts';
import { compileRoutes } from './route-table.ts';
import { createThrottle, type ThrottleSettings } from './throttle.ts';

/** Most bytes of body an HTTP API takes. */
const LARGEST_BODY_BYTES = 10 * 1024 * 1024;
const INTEGRATION_TIMEOUT_MILLIS = 30_000;
const AUTHORIZER_TTL_MILLIS = 60_000;

/** One route and the Lambda behind it. */
export interface LocalRoute {
  /** Upper case, or ANY. */
  readonly method: string;
  /** `/applications/{id}`; the last segment may be greedy: `{proxy+}`. */
  readonly path: string;
  /** Whether the authoriser is asked first. */
  readonly authorized: boolean;
  readonly throttle?: ThrottleSettings;
  /** @returns an `APIGatewayProxyStructuredResultV2`, or anything that is JSON: then it is the body of a 200 */
  invoke(event: HttpApiEvent): Promise<unknown>;
}

export interface HttpApiOptions {
  readonly routes: readonly LocalRoute[];
  readonly authorize?: Authorize;
  /** Of every route that has none of its own. @default none */
  readonly throttle?: ThrottleSettings;
  /** How long the authoriser's answers are kept. @default 60 s, of real time */
  readonly authorizerTtlMillis?: number;
  /** @default 30 s, the gateway's own limit */
  readonly integrationTimeoutMillis?: number;
  /** Real time, milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
  /** Told of every fault of a Lambda or the authoriser; the caller only sees a 500 or 503. */
  readonly onFault?: (error: unknown, routeKey: string) => void;
}

/**
 * An AWS HTTP API with Lambda proxy integrations, payload format 2.0, on the stage `$default`: no validation, no CORS.
 * Its own refusals are `{"message": …}`: 401, 403, 404, 413, 429, 500, and 503 when a Lambda takes too long.
 * @throws Error when two routes are the same, or a route asks for an authoriser and there is none
 */
export function createHttpApi(options: HttpApiOptions): WireHandler {
  const { authorize, now = Date.now } = options;
  const find = compileRoutes(options.routes);
  const gate = authorize && createGate(authorize, options.authorizerTtlMillis ?? AUTHORIZER_TTL_MILLIS);
  const mayPass = createThrottle();
  const timeoutMillis = options.integrationTimeoutMillis ?? INTEGRATION_TIMEOUT_MILLIS;
  if (gate === undefined && options.routes.some((route) => route.authorized)) {
    throw new Error('A route asks for an authoriser and there is none');
  }

  async function pass(route: LocalRoute, call: Call): Promise<WireResponse> {
    let context: Record<string, unknown> | undefined;
    if (route.authorized && gate !== undefined) {
      const verdict = await gate(call);
      if (verdict === 'unauthorized') return own(401, 'Unauthorized');
      if (verdict === 'forbidden') return own(403, 'Forbidden');
      context = verdict.context;
    }
    if (!mayPass(call.routeKey, route.throttle ?? options.throttle, call.nowMillis)) {
      return own(429, 'Too Many Requests');
    }
    return toResponse(await within(timeoutMillis, route.invoke(proxyEvent(call, context))));
  }

  return async (request) => {
    const requestId = randomUUID();
    const answer = await answerTo(request, requestId);
    const headers = { ...answer.headers, 'apigw-requestid': requestId };
    if (request.method !== 'HEAD') return { ...answer, headers };
    const length = String(Buffer.byteLength(answer.body ?? ''));
    return { status: answer.status, headers: { ...headers, 'content-length': length } };
  };

  async function answerTo(request: WireRequest, requestId: string): Promise<WireResponse> {
    if (request.body.length > LARGEST_BODY_BYTES) return own(413, 'Request Entity Too Large');
    const match = find(request.method, request.path);
    if (match === undefined) return own(404, 'Not Found');
    const { route, pathParameters } = match;
    const routeKey = `${route.method} ${route.path}`;
    try {
      return await pass(route, { request, routeKey, pathParameters, requestId, nowMillis: now() });
    } catch (error) {
      options.onFault?.(error, routeKey);
      return error instanceof IntegrationTimeout
        ? own(503, 'Service Unavailable')
        : own(500, 'Internal Server Error');
    }
  }
}

class IntegrationTimeout extends Error {
  override readonly name = 'IntegrationTimeout';
}

/** The Lambda is not stopped by it: it goes on, and nobody hears its answer. */
async function within<T>(millis: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new IntegrationTimeout(`No answer within ${millis} ms`)), millis);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

function own(status: number, message: string): WireResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ message }) };
}
