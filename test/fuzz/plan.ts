import * as fc from 'fast-check';
import { OPERATIONS, type Operation } from './document.ts';
import { brokenTexts, codeUnits, nonsense } from './nonsense.ts';
import { valuesOf } from './values.ts';

/** A request before it is known what exists: what is to be asked, by whom, and how wrongly. */
export interface Plan {
  readonly operation: Operation;
  /** `fitted`: valid, and made to fit what exists. */
  readonly body: 'fitted' | 'valid' | 'spoilt' | 'nonsense' | 'broken' | 'empty' | 'large' | 'unsaid-type';
  readonly value: unknown;
  readonly nonsense: unknown;
  readonly broken: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly queryIs: 'valid' | 'missing' | 'odd' | 'doubled';
  /** `maker`: whose application or task it is. */
  readonly who: 'allowed' | 'maker' | 'anybody' | 'nobody' | 'bad-token';
  readonly path: 'live' | 'unknown' | 'odd';
  readonly oddId: string;
  readonly key: 'none' | 'new' | 'used';
  readonly language: string | undefined;
  readonly accept: string | undefined;
  /** Chooses among what exists. */
  readonly choice: number;
  readonly salt: number;
}

const weighted = <Value extends string>(weights: Readonly<Record<Value, number>>): fc.Arbitrary<Value> =>
  fc.oneof(
    ...Object.entries<number>(weights).map(([value, weight]) => ({
      arbitrary: fc.constant(value as Value),
      weight,
    })),
  );

/** Ids as nobody should send them; each stays one segment of the path. */
const oddIds = fc.oneof(
  fc.constantFrom(
    '..%2F..%2Fetc',
    '%2e%2e',
    '%00',
    '%',
    '%zz',
    '%F0%9F%A6%86',
    '%ED%A0%80',
    '__proto__',
    'constructor',
    'undefined',
    '01JNB6M4A0000000000000000a',
    '01JNB6M4A0000000000000000A%20',
    '01JNB6M4A0000000000000000A%2Fsubmission',
    '{id}',
    '1',
    '-1',
    '*',
    '%25%32%46',
    '%0d%0aX-Injected:%201',
    '%C0%AF',
    ';',
    '@',
    '!$&',
    'a'.repeat(3000),
  ),
  codeUnits(30).map((text) => encodeURIComponent(`${text.toWellFormed()}.`)),
);

const LANGUAGES = [
  'en',
  'zh-CN',
  'en-GB;q=0.8, zh;q=0.9',
  '*',
  '',
  'xx-klingon',
  'en'.repeat(2000),
  ';;q=,,',
  'ZH',
  'en,zh',
];
const ACCEPTS = [
  'application/json',
  'text/csv',
  'text/html',
  '*/*',
  'text/csv, application/json',
  'nonsense',
  '',
];

function queries({ parameters }: Operation): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const own = parameters.filter((parameter) => parameter.in === 'query');
  return fc.record(Object.fromEntries(own.map(({ name, schema }) => [name, valuesOf(schema, name)])), {
    requiredKeys: own.filter(({ required }) => required).map(({ name }) => name),
  });
}

function planFor(operation: Operation): fc.Arbitrary<Plan> {
  return fc.record({
    operation: fc.constant(operation),
    body: weighted({
      fitted: 40,
      valid: 14,
      spoilt: 24,
      nonsense: 6,
      broken: 6,
      empty: 3,
      large: 1,
      'unsaid-type': 4,
    }),
    value: operation.body ? valuesOf(operation.body) : fc.constant(undefined),
    nonsense,
    broken: brokenTexts,
    query: queries(operation),
    queryIs: weighted({ valid: 80, missing: 5, odd: 10, doubled: 5 }),
    who: weighted({ allowed: 20, maker: 65, anybody: 8, nobody: 3, 'bad-token': 4 }),
    path: weighted({ live: 88, unknown: 5, odd: 7 }),
    oddId: oddIds,
    key: weighted({ none: 50, new: 40, used: 10 }),
    language: fc.option(fc.constantFrom(...LANGUAGES), { nil: undefined }),
    accept: fc.option(fc.constantFrom(...ACCEPTS), { nil: undefined, freq: 2 }),
    choice: fc.nat({ max: 1_000_000 }),
    salt: fc.nat(),
  });
}

/** Rarely, lest everything else stands still: an officer changed is an officer lost, a session ended is asked for anew. */
const WEIGHTS: Readonly<Record<string, number>> = {
  'get-health': 2,
  'get-openapi': 1,
  'get-docs': 1,
  'get-form-guide': 2,
  'get-signing-keys': 2,
  'show-tracking': 2,
  'get-board': 4,
  'update-staff': 5,
  'load-calendar': 4,
  'end-session': 5,
  'withdraw-application': 4,
};

/** Plans for every operation of the document. */
export const plans: fc.Arbitrary<Plan> = fc.oneof(
  ...OPERATIONS.map((operation) => ({
    arbitrary: planFor(operation),
    weight: WEIGHTS[operation.id] ?? 10,
  })),
);
