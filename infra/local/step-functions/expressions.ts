import jsonata from 'jsonata';
import { isExpression } from './definition-schema.ts';
import { queryFailure, StateFailure } from './failure.ts';
import { QUERY_FUNCTIONS } from './query-functions.ts';

/** What expressions see: `$states`, the variables, and the instant, in milliseconds of business time. */
export interface QueryScope {
  readonly states: Readonly<Record<string, unknown>>;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly nowMillis: number;
}

/**
 * What one evaluation may take. The longest list is AWS's; time and depth are wider than its own, and keep an expression
 * that never ends from holding up the process.
 */
const BOUNDS = { sequence: 873_782, timeout: 10_000, stack: 1_000 };

const compiled = new Map<string, jsonata.Expression>();

/** The text between `{%` and `%}`, trimmed, as AWS quotes it in its messages. */
export function inner(expression: string): string {
  return expression.slice(2, -2).trim();
}

/**
 * Compiles once and keeps it: a machine has few expressions and runs them often.
 * @throws Error with JSONata's message when it is not JSONata
 */
export function compile(expression: string): jsonata.Expression {
  const source = inner(expression);
  let known = compiled.get(source);
  if (known === undefined) {
    known = jsonata(source, BOUNDS);
    compiled.set(source, known);
  }
  return known;
}

/**
 * Evaluates every expression in a value of the definition, at any depth; all else stands for itself.
 * @param location the field's name, told when an expression fails
 * @throws StateFailure States.QueryEvaluationError
 */
export async function evaluate(template: unknown, location: string, scope: QueryScope): Promise<unknown> {
  if (isExpression(template)) return evaluateExpression(template, location, scope);
  if (Array.isArray(template)) {
    const items: unknown[] = [];
    for (const [i, item] of template.entries()) items.push(await evaluate(item, `${location}[${i}]`, scope));
    return items;
  }
  if (typeof template === 'object' && template !== null) {
    const fields: [string, unknown][] = [];
    for (const [key, value] of Object.entries(template)) {
      fields.push([key, await evaluate(value, `${location}/${key}`, scope)]);
    }
    return Object.fromEntries(fields);
  }
  return template;
}

async function evaluateExpression(expression: string, location: string, scope: QueryScope): Promise<unknown> {
  const about = `The JSONata expression '${inner(expression)}' specified for the field '${location}'`;
  let result: unknown;
  try {
    result = await compile(expression).evaluate(undefined, bindings(scope));
  } catch (cause) {
    if (cause instanceof StateFailure) throw cause;
    const { code, message } = cause as Partial<jsonata.JsonataError>;
    const told = code === undefined ? `: ${String(message)}` : `. ${code}: ${String(message)}`;
    throw queryFailure(location, `${about} threw an error during evaluation${told}`);
  }
  if (result === undefined) throw queryFailure(location, `${about} returned nothing (undefined).`);
  if (holdsFunction(result)) throw queryFailure(location, `${about} returned an unsupported result type.`);
  // The copy keeps later evaluations from seeing this one's arrays, which JSONata marks as sequences.
  return JSON.parse(JSON.stringify(result, writable)) as unknown;
}

/** JSON has no infinity: AWS writes its name. */
function writable(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

function bindings({ states, variables, nowMillis }: QueryScope): Record<string, unknown> {
  return {
    ...QUERY_FUNCTIONS,
    millis: () => nowMillis,
    now: (picture?: string, zone?: string) => formatInstant(nowMillis, picture, zone),
    // Not a function here, as at AWS: $parse stands in for it.
    eval: undefined,
    // A variable hides a function of its name, as within JSONata itself.
    ...variables,
    states,
  };
}

const instantFormat = jsonata('$fromMillis($at, $picture, $zone)');

async function formatInstant(at: number, picture?: string, zone?: string): Promise<unknown> {
  if (picture === undefined && zone === undefined) return new Date(at).toISOString();
  return instantFormat.evaluate(undefined, { at, picture, zone }) as Promise<unknown>;
}

/** JSONata shows its own functions as objects with a mark; JSON knows no functions. */
function holdsFunction(value: unknown): boolean {
  if (typeof value === 'function') return true;
  if (typeof value !== 'object' || value === null) return false;
  if ('_jsonata_lambda' in value || '_jsonata_function' in value) return true;
  return Object.values(value).some(holdsFunction);
}

/** The JSON type of a value, by its name in AWS's messages. */
function typeName(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/**
 * A field that must come out as a whole number, such as TimeoutSeconds.
 * @throws StateFailure States.QueryEvaluationError when it is anything else, or smaller than `least`
 */
export async function evaluateInteger(
  template: unknown,
  location: string,
  scope: QueryScope,
  least: number,
): Promise<number> {
  const value = await evaluate(template, location, scope);
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= 99_999_999)
    return value;
  throw unexpectedType(template, location, 'number', value);
}

/** The failure of an expression whose value has the wrong type or lies out of range. */
export function unexpectedType(
  template: unknown,
  location: string,
  expected: string,
  value: unknown,
): StateFailure {
  const source = isExpression(template) ? inner(template) : JSON.stringify(template);
  return queryFailure(
    location,
    `The JSONata expression '${source}' specified for the field '${location}' returned an unexpected result type. ` +
      `Expected '${expected}', but was '${typeName(value)}' for value: ${JSON.stringify(value)}`,
  );
}
