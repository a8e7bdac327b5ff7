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
      default: { description: 'A problem', content: { 'application/problem+json': { schema: Problem } } },
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
