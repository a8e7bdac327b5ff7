import { readdirSync } from 'node:fs';
import jsonata from 'jsonata';
import * as z from 'zod';
import { ACTIONS, AWAITED, stageOf, TRANSITIONS, type Position } from '../../functions/domain/status.ts';
import { leadsStraightOn } from '../../functions/domain/straight-way.ts';

import { read } from './sources.ts';

const State = z.object({
  Type: z.string(),
  Resource: z.string().optional(),
  Arguments: z
    .strictObject({ FunctionName: z.string(), Payload: z.record(z.string(), z.unknown()) })
    .optional(),
  Assign: z.record(z.string(), z.unknown()).default({}),
  Output: z.unknown().optional(),
  Next: z.string().optional(),
  Choices: z.array(z.looseObject({ Condition: z.string(), Next: z.string() })).default([]),
  Default: z.string().optional(),
});

const Machine = z.object({ States: z.record(z.string(), State) });

const PRESENT = 'statemachines/recognition.asl.json';
const RECORDED = 'test/statemachines/recorded';

/** The definitions under which cases may still run beside the present one. */
export function earlierDefinitions(): string[] {
  const files = readdirSync(new URL('../statemachines/recorded/', import.meta.url));
  return files.filter((file) => file.endsWith('.asl.json')).map((file) => `${RECORDED}/${file}`);
}

/** The states of the machine by name, as its definition is written. */
export function statesOfMachine(definition = PRESENT): Readonly<Record<string, z.infer<typeof State>>> {
  return Machine.parse(JSON.parse(read(definition))).States;
}

function placeholderOf(state: z.infer<typeof State>): string {
  return /^\$\{(\w+)\}$/u.exec(state.Arguments?.FunctionName ?? '')?.[1] ?? '(no placeholder)';
}

/** The functions that the states name, in order. */
export function placeholders(definition = PRESENT): string[] {
  return Object.keys(payloads(definition)).toSorted();
}

/** What each function is sent, by placeholder: the names of all payloads together. */
export function payloads(definition = PRESENT): Record<string, string[]> {
  const sent: Record<string, string[]> = {};
  for (const state of Object.values(statesOfMachine(definition))) {
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

/** Where each straight way of the domain leads by Route's conditions, and where by the waiting state's own Next. */
export async function straightWays(): Promise<{ move: string; routed: string; next: string }[]> {
  const found: { move: string; routed: string; next: string }[] = [];
  for (const opened of AWAITED)
    for (const [outcome, stage] of everythingTold()) {
      if (!leadsStraightOn(opened, { outcome, stage })) continue;
      const waiting = `Await${opened.charAt(0).toUpperCase()}${opened.slice(1)}`;
      const next = statesOfMachine()[waiting]?.Next ?? 'nothing';
      found.push({ move: `${opened}: ${outcome}, ${stage}`, routed: await routed(outcome, stage), next });
    }
  return found;
}

function everythingTold() {
  const stages = [...AWAITED, 'none'] as const;
  return ([...ACTIONS, 'waiting'] as const).flatMap((outcome) =>
    stages.map((stage) => [outcome, stage] as const),
  );
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
