import type * as z from 'zod';
import { AwsError } from '../wire.ts';
import { sequenceSchema, stateSchema, type StateOf } from './definition-schema.ts';
import { checkExpressions } from './expression-check.ts';
import { type TaskTarget, taskTarget } from './task-target.ts';
import { checkWays } from './transitions-check.ts';

/** A Task with its resource understood. */
export type TaskState = StateOf<'Task'> & { readonly target: TaskTarget };
/** A Parallel with its branches loaded. */
export type ParallelState = StateOf<'Parallel'> & { readonly sequences: readonly Sequence[] };
/** A Map with its processor loaded. */
export type MapState = StateOf<'Map'> & { readonly sequences: readonly Sequence[] };
/** Any state of the dialect, ready to run. */
export type State =
  | StateOf<'Pass'>
  | TaskState
  | StateOf<'Choice'>
  | StateOf<'Wait'>
  | StateOf<'Succeed'>
  | StateOf<'Fail'>
  | ParallelState
  | MapState;

/** States that run one after the other, and where they begin. */
export interface Sequence {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, State>;
}

/** A state machine, loaded: wholly inside the dialect. */
export interface Definition extends Sequence {
  /** Of a whole execution; undefined when it may last for ever. */
  readonly timeoutSeconds: number | undefined;
}

/** Faults that ValidateStateMachineDefinition calls by a code of their own, where a message begins with it. */
const OWN_CODE =
  /^(?:(?:INVALID|UNSUPPORTED)_[A-Z_]+|MISSING_END_STATE|DUPLICATE_STATE_NAME|MISSING_TRANSITION_TARGET)(?=:)/u;

/** Says why a definition is refused; `state` is undefined when the fault lies outside any state. */
export class DefinitionRefused extends AwsError {
  readonly state: string | undefined;
  /** AWS's word for the kind of fault. */
  readonly diagnostic: string;

  constructor(message: string, state?: string) {
    const where = state === undefined ? '' : `State '${state}': `;
    super('InvalidDefinition', `Invalid State Machine Definition: '${where}${message}'`);
    this.state = state;
    this.diagnostic = OWN_CODE.exec(message)?.[0] ?? 'SCHEMA_VALIDATION_FAILED';
  }
}

/**
 * Reads an Amazon States Language text.
 * @throws DefinitionRefused naming the first state outside the JSONata dialect of this engine
 */
export function loadDefinition(text: string): Definition {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new DefinitionRefused(`INVALID_JSON_DESCRIPTION: ${(cause as Error).message}`);
  }
  const timeoutSeconds = sequenceSchema.safeParse(json).data?.TimeoutSeconds;
  const place = {
    language: 'JSONPath',
    owner: undefined,
    outer: new Set<string>(),
    names: new Set<string>(),
  };
  return { ...loadSequence(json, place), timeoutSeconds };
}

/** Where a sequence stands in the machine. */
interface Place {
  /** Of the machine: states within a state follow it, whatever that state's own language is (ASL, query languages). */
  readonly language: string;
  /** The state the sequence belongs to. */
  readonly owner: string | undefined;
  /** Variables of the scopes around it. */
  readonly outer: ReadonlySet<string>;
  /** All names of states so far: each stands once in the whole machine. */
  readonly names: Set<string>;
}

function loadSequence(json: unknown, place: Place): Sequence {
  const { owner, outer } = place;
  const parsed = sequenceSchema.safeParse(json);
  if (!parsed.success) throw new DefinitionRefused(explain(parsed.error), owner);
  const { StartAt: startAt, States, QueryLanguage: language = place.language } = parsed.data;
  const raw = new Map(Object.entries(States));
  if (!raw.has(startAt))
    throw new DefinitionRefused(`MISSING_TRANSITION_TARGET: StartAt '${startAt}' is not a state`, owner);
  // A JSONPath state anywhere is told first: it is the reason for whatever else looks wrong.
  for (const [name, state] of raw) {
    const own = state['QueryLanguage'] ?? language;
    if (own !== 'JSONata')
      throw new DefinitionRefused(`QueryLanguage ${JSON.stringify(own)} is not supported`, name);
  }
  const here = assignedNames(raw);
  for (const name of here) {
    if (outer.has(name))
      throw new DefinitionRefused(`Variable '${name}' is assigned in an outer scope`, owner);
  }
  const inside = { ...place, language, outer: new Set([...outer, ...here]) };
  const states = new Map<string, State>();
  for (const [name, state] of raw) states.set(name, loadState(name, state, inside));
  const fault = checkWays({ startAt, states }, owner === undefined);
  if (fault) throw new DefinitionRefused(fault.message, fault.state ?? owner);
  return { startAt, states };
}

