import type { MapState, ParallelState, State, TaskState } from './definition.ts';
import type { Retrier } from './definition-schema.ts';
import type { Scope } from './execution-record.ts';
import { StateFailure } from './failure.ts';
import { endBadly, leave } from './leave.ts';
import { append, dropChildren, parentOf, queryScope, stateOf, type Transition } from './transition.ts';

type Recovering = TaskState | ParallelState | MapState;

/** Hands a failure to Retry and Catch, of this state first, then of those around it; else the execution fails. */
export async function fail(t: Transition, scope: Scope, failure: StateFailure): Promise<void> {
  let at = scope;
  let current = describe(t, at, failure);
  // It ends the execution where it happens; the states around are not told.
  if (current.error === 'States.Runtime') {
    return endBadly(t, 'FAILED', { error: current.error, cause: current.reason }, at.last);
  }
  for (;;) {
    const state = stateOf(t, at);
    if (recovers(state)) {
      if (retry(t, at, state, current)) return;
      const outcome = await caught(t, at, state, current);
      if (outcome === true) return;
      current = outcome === undefined ? current : describe(t, at, outcome);
    }
    const parent = parentOf(t, at);
    if (!parent) return endBadly(t, 'FAILED', { error: current.error, cause: current.reason }, at.last);
    const { Type: type } = stateOf(t, parent);
    if (type === 'Map') append(t, at, 'MapIterationFailed', { name: parent.state, index: at.index });
    append(t, parent, `${type}StateFailed`, undefined, at.last);
    at = parent;
  }
}

function recovers(state: State): state is Recovering {
  return state.Type === 'Task' || state.Type === 'Parallel' || state.Type === 'Map';
}

/** Tells where an error of the engine itself happened, and records a failed expression. */
function describe(t: Transition, scope: Scope, failure: StateFailure): StateFailure {
  const { error, reason, location } = failure;
  if (location === undefined && error !== 'States.Runtime') return failure;
  const cause =
    `An error occurred while executing the state '${scope.state}' ` +
    `(entered at the event id #${scope.entered}). ${reason ?? ''}`;
  if (location !== undefined) {
    // AWS links a failed Pass to the event before it was entered; all others to their latest.
    const previous = stateOf(t, scope).Type === 'Pass' ? scope.beforeEntered : scope.last;
    append(t, scope, 'EvaluationFailed', { cause, error, location, state: scope.state }, previous);
  }
  return new StateFailure(error, cause);
}

function retry(t: Transition, scope: Scope, state: Recovering, failure: StateFailure): boolean {
  const index = (state.Retry ?? []).findIndex((rule) => failure.matches(rule.ErrorEquals));
  const rule = state.Retry?.[index];
  const used = scope.retries[index] ?? 0;
  if (!rule || used >= rule.MaxAttempts) return false;
  dropChildren(t, scope);
  for (let i = 0; i <= index; i += 1) scope.retries[i] ??= 0;
  scope.retries[index] = used + 1;
  scope.pending = { kind: 'timer', dueAt: t.now + delayMillis(rule, used), next: 'retry' };
  return true;
}

function delayMillis(rule: Retrier, used: number): number {
  const seconds = Math.min(rule.IntervalSeconds * rule.BackoffRate ** used, rule.MaxDelaySeconds ?? Infinity);
  // Beyond any business: keeps the due time a finite number, which JSON can hold.
  const millis = Math.min(Math.round(seconds * 1000), 99_999_999_000);
  return rule.JitterStrategy === 'FULL' ? Math.round(Math.random() * millis) : millis;
}

/** True when caught; a failure when the Catch itself failed; undefined when no Catch matches. */
async function caught(
  t: Transition,
  scope: Scope,
  state: Recovering,
  failure: StateFailure,
): Promise<true | StateFailure | undefined> {
  const index = (state.Catch ?? []).findIndex((rule) => failure.matches(rule.ErrorEquals));
  const rule = state.Catch?.[index];
  if (!rule) return undefined;
  const errorOutput = failure.output();
  const query = queryScope(t, scope, { errorOutput });
  dropChildren(t, scope);
  const exit = { assign: rule.Assign, output: rule.Output, fallback: errorOutput, next: rule.Next };
  try {
    await leave(t, scope, { ...exit, prefix: `Catch[${index}]/` }, query);
    return true;
  } catch (error) {
    if (error instanceof StateFailure) return error;
    throw error;
  }
}
