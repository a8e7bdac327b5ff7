import type { MapState, ParallelState } from './definition.ts';
import type { PendingChildren, Scope } from './execution-record.ts';
import { evaluate, evaluateInteger, unexpectedType } from './expressions.ts';
import { checkSize } from './failure.ts';
import { isObject } from './task-target.ts';
import { append, itemOf, openScope, parentOf, queryScope, stateOf, type Transition } from './transition.ts';

/** An inline Map runs no more iterations than this at once (AWS quota). */
const MOST_ITERATIONS = 40;

/** Opens every branch of a Parallel, each with the same input. */
export async function beginParallel(t: Transition, scope: Scope, state: ParallelState): Promise<void> {
  const query = queryScope(t, scope);
  const input =
    state.Arguments === undefined ? scope.input : await evaluate(state.Arguments, 'Arguments', query);
  checkSize(input, `The input of the branches of '${scope.state}'`);
  const started = append(t, scope, 'ParallelStateStarted');
  scope.pending = { kind: 'children', results: [], open: state.sequences.length, next: 0 };
  for (const index of state.sequences.keys()) {
    openScope(t, { parent: scope.id, index, path: [...scope.path, scope.state, index] }, input, started);
  }
}

/** Opens the first iterations of a Map; the others follow as places become free. */
export async function beginMap(t: Transition, scope: Scope, state: MapState): Promise<void> {
  const query = queryScope(t, scope);
  const list = state.Items === undefined ? scope.input : await evaluate(state.Items, 'Items', query);
  const entries = entriesOf(list);
  if (!entries) throw unexpectedType(state.Items ?? '$states.input', 'Items', 'array', list);
  const concurrency =
    state.MaxConcurrency === undefined
      ? 0
      : await evaluateInteger(state.MaxConcurrency, 'MaxConcurrency', query, 0);
  const items = [];
  for (const [index, item] of entries.entries()) {
    const input =
      state.ItemSelector === undefined ? item.value : await select(state.ItemSelector, query, index, item);
    checkSize(input, `The input of iteration ${index} of '${scope.state}'`);
    items.push({ ...item, input });
  }
  append(t, scope, 'MapStateStarted', { length: items.length });
  const most = concurrency === 0 ? MOST_ITERATIONS : Math.min(concurrency, MOST_ITERATIONS);
  const pending: PendingChildren = {
    kind: 'children',
    results: [],
    open: 0,
    items,
    concurrency: most,
    next: 0,
  };
  scope.pending = pending;
  openIterations(t, scope, pending);
  if (pending.open === 0) completeChildren(t, scope, []);
}

async function select(
  selector: unknown,
  query: ReturnType<typeof queryScope>,
  index: number,
  item: { readonly value: unknown; readonly key?: string },
): Promise<unknown> {
  const context = {
    ...(query.states['context'] as object),
    Map: { Item: { Index: index, ...itemOf(item) } },
  };
  return evaluate(selector, 'ItemSelector', { ...query, states: { ...query.states, context } });
}

function entriesOf(list: unknown): { value: unknown; key?: string }[] | undefined {
  if (Array.isArray(list)) return list.map((value: unknown) => ({ value }));
  return isObject(list) ? Object.entries(list).map(([key, value]) => ({ key, value })) : undefined;
}

function openIterations(t: Transition, scope: Scope, pending: PendingChildren): void {
  while (pending.open < (pending.concurrency ?? Infinity)) {
    const index = pending.next;
    const item = pending.items?.[index];
    if (!item) return;
    pending.next += 1;
    pending.open += 1;
    const details = { name: scope.state, index };
    const started = append(t, undefined, 'MapIterationStarted', details, scope.last);
    const { input, ...shown } = item;
    openScope(
      t,
      { parent: scope.id, index, path: [...scope.path, scope.state, 0], item: shown },
      input,
      started,
    );
  }
}

/** Takes the output of a finished branch or iteration; the last one completes the state around it. */
export function finishChild(t: Transition, child: Scope, output: unknown): void {
  const parent = parentOf(t, child);
  const pending = parent?.pending;
  if (!parent || pending?.kind !== 'children') throw new Error(`Scope ${child.id} has no waiting parent`);
  if (stateOf(t, parent).Type === 'Map') {
    append(t, child, 'MapIterationSucceeded', { name: parent.state, index: child.index });
  }
  pending.results[child.index] = output;
  pending.open -= 1;
  parent.last = child.last;
  delete t.record.scopes[child.id];
  openIterations(t, parent, pending);
  if (pending.open === 0) completeChildren(t, parent, pending.results);
}

function completeChildren(t: Transition, scope: Scope, results: unknown[]): void {
  append(t, scope, `${stateOf(t, scope).Type}StateSucceeded`);
  t.ready.push({ scope, as: 'complete', result: results });
}
