import * as fc from 'fast-check';
import { at, type Schema } from './document.ts';
import { hintFor } from './hints.ts';

/**
 * Valid values of a JSON schema, as far as the schema says what is valid; where it says only “text”, the name of the
 * property tells what is likely to mean something.
 */
export function valuesOf(schema: Schema, name = ''): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) return valuesOf(at(schema.$ref) as Schema, name);
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches) return fc.oneof(...branches.map((branch) => valuesOf(branch, name)));
  const { type } = schema;
  if (Array.isArray(type))
    return fc.oneof(...type.map((one: string) => valuesOf({ ...schema, type: one }, name)));
  switch (typeof type === 'string' ? type : '') {
    case 'object':
      return objects(schema);
    case 'array':
      return fc.array(valuesOf(schema.items ?? {}, name), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 4, 4),
      });
    case 'string':
      return texts(schema, name);
    case 'integer':
      return integers(schema);
    case 'number':
      return fc.double({ noNaN: true, min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6 });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function objects({ properties = {}, required = [] }: Schema): fc.Arbitrary<unknown> {
  return fc.record(
    Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [name, valuesOf(property, name)]),
    ),
    { requiredKeys: required.filter((name) => name in properties), noNullPrototype: true },
  );
}

function integers({ minimum = -1000, maximum = 1000 }: Schema): fc.Arbitrary<number> {
  const low = Math.max(minimum, -1000);
  const high = Math.max(low, Math.min(maximum, 100_000));
  return fc.oneof(
    { arbitrary: fc.integer({ min: low, max: high }), weight: 3 },
    { arbitrary: fc.integer({ min: low, max: Math.min(high, low + 12) }), weight: 4 },
    { arbitrary: fc.constantFrom(minimum, maximum), weight: 1 },
  );
}

/** Text that is text like any other, but has meant something to somebody’s parser. */
const AWKWARD = [
  '%',
  '100%',
  '%zz',
  '%00',
  '\\',
  '"',
  "'",
  '`',
  '${x}',
  '$&',
  '{name}',
  '<b>',
  '&amp;',
  '#',
  '?',
  '/',
  '~1',
  '.*',
  '(',
  '[',
  '*',
  '\u0000',
  '\n',
  '\r\nX: 1',
  '\u2028',
  '\u202E',
  '\uFEFF字',
  '\uD83D',
  '👩‍👩‍👧‍👦',
  '𠮷',
  'ﷺ',
  'e\u0301',
  '__proto__',
  'null',
  '0',
  '-1',
  '1e9',
];

function texts(schema: Schema, name: string): fc.Arbitrary<string> {
  const { pattern, format, minLength = 0, maxLength = 60 } = schema;
  const hint = hintFor(name);
  const fits = (text: string): boolean =>
    text.length >= minLength &&
    text.length <= (schema.maxLength ?? Infinity) &&
    (pattern === undefined || new RegExp(pattern, 'u').test(text));
  if (pattern !== undefined) return hint ? likely(hint, fits, matching(pattern)) : matching(pattern);
  if (format === 'uri') return fc.webUrl();
  const free = fc
    .oneof(
      fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 24) }),
      fc.constantFrom('情况属实。', '情况属实，同意。'),
      fc.constantFrom(...AWKWARD),
    )
    .map((text) => text.slice(0, maxLength).padEnd(minLength, '字'));
  if (!hint) return free;
  return fc.oneof({ arbitrary: likely(hint, fits, free), weight: 4 }, { arbitrary: free, weight: 1 });
}

/** What the name makes likely where it fits, else anything that does: a filter might never let one through. */
function likely(
  hint: fc.Arbitrary<string>,
  fits: (text: string) => boolean,
  otherwise: fc.Arbitrary<string>,
): fc.Arbitrary<string> {
  return fc.tuple(hint, otherwise).map(([wanted, other]) => (fits(wanted) ? wanted : other));
}

/** Cannot be stated for every pattern there is; `stringMatching` states it for those without look-around. */
function matching(pattern: string): fc.Arbitrary<string> {
  return fc.stringMatching(new RegExp(pattern, 'u'), { size: 'medium' });
}
