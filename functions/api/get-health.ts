import * as z from 'zod';
import { endpoint } from '../runtime/endpoint.ts';

/** GET /health. Says that the service answers, for whom, and what its business clock shows. Touches nothing. */
export const getHealth = endpoint({
  route: 'get-health',
  summary: 'Whether the service answers',
  success: { status: 200, body: z.strictObject({ status: z.string(), county: z.string(), now: z.string() }) },
  run: (world) =>
    Promise.resolve({ status: 200, body: { status: 'ok', county: world.county.id, now: world.now() } }),
});
