import { isExpression } from './definition-schema.ts';
import { compile } from './expressions.ts';
import { isObject } from './task-target.ts';

/** Hold states of their own, which are checked by themselves. */
const NESTED: ReadonlySet<string> = new Set(['Branches', 'ItemProcessor']);

/** The first expression at any depth that is not JSONata, or uses `$eval`; undefined when all are well. */
export function checkExpressions(value: unknown, path = ''): string | undefined {
  if (isExpression(value)) return checkExpression(value, path);
  if (Array.isArray(value)) return first(value.entries(), path);
  if (!isObject(value)) return undefined;
  return first(Object.entries(value), path);
}

function first(entries: Iterable<readonly [string | number, unknown]>, path: string): string | undefined {
  for (const [key, item] of entries) {
    if (path === '' && NESTED.has(String(key))) continue;
    const fault = checkExpressions(item, path === '' ? String(key) : `${path}/${key}`);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function checkExpression(expression: string, path: string): string | undefined {
  try {
    return usesEval(compile(expression).ast()) ? `${path}: $eval is not supported; use $parse` : undefined;
  } catch (cause) {
    return `INVALID_EXPRESSION: ${path}: ${String((cause as { message?: unknown }).message)}`;
  }
}

function usesEval(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false;
  if ('type' in node && 'value' in node && node.type === 'variable' && node.value === 'eval') return true;
  return Object.values(node).some(usesEval);
}
