import * as z from 'zod';
import { endpoint } from '../runtime/endpoint.ts';
import document from './openapi.json' with { type: 'json' };

/** GET /openapi.json. The document made from the schemas that validate (`npm run openapi`); a test keeps it current. */
export const getOpenapi = endpoint({
  route: 'get-openapi',
  summary: 'This document',
  success: { status: 200, body: z.record(z.string(), z.unknown()) },
  run: () => Promise.resolve({ status: 200, body: document }),
});
