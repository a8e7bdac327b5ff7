import type { Definition, Sequence, State } from './definition.ts';
import type { ExecutionRecord, PendingTask, Scope } from './execution-record.ts';
import type { QueryScope } from './expressions.ts';
import type { StateFailure } from './failure.ts';
import { HISTORY_LIMIT, type HistoryEvent } from './history-event.ts';

/** What a scope is to do next, within the transition. */
export type Turn =
  | { readonly scope: Scope; readonly as: 'enter' | 'again' }
  | { readonly scope: Scope; readonly as: 'complete'; readonly result?: unknown }
  | { readonly scope: Scope; readonly as: 'fail'; readonly failure: StateFailure };

/** A Lambda to be called once the transition is on disk. */
export interface LambdaCall {
  readonly scopeId: number;
  readonly stateName: string;
  readonly task: PendingTask;
}

/** One step of one execution, from something that happened to where nothing can go on by itself. */
export interface Transition {
  readonly record: ExecutionRecord;
  readonly definition: Definition;
  /** Business milliseconds; one instant for the whole transition. */
  readonly now: number;
  readonly region: string;
  readonly events: HistoryEvent[];
  readonly calls: LambdaCall[];
  /** Calls whose answers are no longer awaited. */
  readonly abandoned: string[];
  readonly ready: Turn[];
  /** The record has changed without an event. */
  touched: boolean;
  /** An event found no place: the execution ends with this, whatever it was doing. */
  full: boolean;
}

/**
 * Appends an event and makes it the latest of the scope.
 * The last place is kept for the end of the execution: an event that would take it is dropped.
 * @param previous the event it follows from; the scope's latest unless given
 * @returns its id
 */
export function append(
  t: Transition,
  scope: Scope | undefined,
  type: string,
  details?: Readonly<Record<string, unknown>>,
  previous: number = scope?.last ?? 0,
): number {
  const id = t.record.nextEventId;
  if (id >= HISTORY_LIMIT && !type.startsWith('Execution')) {
    t.full = true;
    return previous;
  }
  t.record.nextEventId += 1;
  const named = details === undefined ? {} : { [detailsName(type)]: details };
  t.events.push({ id, previousEventId: previous, timestamp: t.now, type, ...named });
  if (scope) scope.last = id;
  return id;
}

function detailsName(type: string): `${string}Details` {
  if (type.endsWith('StateEntered')) return 'stateEnteredEventDetails';
  if (type.endsWith('StateExited')) return 'stateExitedEventDetails';
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
}

/** Opens a scope at the beginning of its sequence and makes it ready. */
export function openScope(
  t: Transition,
  place: Pick<Scope, 'parent' | 'index' | 'path' | 'item'>,
  input: unknown,
  last: number,
): Scope {
  const id = t.record.nextScopeId;
  t.record.nextScopeId += 1;
  const state = sequenceAt(t.definition, place.path).startAt;
  const scope: Scope = {
    ...place,
    id,
    vars: {},
    state,
    input,
    enteredAt: t.now,
    entered: last,
    beforeEntered: last,
    last,
    retries: [],
  };
  t.record.scopes[id] = scope;
  t.ready.push({ scope, as: 'enter' });
  return scope;
}

function sequenceAt(root: Sequence, path: Scope['path']): Sequence {
  let sequence = root;
  for (let i = 0; i < path.length; i += 2) {
    const owner = sequence.states.get(String(path[i]));
    const inner = owner && 'sequences' in owner ? owner.sequences[Number(path[i + 1])] : undefined;
    if (!inner) throw new Error(`No sequence at ${path.join('/')}`);
    sequence = inner;
  }
  return sequence;
}

/** The state a scope stands in. */
export function stateOf(t: Transition, scope: Scope): State {
  const state = sequenceAt(t.definition, scope.path).states.get(scope.state);
  if (!state) throw new Error(`No state '${scope.state}'`);
  return state;
}

/** The scope whose Parallel or Map this one runs in. */
export function parentOf(t: Transition, scope: Scope): Scope | undefined {
  return scope.parent === undefined ? undefined : t.record.scopes[scope.parent];
}

/** Drops the scopes below this one, whatever they wait for. */
export function dropChildren(t: Transition, scope: Scope): void {
  for (const child of Object.values(t.record.scopes)) {
    if (child.parent !== scope.id) continue;
    dropChildren(t, child);
    stopWaiting(t, child);
    delete t.record.scopes[child.id];
  }
}

/** Ends what a scope waits for against its will; a call under way is no longer listened to. */
export function stopWaiting(t: Transition, scope: Scope): void {
  if (scope.pending?.kind === 'task') t.abandoned.push(scope.pending.call);
  delete scope.pending;
  delete scope.token;
}

/** What expressions of the scope's state see; `more` adds `result` or `errorOutput` to `$states`. */
export function queryScope(t: Transition, scope: Scope, more: Record<string, unknown> = {}): QueryScope {
  const lines: Scope[] = [];
  for (let s: Scope | undefined = scope; s; s = parentOf(t, s)) lines.unshift(s);
  const variables: Record<string, unknown> = {};
  for (const line of lines) Object.assign(variables, line.vars);
  const item = lines.findLast((line) => line.item)?.item;
  const index = lines.findLast((line) => line.item)?.index;
  const context = {
    ...contextOf(t, scope),
    ...(item ? { Map: { Item: { Index: index, ...itemOf(item) } } } : {}),
  };
  return { states: { input: scope.input, context, ...more }, variables, nowMillis: t.now };
}

/** An item of a Map as `$states.context.Map.Item` shows it. */
export function itemOf(item: NonNullable<Scope['item']>): Record<string, unknown> {
  return { ...(item.key === undefined ? {} : { Key: item.key }), Value: item.value };
}

function contextOf(t: Transition, scope: Scope): Record<string, unknown> {
  const { record } = t;
  const isTask = stateOf(t, scope).Type === 'Task';
  const count = scope.retries.reduce((sum, used) => sum + used, 0);
  return {
    Execution: {
      Id: record.arn,
      Input: JSON.parse(record.input) as unknown,
      StartTime: new Date(record.startedAt).toISOString(),
      Name: record.name,
      RoleArn: record.roleArn,
      RedriveCount: record.redriveCount,
      ...(record.redrivenAt === undefined ? {} : { RedriveTime: new Date(record.redrivenAt).toISOString() }),
    },
    StateMachine: { Id: record.machineArn, Name: record.machineName },
    State: {
      Name: scope.state,
      EnteredTime: new Date(scope.enteredAt).toISOString(),
      ...(isTask ? { RetryCount: count } : {}),
    },
    ...(scope.token === undefined ? {} : { Task: { Token: scope.token } }),
  };
}