function loadState(name: string, raw: Record<string, unknown>, around: Place): State {
  if (around.names.has(name)) throw new DefinitionRefused('DUPLICATE_STATE_NAME: the name is taken', name);
  around.names.add(name);
  const parsed = stateSchema.safeParse(raw);
  if (!parsed.success) throw new DefinitionRefused(explain(parsed.error), name);
  const state = parsed.data;
  const fault = checkExpressions(state) ?? checkFields(state);
  if (fault) throw new DefinitionRefused(fault, name);
  if (state.Type === 'Task') {
    const target = taskTarget(state.Resource, state.Arguments);
    if (typeof target === 'string') throw new DefinitionRefused(target, name);
    return { ...state, target };
  }
  const inside = { ...around, owner: name };
  if (state.Type === 'Parallel') {
    return { ...state, sequences: state.Branches.map((branch) => loadSequence(branch, inside)) };
  }
  if (state.Type === 'Map') {
    return { ...state, sequences: [loadSequence(state.ItemProcessor, inside)] };
  }
  return state;
}

/** Rules between fields, which a schema of single fields cannot say. */
function checkFields(state: z.infer<typeof stateSchema>): string | undefined {
  if (('Next' in state || 'End' in state) && state.Next !== undefined && state.End === true)
    return 'Next and End exclude each other';
  const terminal = state.Type === 'Choice' || state.Type === 'Succeed' || state.Type === 'Fail';
  if (!terminal && state.Next === undefined && state.End !== true) return 'needs Next or End';
  if (state.Type === 'Wait' && (state.Seconds === undefined) === (state.Timestamp === undefined))
    return 'needs Seconds or Timestamp';
  if (state.Type === 'Task') {
    const { TimeoutSeconds: timeout, HeartbeatSeconds: heartbeat } = state;
    if (typeof timeout === 'number' && typeof heartbeat === 'number' && heartbeat >= timeout) {
      return 'HeartbeatSeconds must be smaller than TimeoutSeconds';
    }
  }
  if (state.Type === 'Task' || state.Type === 'Parallel' || state.Type === 'Map') {
    for (const rules of [state.Retry ?? [], state.Catch ?? []]) {
      for (const [index, rule] of rules.entries()) {
        if (!rule.ErrorEquals.includes('States.ALL')) continue;
        if (rule.ErrorEquals.length > 1) return 'States.ALL must stand alone in ErrorEquals';
        if (index < rules.length - 1) return 'States.ALL must be in the last rule';
      }
    }
  }
  return undefined;
}

function assignedNames(states: ReadonlyMap<string, Record<string, unknown>>): Set<string> {
  const names = new Set<string>();
  for (const state of states.values()) {
    const rules = [state['Choices'], state['Catch']].flatMap((list): unknown[] =>
      Array.isArray(list) ? list : [],
    );
    for (const holder of [state, ...rules]) {
      const assigned = (holder as { Assign?: object } | null)?.Assign ?? {};
      for (const name of Object.keys(assigned)) names.add(name);
    }
  }
  return names;
}

function explain(error: z.ZodError): string {
  const issue = error.issues[0];
  const path = issue?.path.map(String).join('/') ?? '';
  return `SCHEMA_VALIDATION_FAILED: ${path === '' ? '' : `${path}: `}${issue?.message ?? error.message}`;
}
