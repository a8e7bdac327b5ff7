import jsonata from 'jsonata';
import * as z from 'zod';
import { stageOf, TRANSITIONS, type Position } from '../../functions/domain/status.ts';
import { read } from './sources.ts';

const State = z.object({
  Type: z.string(),
  Resource: z.string().optional(),
  Arguments: z
    .strictObject({ FunctionName: z.string(), Payload: z.record(z.string(), z.unknown()) })
    .optional(),
  Assign: z.record(z.string(), z.unknown()).default({}),
  Output: z.unknown().optional(),
  Choices: z.array(z.looseObject({ Condition: z.string(), Next: z.string() })).default([]),
  Default: z.string().optional(),
});

const Machine = z.object({ States: z.record(z.string(), State) });

/** The states of the machine by name, as its definition is written. */
export function statesOfMachine(): Readonly<Record<string, z.infer<typeof State>>> {
  return Machine.parse(JSON.parse(read('statemachines/recognition.asl.json'))).States;
}

function placeholderOf(state: z.infer<typeof State>): string {
  return /^\$\{(\w+)\}$/u.exec(state.Arguments?.FunctionName ?? '')?.[1] ?? '(no placeholder)';
}

/** The functions that the states name, in order. */
export function placeholders(): string[] {
  return Object.keys(payloads()).toSorted();
}

/** What each function is sent, by placeholder: the names of all payloads together. */
export function payloads(): Record<string, string[]> {
  const sent: Record<string, string[]> = {};
  for (const state of Object.values(statesOfMachine())) {
    if (!state.Arguments) continue;
    const names = sent[placeholderOf(state)] ?? [];
    sent[placeholderOf(state)] = [...new Set([...names, ...Object.keys(state.Arguments.Payload)])].toSorted();
  }
  return sent;
}

/** The state that Route leads to from what was last recorded, by the conditions of the definition. */
async function routed(outcome: string, stage: string): Promise<string> {
  const route = statesOfMachine()['Route'];
  for (const { Condition, Next } of route?.Choices ?? []) {
    const expression = jsonata(Condition.replace(/^\{%(.*)%\}$/su, '$1'));
    if ((await expression.evaluate({}, { outcome, stage })) === true) return Next;
  }
  return route?.Default ?? 'nothing';
}

/** The moves of the domain, as `position: action`, after which Route would not know where to go. */
export async function unrouted(): Promise<string[]> {
  const lost: string[] = [];
  for (const [from, moves] of Object.entries(TRANSITIONS))
    for (const [action, to] of Object.entries<Position>(moves)) {
      const next = await routed(action, stageOf(to) ?? 'none');
      if (next === 'UnknownOutcome') lost.push(`${from}: ${action}`);
    }
  return lost;
}

/** Every word that Route compares an outcome or a stage with. */
export function wordsOfRoute(): string[] {
  const conditions = (statesOfMachine()['Route']?.Choices ?? []).map(({ Condition }) => Condition);
  return [
    ...new Set(conditions.flatMap((text) => [...text.matchAll(/'([^']+)'/gu)].map(([, word]) => word ?? ''))),
  ];
}

/** The names at the top of a schema. */
export function namesOf(schema: unknown): string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape).toSorted() : ['(not an object)'];
}
