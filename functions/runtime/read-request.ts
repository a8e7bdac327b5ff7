import type * as z from 'zod';
import type { Caller } from '../domain/account.ts';
import { RuleError, type Defect } from '../domain/rule-error.ts';
import type { AnyEndpoint, Request } from './endpoint.ts';
import type { HttpEvent } from './http.ts';
import { bodyText, formOf } from './page.ts';
import { defectsOf } from './problem.ts';

const MAX_BODY_BYTES = 256 * 1024;

/**
 * The request as its schemas make it, from path, query and body together.
 * @throws RuleError NOT_FOUND for an impossible path; MALFORMED with every defect of query and body at once;
 *   PAYLOAD_TOO_LARGE above 256 KiB (files go to storage, not through here)
 */
export function readRequest(
  endpoint: AnyEndpoint,
  event: HttpEvent,
  caller: Caller,
): Request<unknown, unknown, unknown> {
  const path = part(endpoint.path, event.pathParameters ?? {}, '/path');
  if (path.defects.length > 0) throw new RuleError('NOT_FOUND');
  const query = part(endpoint.query, event.queryStringParameters ?? {}, '/query');
  const body = endpoint.body
    ? part(endpoint.body, bodyOf(endpoint, event), '')
    : { value: undefined, defects: [] };
  const defects = [...query.defects, ...body.defects];
  if (defects.length > 0) throw new RuleError('MALFORMED', defects);
  return { path: path.value, query: query.value, body: body.value, caller };
}

function part(
  schema: z.ZodType | undefined,
  input: unknown,
  root: string,
): { value: unknown; defects: Defect[] } {
  if (!schema) return { value: undefined, defects: [] };
  const parsed = schema.safeParse(input, { reportInput: true });
  return parsed.success
    ? { value: parsed.data, defects: halfCharacters(input, root) }
    : { value: undefined, defects: defectsOf(parsed.error.issues, root) };
}

/** Where text holds half a character: JSON can spell it with an escape, but no store and no other system takes it. */
function halfCharacters(value: unknown, pointer: string): Defect[] {
  if (typeof value === 'string')
    return value.isWellFormed() ? [] : [{ pointer, code: 'FIELD_HALF_CHARACTER' }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => halfCharacters(inner, `${pointer}/${name}`));
}

function bodyOf(endpoint: AnyEndpoint, event: HttpEvent): unknown {
  const text = bodyText(event);
  if (Buffer.byteLength(text) > MAX_BODY_BYTES) throw new RuleError('PAYLOAD_TOO_LARGE');
  const form = endpoint.pages && formOf(event);
  if (form) return form;
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new RuleError('MALFORMED', [{ pointer: '', code: 'MALFORMED_JSON' }], undefined, { cause });
  }
}
