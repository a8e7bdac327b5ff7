import * as z from 'zod';
import type { WireResponse } from '../wire.ts';

/** Most bytes of JSON a Lambda may answer. */
const LARGEST_RESULT_BYTES = 6 * 1024 * 1024;

const Structured = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/**
 * The answer a Lambda's result stands for. Without a `statusCode` the result itself is the body, JSON, 200.
 * @throws Error when the result is too large, is no valid answer, or sets several cookies (one is all this wire carries)
 */
export function toResponse(result: unknown): WireResponse {
  const json = JSON.stringify(result) ?? 'null';
  if (Buffer.byteLength(json) > LARGEST_RESULT_BYTES) {
    throw new Error('The Lambda answered more than 6 MB');
  }
  const plain: unknown = JSON.parse(json);
  if (typeof plain !== 'object' || plain === null || !('statusCode' in plain)) {
    const body = typeof plain === 'string' ? plain : json;
    return { status: 200, headers: { 'content-type': 'application/json' }, body };
  }
  const parsed = Structured.safeParse(plain);
  if (!parsed.success) throw new Error('The Lambda answered no valid response', { cause: parsed.error });
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  if ((cookies?.length ?? 0) > 1) throw new Error('This gateway carries one cookie at most');
  const named: Record<string, string> = { 'content-type': 'text/plain;charset=UTF-8' };
  for (const [name, value] of Object.entries(headers ?? {})) named[name.toLowerCase()] = String(value);
  if (cookies?.[0] !== undefined) named['set-cookie'] = cookies[0];
  return {
    status: statusCode,
    headers: named,
    body: isBase64Encoded ? Buffer.from(body ?? '', 'base64') : (body ?? ''),
  };
}
