import type { Sequence, State } from './definition.ts';

/** What is wrong with the ways between the states of a sequence, and in which state. */
export interface WayFault {
  /** Undefined when no single state is at fault. */
  readonly state?: string;
  readonly message: string;
}

/**
 * The first way that leads nowhere, else the first state no way leads to; undefined when all are well.
 * @param isMachine whether it is the machine itself, which must have an end
 */
export function checkWays({ startAt, states }: Sequence, isMachine: boolean): WayFault | undefined {
  for (const [name, state] of states) {
    for (const target of targetsOf(state)) {
      if (states.has(target)) continue;
      return { state: name, message: `MISSING_TRANSITION_TARGET: '${target}' is not a state` };
    }
  }
  if (isMachine && ![...states.values()].some(ends)) {
    return { message: 'MISSING_END_STATE: Workflow has no terminal state' };
  }
  const reached = reachedFrom(startAt, states);
  const lost = [...states.keys()].find((name) => !reached.has(name));
  if (lost === undefined) return undefined;
  return { state: lost, message: `MISSING_TRANSITION_TARGET: State "${lost}" is not reachable.` };
}

function reachedFrom(startAt: string, states: Sequence['states']): ReadonlySet<string> {
  const reached = new Set([startAt]);
  // A set hands out what is added to it while it is walked.
  for (const name of reached) {
    const state = states.get(name);
    for (const target of state ? targetsOf(state) : []) reached.add(target);
  }
  return reached;
}

function ends(state: State): boolean {
  return state.Type === 'Succeed' || state.Type === 'Fail' || ('End' in state && state.End === true);
}

function targetsOf(state: State): string[] {
  const targets: (string | undefined)[] = ['Next' in state ? state.Next : undefined];
  if (state.Type === 'Choice') targets.push(state.Default, ...state.Choices.map((rule) => rule.Next));
  if ('Catch' in state) targets.push(...(state.Catch ?? []).map((rule) => rule.Next));
  return targets.filter((target) => target !== undefined);
}
