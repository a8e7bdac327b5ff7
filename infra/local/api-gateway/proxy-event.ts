import type {
  APIGatewayEventRequestContextV2,
  APIGatewayProxyEventV2WithRequestContext,
  APIGatewayRequestAuthorizerEventV2,
} from 'aws-lambda';
import type { WireRequest } from '../wire.ts';
import { decoded } from './route-table.ts';

/** What a Lambda behind the HTTP API is given, payload format 2.0; `authorizer` only behind an authoriser. */
export type HttpApiEvent = APIGatewayProxyEventV2WithRequestContext<
  APIGatewayEventRequestContextV2 & { authorizer?: { lambda: Record<string, unknown> } }
>;

/** What a REQUEST authoriser is given, payload format 2.0. */
export type AuthorizerEvent = APIGatewayRequestAuthorizerEventV2;

/** One request on its way through the gateway. */
export interface Call {
  readonly request: WireRequest;
  /** `GET /applications/{id}`, as the route was declared. */
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>> | undefined;
  readonly requestId: string;
  /** Real time, milliseconds since the epoch. */
  readonly nowMillis: number;
}

const ACCOUNT_ID = '123456789012';
const API_ID = 'local';
/** The only types an HTTP API hands over as text: a form and a missing type are binary to it. */
const TEXT = /^(text\/.*|application\/(json|xml|javascript))$/u;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The event of the integration. @param context what the authoriser said; undefined on a route without one */
export function proxyEvent(call: Call, context: Record<string, unknown> | undefined): HttpApiEvent {
  const { body } = call.request;
  const isBase64Encoded = body.length > 0 && !isText(call.request.headers['content-type']);
  return {
    version: '2.0',
    ...common(call),
    requestContext: {
      ...requestContext(call),
      ...(context !== undefined && { authorizer: { lambda: context } }),
    },
    ...(body.length > 0 && { body: body.toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded,
  };
}

/** The event of the authoriser: the same request without its body. */
export function authorizerEvent(call: Call, identitySource: string): AuthorizerEvent {
  const { method } = call.request;
  const path = call.routeKey.slice(call.routeKey.indexOf(' ') + 1);
  const { cookies = [], ...rest } = common(call);
  return {
    version: '2.0',
    type: 'REQUEST',
    routeArn: `arn:aws:execute-api:us-east-1:${ACCOUNT_ID}:${API_ID}/$default/${method}${path}`,
    identitySource: [identitySource],
    ...rest,
    cookies,
    requestContext: requestContext(call),
  };
}

function common(call: Call) {
  const { headers, path, rawQuery } = call.request;
  const { cookie, ...others } = headers;
  const query = queryParameters(rawQuery);
  return {
    routeKey: call.routeKey,
    // The real one decodes it too, in spite of the name; the query stays as sent.
    rawPath: decoded(path),
    rawQueryString: rawQuery,
    ...(cookie !== undefined && { cookies: cookie.split(/;\s*/u).filter(Boolean) }),
    headers: others,
    ...(query !== undefined && { queryStringParameters: query }),
    ...(call.pathParameters !== undefined && { pathParameters: { ...call.pathParameters } }),
  };
}

function requestContext(call: Call): APIGatewayEventRequestContextV2 {
  const { headers, method, path } = call.request;
  const host = headers['host'] ?? 'localhost';
  return {
    accountId: ACCOUNT_ID,
    apiId: API_ID,
    domainName: host,
    domainPrefix: host.split('.')[0] ?? host,
    http: {
      method,
      path: decoded(path),
      protocol: 'HTTP/1.1',
      sourceIp: '127.0.0.1',
      userAgent: headers['user-agent'] ?? '',
    },
    requestId: call.requestId,
    routeKey: call.routeKey,
    stage: '$default',
    time: commonLogTime(call.nowMillis),
    timeEpoch: call.nowMillis,
  };
}

function queryParameters(rawQuery: string): Record<string, string> | undefined {
  if (rawQuery === '') return undefined;
  const joined = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(rawQuery)) {
    const before = joined.get(name);
    joined.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(joined);
}

function isText(contentType: string | undefined): boolean {
  return TEXT.test((contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '');
}

/** `02/Mar/2026:01:00:00 +0000`. */
function commonLogTime(millis: number): string {
  const iso = new Date(millis).toISOString();
  const month = MONTHS[Number(iso.slice(5, 7)) - 1] ?? '';
  return `${iso.slice(8, 10)}/${month}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
}
