import type * as z from 'zod';
import type { WireResponse } from '../wire.ts';

/** A JSON answer. */
export function json(status: number, body: unknown): WireResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** The body as JSON of this shape; undefined when it is not. */
export function readJson<T>(schema: z.ZodType<T>, body: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(body)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The platforms' envelope: `00` is yes, everything else a no that stays one. */
export function envelope(code: string, message: string, data: unknown = null): WireResponse {
  return json(200, { code, message, data });
}
