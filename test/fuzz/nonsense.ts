import * as fc from 'fast-check';

const DEEP = {
  json: `${'['.repeat(5000)}${']'.repeat(5000)}`,
  objects: `${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}`,
};

/** Any text that JavaScript has, half surrogates and all. */
export function codeUnits(maxLength: number): fc.Arbitrary<string> {
  return fc.array(fc.nat({ max: 0xffff }), { maxLength }).map((units) => String.fromCharCode(...units));
}

/** Values that no schema of ours takes, or that have broken others before. */
export const nonsense: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1.5,
    -0.5,
    1e308,
    9007199254740992,
    -2147483649,
    '',
    ' ',
    '\u0000',
    '\uD800',
    '\uDFFF\uD83D',
    '👩‍👩‍👧‍👦',
    '𠮷',
    '\u202E',
    '\uFEFF',
    'null',
    'undefined',
    '[object Object]',
    '__proto__',
    'constructor',
    '../..',
    '%00',
    '{{7*7}}',
    '<b>',
    "'; --",
    '2026-02-30',
    '１２３',
    '=1+1',
    [],
    {},
    [[]],
    [null],
    { length: -1 },
    { __proto__: null, toString: 1 },
    JSON.parse('{"then":"x"}'),
    { $ref: '#' },
  ),
  fc.integer({ min: 100, max: 20_000 }).map((length) => '字'.repeat(length)),
  fc.integer({ min: 100, max: 3000 }).map((length) => Array.from({ length }, (_, n) => n)),
  fc.integer({ min: 10, max: 400 }).map((depth) => nested(depth)),
  codeUnits(40),
  fc.double(),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n }).map(Number),
  fc.jsonValue({ maxDepth: 3 }),
);

function nested(depth: number): unknown {
  let value: unknown = 'x';
  for (let level = 0; level < depth; level += 1) value = level % 2 ? [value] : { a: value };
  return value;
}

/** Bodies that are no JSON object at all, or only almost. */
export const brokenTexts: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '{',
    '{"form":',
    '[1]',
    '"text"',
    'null',
    '1',
    'true',
    '{"a":1,}',
    "{'a':1}",
    '{"a":NaN}',
    '{"version":1e999}',
    '{"version":1,"version":2}',
    '{"form":{},"form":{"sex":"男"}}',
    '{"__proto__":{"admin":true}}',
    '{"a":"\\uD800"}',
    '{"constructor":{"prototype":{"x":1}}}',
    '{"\\u0000":1}',
    '\u0000',
    '\uFEFF{}',
    '<xml/>',
    'form=1&version=2',
    DEEP.json,
    DEEP.objects,
  ),
  codeUnits(60),
);

/** One spot of the value is spoilt: another value, left out, doubled, or something beside it. */
export function spoilt(value: unknown): fc.Arbitrary<unknown> {
  return fc
    .record({ spot: fc.nat(), how: fc.nat({ max: 5 }), by: nonsense, key: fc.constantFrom(...KEYS) })
    .map(({ spot, how, by, key }) => {
      const spots = spotsOf(value);
      const place = spots[spot % spots.length] ?? [];
      if (place.length === 0) return how < 3 ? by : withKey(value, key, by);
      if (how === 0) return without(value, place);
      if (how === 1) return change(value, place, (old) => withKey(old, key, by));
      if (how === 2) return change(value, place, (old) => [old, old]);
      if (how === 3) return change(value, place, stretched);
      return change(value, place, () => by);
    });
}

const KEYS = [
  '__proto__',
  'constructor',
  'toString',
  'id',
  'status',
  'version',
  '',
  'a/b~c',
  '\u0000',
  'form',
  'hasOwnProperty',
];

function spotsOf(value: unknown, at: readonly string[] = []): (readonly string[])[] {
  const inner =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, part]) => spotsOf(part, [...at, name]))
      : [];
  return [at, ...inner];
}

function change(value: unknown, [name, ...rest]: readonly string[], by: (old: unknown) => unknown): unknown {
  if (name === undefined) return by(value);
  if (Array.isArray(value))
    return value.map((part: unknown, n) => (String(n) === name ? change(part, rest, by) : part));
  const object = value as Record<string, unknown>;
  return { ...object, [name]: change(object[name], rest, by) };
}

function without(value: unknown, place: readonly string[]): unknown {
  return change(value, place.slice(0, -1), (old) => {
    const name = place.at(-1) ?? '';
    if (Array.isArray(old)) return (old as unknown[]).filter((_, n) => String(n) !== name);
    return Object.fromEntries(Object.entries(old as object).filter(([key]) => key !== name));
  });
}

/** `__proto__` becomes a key of its own, as it does when JSON is read. */
function withKey(value: unknown, key: string, by: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return by;
  return Object.fromEntries([...Object.entries(value), [key, by]]);
}

function stretched(value: unknown): unknown {
  if (typeof value === 'string') return value.repeat(50).slice(0, 5000) || 'x'.repeat(5000);
  if (typeof value === 'number') return value * 1e15;
  if (Array.isArray(value)) return Array.from({ length: 600 }, (): unknown => value[0] ?? 'x');
  return value;
}
