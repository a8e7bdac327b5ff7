import { setImmediate as nextTurnOfLoop } from 'node:timers/promises';
import { beginTask } from './begin-task.ts';
import { beginMap, beginParallel } from './children.ts';
import type { State } from './definition.ts';
import type { StateOf } from './definition-schema.ts';
import type { Scope } from './execution-record.ts';
import { evaluate, evaluateInteger, unexpectedType } from './expressions.ts';
import { fail } from './fail.ts';
import { queryFailure, StateFailure } from './failure.ts';
import { HISTORY_LIMIT, payload } from './history-event.ts';
import { endBadly, leave } from './leave.ts';
import { parseTimestamp } from './timestamp.ts';
import { append, queryScope, stateOf, type Transition, type Turn } from './transition.ts';

/** Runs whatever is ready until every scope waits for something, or the execution has ended. */
export async function interpret(t: Transition): Promise<void> {
  let turns = 0;
  for (let turn = t.ready.shift(); turn && !t.full; turn = t.ready.shift()) {
    if (t.record.scopes[turn.scope.id] !== turn.scope) continue;
    turns += 1;
    if (turns % 100 === 0) await nextTurnOfLoop();
    await take(t, turn);
  }
  if (!t.full || t.record.status !== 'RUNNING') return;
  t.calls.length = 0;
  const cause = `The execution reached the maximum number of history events (${HISTORY_LIMIT}).`;
  endBadly(t, 'FAILED', { error: 'States.Runtime', cause }, t.record.nextEventId - 1);
}

async function take(t: Transition, turn: Turn): Promise<void> {
  const { scope } = turn;
  const state = stateOf(t, scope);
  try {
    if (turn.as === 'fail') throw turn.failure;
    if (turn.as === 'complete') return await complete(t, scope, state, turn.result);
    if (turn.as === 'enter') enter(t, scope, state);
    delete scope.pending;
    await begin(t, scope, state);
  } catch (error) {
    await fail(t, scope, error instanceof StateFailure ? error : runtimeFailure(error));
  }
}

/** A fault of the engine ends the one execution, not the process. */
function runtimeFailure(error: unknown): StateFailure {
  return new StateFailure('States.Runtime', error instanceof Error ? error.message : String(error));
}

function enter(t: Transition, scope: Scope, state: State): void {
  scope.enteredAt = t.now;
  // The first state of the machine follows from nothing, not from ExecutionStarted (as AWS records it).
  const first = scope.parent === undefined && scope.last === 1;
  scope.beforeEntered = first ? 0 : scope.last;
  const details = { name: scope.state, ...payload('input', JSON.stringify(scope.input)) };
  scope.entered = append(t, scope, `${state.Type}StateEntered`, details, scope.beforeEntered);
}

async function begin(t: Transition, scope: Scope, state: State): Promise<void> {
  switch (state.Type) {
    case 'Pass':
    case 'Succeed':
      return complete(t, scope, state, undefined);
    case 'Task':
      return beginTask(t, scope, state);
    case 'Choice':
      return choose(t, scope, state);
    case 'Wait':
      return beginWait(t, scope, state);
    case 'Fail':
      return failByDesign(t, scope, state);
    case 'Parallel':
      return beginParallel(t, scope, state);
    case 'Map':
      return beginMap(t, scope, state);
    default:
      throw new Error(`No such type of state: ${JSON.stringify(state satisfies never)}`);
  }
}

async function complete(t: Transition, scope: Scope, state: State, result: unknown): Promise<void> {
  const exit = {
    assign: 'Assign' in state ? state.Assign : undefined,
    output: 'Output' in state ? state.Output : undefined,
    fallback: result === undefined ? scope.input : result,
    next: 'Next' in state ? state.Next : undefined,
  };
  await leave(t, scope, exit, queryScope(t, scope, result === undefined ? {} : { result }));
}

async function choose(t: Transition, scope: Scope, state: StateOf<'Choice'>): Promise<void> {
  const query = queryScope(t, scope);
  for (const [index, rule] of state.Choices.entries()) {
    const location = `Choices[${index}]/Condition`;
    const met = await evaluate(rule.Condition, location, query);
    if (typeof met !== 'boolean') throw unexpectedType(rule.Condition, location, 'boolean', met);
    if (!met) continue;
    const exit = { assign: rule.Assign, output: rule.Output, fallback: scope.input, next: rule.Next };
    return leave(t, scope, { ...exit, prefix: `Choices[${index}]/` }, query);
  }
  if (state.Default === undefined) {
    const why = 'Failed to transition out of the state. The state does not point to a next state.';
    // States.NoChoiceMatched is a name of the language that AWS keeps for later (developer guide, error names).
    throw new StateFailure('States.Runtime', why);
  }
  const exit = { assign: state.Assign, output: state.Output, fallback: scope.input, next: state.Default };
  return leave(t, scope, exit, query);
}

async function beginWait(t: Transition, scope: Scope, state: StateOf<'Wait'>): Promise<void> {
  const dueAt = await waitUntil(t, scope, state);
  if (dueAt <= t.now) return complete(t, scope, state, undefined);
  scope.pending = { kind: 'timer', dueAt, next: 'leave' };
}

async function waitUntil(t: Transition, scope: Scope, state: StateOf<'Wait'>): Promise<number> {
  const query = queryScope(t, scope);
  if (state.Seconds !== undefined) {
    return t.now + (await evaluateInteger(state.Seconds, 'Seconds', query, 0)) * 1000;
  }
  const text = await evaluate(state.Timestamp, 'Timestamp', query);
  if (typeof text !== 'string') throw unexpectedType(state.Timestamp, 'Timestamp', 'string', text);
  const at = parseTimestamp(text);
  if (at !== undefined) return at;
  const why = 'The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string';
  throw queryFailure('Timestamp', `${why}: ${text}`);
}

async function failByDesign(t: Transition, scope: Scope, state: StateOf<'Fail'>): Promise<never> {
  const query = queryScope(t, scope);
  const told: (string | undefined)[] = [];
  for (const field of ['Error', 'Cause'] as const) {
    const value = state[field] === undefined ? undefined : await evaluate(state[field], field, query);
    if (value !== undefined && typeof value !== 'string')
      throw unexpectedType(state[field], field, 'string', value);
    told.push(value);
  }
  throw new StateFailure(told[0], told[1]);
}
