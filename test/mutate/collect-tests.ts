import { format } from 'node:util';

/** Stands in for `vitest` in the test files of a mutation run: it collects the tests instead of running them. */
export { expect } from 'vitest';

type Body = (...values: readonly unknown[]) => unknown;

/** A test that was found, not run yet. */
export interface FoundTest {
  /** Titles of the describes and of the test, joined by ` > `; a repeated title gets a number. */
  readonly name: string;
  /** Runs what comes before each test, then the test. */
  readonly run: () => Promise<void>;
}

interface Scope {
  readonly titles: readonly string[];
  readonly before: readonly Body[];
}

let found: FoundTest[] = [];
const scopes: { titles: string[]; before: Body[] }[] = [];

/** The tests of one file, in their order. */
export async function collect(load: () => Promise<unknown>): Promise<readonly FoundTest[]> {
  found = [];
  scopes.splice(0, scopes.length, { titles: [], before: [] });
  await load();
  return found;
}

function scope(): Scope {
  return {
    titles: scopes.flatMap(({ titles }) => titles),
    before: scopes.flatMap(({ before }) => before),
  };
}

function group(title: string, body: Body, values: readonly unknown[] = []): void {
  scopes.push({ titles: [title], before: [] });
  body(...values);
  scopes.pop();
}

function single(title: string, body: Body, values: readonly unknown[] = []): void {
  const open = [...scopes];
  const name = [...scope().titles, title].join(' > ');
  const repeats = found.filter((other) => other.name === name || other.name.startsWith(`${name} #`)).length;
  found.push({
    name: repeats > 0 ? `${name} #${repeats + 1}` : name,
    async run() {
      for (const { before } of open) for (const prepare of before) await prepare();
      await body(...values);
    },
  });
}

/** The cases of a table: a row that is a list is the arguments, anything else is the one argument. */
function table(declare: typeof single) {
  return (rows: readonly unknown[]) => (title: string, body: Body) => {
    for (const row of rows) {
      const values: readonly unknown[] = Array.isArray(row) ? row : [row];
      declare(format(title, ...values), body, values);
    }
  };
}

export const describe = Object.assign(group, { each: table(group) });
export const it = Object.assign(single, { each: table(single) });

/** Runs before every test of the innermost open describe. */
export function beforeEach(prepare: Body): void {
  scopes.at(-1)?.before.push(prepare);
}
