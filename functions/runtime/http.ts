import middy from '@middy/core';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import httpRouter from '@middy/http-router';
import httpSecurityHeaders from '@middy/http-security-headers';
import type {
  APIGatewayProxyEventV2WithLambdaAuthorizer,
  APIGatewayProxyStructuredResultV2,
} from 'aws-lambda';
import { RuleError, StaleWriteError } from '../domain/rule-error.ts';
import { routeOf } from '../manifest.ts';
import type { World } from '../ports.ts';
import { callerOf, type AuthorisedContext } from './caller.ts';
import { currentWorld } from './container.ts';
import type { AnyEndpoint, Answer } from './endpoint.ts';
import { answerOnce } from './idempotency.ts';
import { logFault, logInfo } from './log.ts';
import { formOf, ownPagePolicy, pageAnswer, wantsPage } from './page.ts';
import { languageOf, problemOf } from './problem.ts';
import { noSuchRoute, problemAnswer, problemsOutsideEndpoints } from './problem-answer.ts';
import { rememberingWorld } from './remembering-world.ts';
import { readRequest } from './read-request.ts';

/** How often an act is decided anew because of a write in between. */
const WRITE_ATTEMPTS = 6;

/** A call as the HTTP API hands it on; without the authoriser's context on open routes. */
export type HttpEvent = APIGatewayProxyEventV2WithLambdaAuthorizer<AuthorisedContext | undefined>;

/** One Lambda for the endpoints of an audience: routing, roles, schemas, idempotency, problems, one log line each way. */
export function http(endpoints: readonly AnyEndpoint[]) {
  const routes = endpoints.map((endpoint) => {
    const { method, path } = routeOf(endpoint.route);
    return { method, path, handler: (event: HttpEvent) => serve(endpoint, event) };
  });
  return middy<HttpEvent, APIGatewayProxyStructuredResultV2>()
    .use(ownPagePolicy())
    .use(httpHeaderNormalizer())
    .use(httpSecurityHeaders())
    .use(problemsOutsideEndpoints())
    .handler(
      httpRouter<HttpEvent, APIGatewayProxyStructuredResultV2>({ routes, notFoundResponse: noSuchRoute }),
    );
}

async function serve(endpoint: AnyEndpoint, event: HttpEvent): Promise<APIGatewayProxyStructuredResultV2> {
  const { requestId } = event.requestContext;
  const world = rememberingWorld(currentWorld());
  try {
    const caller = await callerOf(world, endpoint.route, event.requestContext.authorizer?.lambda);
    const request = readRequest(endpoint, event, caller);
    const answer = await answerOnce(world, event, caller, () => run(endpoint, world, request, event));
    logInfo('request-answered', { route: endpoint.route, requestId, status: answer.statusCode ?? 200 });
    return answer;
  } catch (error) {
    return answerProblem(endpoint, event, error);
  }
}

/**
 * Endpoints read, decide and write conditionally; where something else was written in between, such as an alarm, they
 * decide once more on what stands now. A version that the caller named is then no longer the caller's: STALE_VERSION.
 */
async function run(
  endpoint: AnyEndpoint,
  world: World,
  request: ReturnType<typeof readRequest>,
  event: HttpEvent,
): Promise<APIGatewayProxyStructuredResultV2> {
  for (let attempt = 1; ; attempt += 1) {
    const seen = attempt === 1 ? world : rememberingWorld(currentWorld());
    try {
      return encode(endpoint, event, await endpoint.run(seen, request as Parameters<AnyEndpoint['run']>[1]));
    } catch (error) {
      if (!(error instanceof StaleWriteError) || attempt === WRITE_ATTEMPTS) throw error;
    }
  }
}

function encode(
  endpoint: AnyEndpoint,
  event: HttpEvent,
  answer: Answer<unknown>,
): APIGatewayProxyStructuredResultV2 {
  if (endpoint.pages && wantsPage(endpoint, event)) {
    const html = endpoint.pages.success(answer.body as never, languageOf(event.headers['accept-language']));
    return pageAnswer(answer.status, html, answer.headers);
  }
  const headers = { 'cache-control': 'no-store', ...answer.headers };
  if (endpoint.csv && acceptsCsv(event)) {
    const type = { 'content-type': 'text/csv; charset=utf-8' };
    return {
      statusCode: answer.status,
      headers: { ...headers, ...type },
      body: endpoint.csv(answer.body as never),
    };
  }
  if (answer.body === undefined) return { statusCode: answer.status, headers };
  return {
    statusCode: answer.status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(answer.body),
  };
}

function acceptsCsv({ headers }: HttpEvent): boolean {
  return /^\s*text\/csv\b/iu.test(headers['accept'] ?? '');
}

function answerProblem(
  endpoint: AnyEndpoint,
  event: HttpEvent,
  error: unknown,
): APIGatewayProxyStructuredResultV2 {
  const language = languageOf(event.headers['accept-language']);
  const problem = problemOf(error, language);
  const fields = {
    route: endpoint.route,
    requestId: event.requestContext.requestId,
    status: problem.status,
    code: problem.code,
  };
  if (error instanceof RuleError || error instanceof StaleWriteError) logInfo('request-refused', fields);
  else logFault('request-failed', error, fields);
  const retryAfter = retryAfterOf(error, problem.status);
  const headers: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  if (endpoint.pages && wantsPage(endpoint, event)) {
    const html = endpoint.pages.problem(problem, language, formOf(event) ?? {});
    return pageAnswer(problem.status, html, headers);
  }
  return problemAnswer(problem, headers);
}

/** Seconds, as text; undefined where nobody is told to come back. */
function retryAfterOf(error: unknown, status: number): string | undefined {
  if (status === 503) return '5';
  const seconds = error instanceof RuleError ? error.params['retryAfterSeconds'] : undefined;
  return seconds === undefined ? undefined : String(seconds);
}
