import { beforeAll, describe, expect, it } from 'vitest';
import { refused, unused } from './least-privilege/judgement.ts';
import { callsOn, readOn, type Recordings } from './least-privilege/seen.ts';
import { type Stack, type StackFunction, stackIn, type Statement } from './least-privilege/stack.ts';
import { synthesise } from './synthesised.ts';

let recordings: Recordings;
beforeAll(async () => {
  // The product's log lines would bury the test's own; the logger reads its level when it is loaded.
  process.env['POWERTOOLS_LOG_LEVEL'] ??= 'SILENT';
  const { recordJourneys } = await import('./least-privilege/journeys.ts');
  recordings = await recordJourneys();
}, 180_000);

describe.each([
  ['aws-cn', 'cn-northwest-1', 'gateway'],
  ['aws', 'ap-southeast-1', 'sns'],
] as const)('In the partition %s', (partition, region, route) => {
  let stack: Stack;
  beforeAll(() => {
    stack = stackIn(synthesise(region).resources, { partition, region, account: '111122223333' });
  });

  const callsOf = (fn: StackFunction) => callsOn(route, fn, recordings, stack);
  const allowing = (fn: StackFunction) => fn.statements.filter(({ Effect }) => Effect === 'Allow');

  it('every call that a function makes in the journeys is allowed', async () => {
    const refusals = await Promise.all(
      stack.functions.map((fn) => refused(fn, fn.statements, callsOf(fn), stack)),
    );

    expect(refusals.flat()).toEqual([]);
  });

  it('nothing is granted that no journey needs', async () => {
    const idle = await Promise.all(stack.functions.map((fn) => unused(fn, callsOf(fn), stack)));

    expect(idle.flat()).toEqual([]);
  });

  it('a function is told what it reads, and nothing else', () => {
    const told = stack.functions.map(({ name, environment }) => [name, Object.keys(environment).toSorted()]);

    const read = stack.functions.map(({ name }) => [name, readOn(route, name, recordings)]);

    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(read));
  });

  it('not one statement of a policy can be taken away', async () => {
    const spared: string[] = [];
    for (const fn of stack.functions) {
      const calls = callsOf(fn);
      for (const statement of allowing(fn)) {
        const rest = fn.statements.filter((other) => other !== statement);
        const concerned = calls.filter(({ action }) => statement.Action.includes(action));
        const refusals = await refused(fn, rest, concerned, stack);
        if (refusals.length === 0) spared.push(`${fn.name}: ${statement.Action.join(', ')}`);
      }
    }

    expect(spared).toEqual([]);
  });

  it.each([
    ['every action on the table', 'dynamodb:*', 'table'],
    ['one more action on the table', 'dynamodb:Scan', 'table'],
    ['a known action on every table', 'dynamodb:GetItem', '*'],
    ['every action on every object', 's3:*', '*'],
  ])('%s is noticed as too much', async (_what, action, where) => {
    const noticed: string[] = [];

    for (const fn of stack.functions) {
      const [table = ''] = fn.statements.flatMap(({ Resource }) =>
        Resource.filter((resource) => /:table\/[^/]+$/u.test(resource)),
      );
      const more: Statement = { Effect: 'Allow', Action: [action], Resource: [where === '*' ? '*' : table] };
      const richer = { ...fn, statements: [...fn.statements, more] };
      if ((await unused(richer, callsOf(fn), stack)).length > 0) noticed.push(fn.name);
    }

    expect(noticed).toEqual(stack.functions.map(({ name }) => name));
  });
});
