import { serviceOf } from './begin-task.ts';
import { dueOf, type PendingTask, type Scope } from './execution-record.ts';
import { checkSize, StateFailure } from './failure.ts';
import { payload } from './history-event.ts';
import { endBadly } from './leave.ts';
import type { TaskState } from './definition.ts';
import { append, stateOf, type Transition } from './transition.ts';

/** What a Lambda call came to. */
export type Outcome =
  { readonly result: unknown } | { readonly error: string | undefined; readonly cause: string | undefined };

interface OpenTask {
  readonly scope: Scope;
  readonly state: TaskState;
  readonly task: PendingTask;
}

/** The task a call or token belongs to, if it is still the one awaited. */
export function openTask(t: Transition, scopeId: number, call: string): OpenTask | undefined {
  const scope = t.record.scopes[scopeId];
  if (t.record.status !== 'RUNNING' || scope?.pending?.kind !== 'task') return undefined;
  if (scope.pending.call !== call) return undefined;
  const state = stateOf(t, scope);
  return state.Type === 'Task' ? { scope, state, task: scope.pending } : undefined;
}

/** The Lambda has answered. With a callback its result only says that the task was handed over. */
export function lambdaAnswered(t: Transition, { scope, state, task }: OpenTask, outcome: Outcome): void {
  if ('error' in outcome) return taskFailed(t, { scope, state, task }, outcome);
  if (!state.target.waitForToken)
    return taskSucceeded(t, { scope, state, task }, wrapResult(state, task, outcome));
  if (task.submitted) return;
  task.submitted = true;
  const output = payload('output', JSON.stringify(wrapResult(state, task, outcome)));
  append(t, scope, 'TaskSubmitted', { ...serviceOf(state), ...output });
}

/** `lambda:invoke` gives the answer of the Invoke API; a Lambda named by its ARN gives its own. */
function wrapResult(state: TaskState, task: PendingTask, { result }: { readonly result: unknown }): unknown {
  if (state.target.functionArn !== undefined) return result ?? null;
  return {
    ExecutedVersion: '$LATEST',
    Payload: result ?? null,
    SdkHttpMetadata: { HttpStatusCode: 200 },
    SdkResponseMetadata: { RequestId: task.call },
    StatusCode: 200,
  };
}

/** The task is done: by its Lambda, or by its token. */
export function taskSucceeded(t: Transition, open: OpenTask, result: unknown): void {
  const { scope, state } = open;
  try {
    checkSize(result, `The state/task '${scope.state}' returned a result with a size that`);
  } catch (error) {
    if (!(error instanceof StateFailure)) throw error;
    return taskFailed(t, open, { error: error.error, cause: error.reason });
  }
  const output = payload('output', JSON.stringify(result));
  if (state.target.functionArn === undefined)
    append(t, scope, 'TaskSucceeded', { ...serviceOf(state), ...output });
  else append(t, scope, 'LambdaFunctionSucceeded', output);
  t.ready.push({ scope, as: 'complete', result });
}

/** The task has failed: in its Lambda, or through its token. */
export function taskFailed(
  t: Transition,
  { scope, state }: OpenTask,
  { error, cause }: { readonly error: string | undefined; readonly cause: string | undefined },
): void {
  if (state.target.functionArn === undefined) {
    append(t, scope, 'TaskFailed', { ...serviceOf(state), error, cause });
  } else {
    append(t, scope, 'LambdaFunctionFailed', { error, cause });
  }
  t.ready.push({ scope, as: 'fail', failure: new StateFailure(error, cause) });
}

/** Holds the next heartbeat off by a whole interval again. */
export function heartbeat(t: Transition, { task }: OpenTask): void {
  if (task.heartbeatMillis === undefined) return;
  task.heartbeatAt = t.now + task.heartbeatMillis;
  t.touched = true;
}

/** A due time of a scope has come. Nothing happens when it was lifted or moved meanwhile. */
export function timerFired(t: Transition, scopeId: number): void {
  const scope = t.record.scopes[scopeId];
  const dueAt = scope && dueOf(scope);
  if (t.record.status !== 'RUNNING' || !scope || dueAt === undefined || dueAt > t.now) return;
  const { pending } = scope;
  if (pending?.kind === 'timer') {
    if (pending.next === 'retry') t.ready.push({ scope, as: 'again' });
    else t.ready.push({ scope, as: 'complete' });
  } else if (pending?.kind === 'task') {
    const state = stateOf(t, scope);
    if (state.Type === 'Task') timeOut(t, { scope, state, task: pending });
  }
}

function timeOut(t: Transition, { scope, state, task }: OpenTask): void {
  const beat = (task.heartbeatAt ?? Infinity) < (task.timeoutAt ?? Infinity);
  t.abandoned.push(task.call);
  const error = 'States.Timeout';
  if (state.target.functionArn === undefined)
    append(t, scope, 'TaskTimedOut', { ...serviceOf(state), error });
  else append(t, scope, 'LambdaFunctionTimedOut', { error });
  const alias = beat ? { alias: 'States.HeartbeatTimeout' } : {};
  t.ready.push({ scope, as: 'fail', failure: new StateFailure(error, undefined, alias) });
}

/** The time of the whole execution is up. */
export function executionTimedOut(t: Transition): void {
  const { dueAt, status } = t.record;
  if (status !== 'RUNNING' || dueAt === undefined || dueAt > t.now) return;
  endBadly(t, 'TIMED_OUT', { error: 'States.Timeout' }, 0);
}
