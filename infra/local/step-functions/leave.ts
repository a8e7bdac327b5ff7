import { finishChild } from './children.ts';
import type { ExecutionStatus, Scope } from './execution-record.ts';
import { evaluate, type QueryScope } from './expressions.ts';
import { checkSize } from './failure.ts';
import { payload } from './history-event.ts';
import { append, stateOf, stopWaiting, type Transition } from './transition.ts';

/** How a state is left: its own fields, or those of the Choice rule or Catch that was taken. */
export interface Exit {
  readonly assign: Readonly<Record<string, unknown>> | undefined;
  readonly output: unknown;
  /** The output when the definition gives none. */
  readonly fallback: unknown;
  /** Undefined at the end of the sequence. */
  readonly next: string | undefined;
  /** Before the fields' names in messages, such as `Catch[0]/`. */
  readonly prefix?: string;
}

/**
 * Evaluates Assign and Output, both against the variables as they were, and goes on.
 * @throws StateFailure when an expression fails or the output is too large; nothing has changed then
 */
export async function leave(t: Transition, scope: Scope, exit: Exit, query: QueryScope): Promise<void> {
  const { prefix = '' } = exit;
  const assigned =
    exit.assign === undefined
      ? undefined
      : ((await evaluate(exit.assign, `${prefix}Assign`, query)) as Record<string, unknown>);
  const output =
    exit.output === undefined ? exit.fallback : await evaluate(exit.output, `${prefix}Output`, query);
  checkSize(output, `The output of the state '${scope.state}'`);
  checkSize(assigned, `The variables assigned by the state '${scope.state}'`);
  append(t, scope, `${stateOf(t, scope).Type}StateExited`, {
    name: scope.state,
    ...payload('output', JSON.stringify(output)),
    ...(assigned === undefined ? {} : payload('assignedVariables', asTexts(assigned))),
  });
  Object.assign(scope.vars, assigned);
  delete scope.pending;
  delete scope.token;
  scope.retries = [];
  if (exit.next === undefined) return finish(t, scope, output);
  scope.state = exit.next;
  scope.input = output;
  t.ready.push({ scope, as: 'enter' });
}

function asTexts(values: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)]));
}

function finish(t: Transition, scope: Scope, output: unknown): void {
  if (scope.parent !== undefined) return finishChild(t, scope, output);
  if (t.full) return;
  const text = JSON.stringify(output);
  append(t, scope, 'ExecutionSucceeded', payload('output', text));
  t.record.output = text;
  t.record.scopes = {};
  stop(t, 'SUCCEEDED');
}

const END_EVENTS = { FAILED: 'ExecutionFailed', TIMED_OUT: 'ExecutionTimedOut', ABORTED: 'ExecutionAborted' };

/** Ends an execution without success. Its scopes stay, without what they waited for, to be redriven. */
export function endBadly(
  t: Transition,
  status: keyof typeof END_EVENTS,
  why: { readonly error?: string | undefined; readonly cause?: string | undefined },
  previous: number,
): void {
  append(t, undefined, END_EVENTS[status], why, previous);
  // States.Timeout is told by the event alone.
  if (status !== 'TIMED_OUT') Object.assign(t.record, why);
  for (const scope of Object.values(t.record.scopes)) {
    if (scope.pending?.kind !== 'children') stopWaiting(t, scope);
  }
  stop(t, status);
}

function stop(t: Transition, status: ExecutionStatus): void {
  t.record.status = status;
  t.record.stoppedAt = t.now;
  delete t.record.dueAt;
  t.ready.length = 0;
}
