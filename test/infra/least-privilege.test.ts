import { beforeAll, describe, expect, it } from 'vitest';
import { refused, unused } from './least-privilege/judgement.ts';
import { callsOn, type Recordings, settingsAmiss } from './least-privilege/seen.ts';
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
  beforeAll(async () => {
    stack = stackIn((await synthesise(region)).resources, { partition, region, account: '111122223333' });
  });

  const callsOf = (fn: StackFunction) => callsOn(route, fn, recordings, stack);
  const amissWith = (fn: StackFunction) => settingsAmiss(route, fn, recordings);

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
    expect(stack.functions.flatMap(amissWith)).toEqual([]);
  });

  it('not one action of a policy can be taken away', async () => {
    const spared: string[] = [];
    for (const fn of stack.functions) {
      const calls = callsOf(fn);
      for (const statement of fn.statements.filter(({ Effect }) => Effect === 'Allow')) {
        for (const action of statement.Action) {
          const concerned = calls.filter((call) => call.action === action);
          const rest = fn.statements.map((other) => (other === statement ? without(other, action) : other));
          if ((await refused(fn, rest, concerned, stack)).length === 0) spared.push(`${fn.name}: ${action}`);
        }
      }
    }

    expect(spared).toEqual([]);
  });

  it('a setting that is taken away or added is noticed', () => {
    const noticed = stack.functions.filter((fn) => {
      const [one = ''] = Object.keys(fn.environment);
      const { [one]: _taken, ...fewer } = fn.environment;
      const poorer = amissWith({ ...fn, environment: fewer });
      const richer = amissWith({ ...fn, environment: { ...fn.environment, SURPLUS: 'x' } });
      return (
        poorer.join() === `${fn.name} is not told ${one}` &&
        richer.join() === `${fn.name} never reads SURPLUS`
      );
    });

    expect(noticed).toEqual(stack.functions);
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

function without(statement: Statement, action: string): Statement {
  const Action = statement.Action.filter((one) => one !== action);
  // A policy may not have a statement without actions; this one allows nothing that is asked here.
  return {
    ...statement,
    Action: Action.length > 0 ? Action : ['iam:GetUser'],
    ...(Action.length === 0 && { Resource: ['*'] }),
  };
}
