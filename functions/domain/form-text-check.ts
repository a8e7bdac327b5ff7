import type { Defect } from './rule-error.ts';

/**
 * A text that must be there and is not longer than the form has room for.
 * @param max characters, counted as code points so that a rare Han character is one
 */
export function textDefects(value: string | undefined, pointer: string, max: number): Defect[] {
  if (!value) return [{ pointer, code: 'FIELD_REQUIRED' }];
  const { length } = Array.from(value);
  return length > max ? [{ pointer, code: 'FIELD_TOO_LONG', params: { limit: max } }] : [];
}
