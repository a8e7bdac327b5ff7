import { writeFileSync } from 'node:fs';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import * as z from 'zod';
import { applicantEndpoints } from '../functions/lambdas/applicant.ts';
import { publicEndpoints } from '../functions/lambdas/public.ts';
import { staffEndpoints } from '../functions/lambdas/staff.ts';
import { routeOf } from '../functions/manifest.ts';
import type { AnyEndpoint } from '../functions/runtime/endpoint.ts';

const Problem = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    errors: z.array(z.strictObject({ pointer: z.string(), code: z.string(), message: z.string() })),
  })
  .meta({ id: 'Problem', description: 'RFC 9457; every defect at once' });
/** What the gateway itself answers, before any of our functions is asked. */
const GatewayMessage = z.object({ message: z.string() }).meta({ id: 'GatewayMessage' });

/** What each refusal means, in the words of the document. */
const REFUSALS = {
  400: 'Malformed: every defect of query and body at once',
  401: 'No session, or one that has ended',
  403: 'A forged or foreign token, a role that does not allow it, or a bar of this person',
  404: 'No such thing, or not the caller’s to see',
  409: 'Stale, or not allowed as things stand now',
  413: 'Too large',
  422: 'A rule is broken',
  429: 'Too many; `retry-after` says when to come back where the limit is our own',
} as const;
type Refusal = keyof typeof REFUSALS;
const STATUSES = Object.keys(REFUSALS).map((status) => Number(status) as Refusal);
/** Those that the gateway may also give by itself. */
const OF_THE_GATEWAY: ReadonlySet<Refusal> = new Set([401, 403, 413, 429]);

/** Every endpoint that is deployed, in the order of the document. */
export const ENDPOINTS: readonly AnyEndpoint[] = [
  ...publicEndpoints,
  ...applicantEndpoints,
  ...staffEndpoints,
];

/** The OpenAPI document, made from the schemas that validate. */
export function makeOpenapi() {
  const paths: ZodOpenApiPathsObject = {};
  for (const endpoint of ENDPOINTS) {
    const { method, path } = routeOf(endpoint.route);
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(endpoint) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Huren 互认',
      version: '1',
      description:
        'Mutual recognition of the Zhejiang residence permit. Writes take an Idempotency-Key, kept 24 hours. ' +
        'Problems come as application/problem+json, in Chinese or, by Accept-Language, in English.',
    },
    paths,
    components: { securitySchemes: { session: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
  });
}

function operationOf(endpoint: AnyEndpoint): ZodOpenApiOperationObject {
  const { method, roles, audience } = routeOf(endpoint.route);
  const { status, body } = endpoint.success;
  const path = objectOf(endpoint.path);
  const query = objectOf(endpoint.query);
  const header =
    method === 'GET' ? undefined : z.object({ 'Idempotency-Key': z.string().max(200).optional() });
  return {
    operationId: endpoint.route,
    summary: endpoint.summary,
    tags: [audience],
    ...(roles.length > 0 && { security: [{ session: [] }], description: `Roles: ${roles.join(', ')}` }),
    requestParams: { ...(path && { path }), ...(query && { query }), ...(header && { header }) },
    ...(endpoint.body && {
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: endpoint.body },
          ...(endpoint.pages && { 'application/x-www-form-urlencoded': { schema: endpoint.body } }),
        },
      },
    }),
    responses: {
      [String(status)]: {
        description: 'Done',
        ...(body && { content: { ...answerOf(endpoint, body) } }),
      },
      ...(endpoint.route === 'enter-application' && body
        ? { '202': { description: 'Submitted', content: { 'application/json': { schema: body } } } }
        : {}),
      ...Object.fromEntries(
        refusalsOf(endpoint).map((refused) => [String(refused), refusal(endpoint, refused)]),
      ),
      '5XX': FAULT,
    },
  };
}

/** What the envelope and the gateway may answer to any call of this shape, and what the endpoint adds. */
function refusalsOf(endpoint: AnyEndpoint): readonly Refusal[] {
  const { method, roles } = routeOf(endpoint.route);
  const signedIn = roles.length > 0;
  const applies: Readonly<Record<Refusal, boolean>> = {
    400: endpoint.body !== undefined || endpoint.query !== undefined,
    401: signedIn,
    403: signedIn,
    404: endpoint.path !== undefined,
    409: signedIn && method !== 'GET',
    413: endpoint.body !== undefined,
    422: signedIn && method !== 'GET',
    429: true,
  };
  const added: readonly number[] = endpoint.refusals ?? [];
  return STATUSES.filter((status) => applies[status] || added.includes(status));
}

/** Made once each: the document names one and the same response by its id instead of repeating it. */
const REFUSED = new Map(
  [false, true].flatMap((asPage) =>
    STATUSES.map((status) => {
      const { content, ...answer } = problems(REFUSALS[status], OF_THE_GATEWAY.has(status));
      const id = `${asPage ? 'PageRefused' : 'Refused'}${status}`;
      return [
        id,
        { id, ...answer, content: { ...content, ...(asPage && { 'text/html': { schema: z.string() } }) } },
      ];
    }),
  ),
);
const FAULT = { id: 'Fault', ...problems('A fault of ours; 503 comes with `retry-after`', true) };

function refusal({ pages }: AnyEndpoint, status: Refusal) {
  return REFUSED.get(`${pages ? 'PageRefused' : 'Refused'}${status}`) ?? FAULT;
}

function problems(description: string, alsoOfGateway: boolean) {
  return {
    description,
    content: {
      'application/problem+json': { schema: Problem },
      ...(alsoOfGateway && { 'application/json': { schema: GatewayMessage } }),
    },
  };
}

/** A page that is only opened has no other form. */
function answerOf({ route, pages, csv }: AnyEndpoint, schema: z.ZodType) {
  const { method } = routeOf(route);
  return {
    ...(!(pages && method === 'GET') && { 'application/json': { schema } }),
    ...(pages && { 'text/html': { schema: z.string() } }),
    ...(csv && { 'text/csv': { schema: z.string() } }),
  };
}

function objectOf(schema: z.ZodType | undefined): z.ZodObject | undefined {
  return schema instanceof z.ZodObject ? schema : undefined;
}

if (import.meta.main) {
  writeFileSync(
    new URL('../functions/api/openapi.json', import.meta.url),
    `${JSON.stringify(makeOpenapi(), undefined, 1)}\n`,
  );
  console.log(`functions/api/openapi.json: ${ENDPOINTS.length} operations`);
}
