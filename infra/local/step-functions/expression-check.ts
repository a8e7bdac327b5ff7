import { isExpression, type StateOf } from './definition-schema.ts';
import { compile, inner } from './expressions.ts';
import { isObject } from './task-target.ts';
import { topLevelReference } from './top-level-reference.ts';

/** Hold states of their own, which are checked by themselves. */
const NESTED: ReadonlySet<string> = new Set(['Branches', 'ItemProcessor']);

/** Fields whose text is taken as it stands, of a state or of one of its rules. */
const PLAIN =
  /^(?:(?:Choices|Retry|Catch)\/\d+\/)?(?:Type|Resource|Comment|Next|Default|ErrorEquals)(?:\/|$)/u;

/** Operators that came after JSONata 2.0.6, the version Step Functions has. */
const NEWER_OPERATORS: ReadonlySet<string> = new Set(['??', '?:']);

/** Where `$states.result` and `$states.errorOutput` are known. */
const PLACES: ReadonlyMap<unknown, RegExp> = new Map([
  ['result', /^(?:Task|Parallel|Map)\/(?:Assign|Output)(?:\/|$)/u],
  ['errorOutput', /^(?:Task|Parallel|Map)\/Catch\/\d+\/(?:Assign|Output)(?:\/|$)/u],
]);

type Type = StateOf<'Pass' | 'Task' | 'Choice' | 'Wait' | 'Succeed' | 'Fail' | 'Parallel' | 'Map'>['Type'];

/**
 * The first expression of a state, at any depth, that Step Functions would refuse: not begun and ended properly, not
 * JSONata of its version, or reading what is not there: an input document, a part of `$states`. Undefined when all are
 * well.
 */
export function checkExpressions(state: { readonly Type: Type }): string | undefined {
  return checkValue(state, state.Type, '');
}

function checkValue(value: unknown, type: Type, path: string): string | undefined {
  if (PLAIN.test(path)) return undefined;
  if (typeof value === 'string') return checkText(value, type, path);
  if (Array.isArray(value)) return first(value.entries(), type, path);
  return isObject(value) ? first(Object.entries(value), type, path) : undefined;
}

function first(
  entries: Iterable<readonly [string | number, unknown]>,
  type: Type,
  path: string,
): string | undefined {
  for (const [key, item] of entries) {
    if (path === '' && NESTED.has(String(key))) continue;
    const fault = checkValue(item, type, path === '' ? String(key) : `${path}/${key}`);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function checkText(text: string, type: Type, path: string): string | undefined {
  if (text.startsWith('{%') !== text.endsWith('%}')) {
    return `INVALID_JSONATA_EXPRESSION: ${path}: must begin with {% and end with %}`;
  }
  if (!isExpression(text)) return undefined;
  let tree: unknown;
  try {
    tree = compile(text).ast();
  } catch (cause) {
    return `INVALID_JSONATA_EXPRESSION: ${path}: ${String((cause as { message?: unknown }).message)}`;
  }
  const reference = topLevelReference(tree);
  if (reference !== undefined) {
    const why = `Reference to '${reference}' at the top level is not supported.`;
    return `UNSUPPORTED_JSONATA_EXPRESSION: ${path}: ${why}`;
  }
  for (const node of nodes(tree)) {
    const fault = checkNode(node, inner(text), `${type}/${path}`);
    if (fault !== undefined) return `UNSUPPORTED_JSONATA_EXPRESSION: ${path}: ${fault}`;
  }
  return undefined;
}

function* nodes(tree: unknown): Generator<object> {
  if (typeof tree !== 'object' || tree === null) return;
  yield tree;
  for (const child of Object.values(tree)) yield* nodes(child);
}

function checkNode(node: object, source: string, place: string): string | undefined {
  if ('type' in node && node.type === 'condition' && 'position' in node) {
    const end = Number(node.position);
    const operator = source.slice(end - 2, end);
    if (NEWER_OPERATORS.has(operator)) return `the operator ${operator} is not in JSONata 2.0.6`;
  }
  if (!('steps' in node) || !Array.isArray(node.steps)) return undefined;
  const [head, field] = node.steps as unknown[];
  if (!isObject(head) || !isStates(head) || !isObject(field)) return undefined;
  const allowed = PLACES.get(field['value']);
  return allowed === undefined || allowed.test(place)
    ? undefined
    : `$states.${String(field['value'])} is not known here`;
}

function isStates(node: Readonly<Record<string, unknown>>): boolean {
  return node['type'] === 'variable' && node['value'] === 'states';
}
