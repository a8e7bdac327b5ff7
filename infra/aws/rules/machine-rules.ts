import validate from 'asl-validator';
import jsonata from 'jsonata';
import * as z from 'zod';
import { type Objection, ofType, type Rule } from './template.ts';

const Way = z.looseObject({ Next: z.string() });
const State = z.looseObject({
  Next: z.string().optional(),
  Default: z.string().optional(),
  Choices: z.array(Way).default([]),
  Catch: z.array(Way).default([]),
});
const Machine = z.looseObject({ StartAt: z.string(), States: z.record(z.string(), State) });
const Verdict = z.object({ isValid: z.boolean(), errors: z.array(z.looseObject({ Message: z.string() })) });
const EXPRESSION = /^\{%([^]*)%\}$/u;

/**
 * The definition is Amazon States Language, every way leads to a state, and every expression is JSONata. Names the
 * state that is wrong. The embedded cloud, which runs the same definition, reads it more strictly still.
 */
const runs: Rule = (subject) =>
  ofType(subject, 'StepFunctions::StateMachine').flatMap(([id, { Properties }]) =>
    [
      ...faultsOf(jsonIn(withoutPlaceholders(String(Properties['DefinitionString'])))),
      ...(Properties['StateMachineType'] === 'EXPRESS'
        ? ['is over after five minutes, and waits for nobody']
        : []),
    ].map((why): Objection => [id, why]),
  );

/** Something of the right form in each place that CloudFormation fills. */
function withoutPlaceholders(definition: string): string {
  return definition.replaceAll(/\$\{(\w+)\}/gu, (_place, name: string) =>
    name === 'Partition' ? 'aws' : name,
  );
}

function faultsOf(definition: unknown): string[] {
  const machine = Machine.safeParse(definition);
  if (!machine.success) return [`is no state machine: ${z.prettifyError(machine.error)}`];
  const { StartAt, States } = machine.data;
  const { isValid, errors } = Verdict.parse(validate(structuredClone(definition)));
  return [
    ...(Object.hasOwn(States, StartAt) ? [] : [`starts at ${StartAt}, which is no state`]),
    ...Object.entries(States).flatMap(([name, state]) => [
      ...lostWays(state, States).map((way) => `state ${name}: leads to ${way}, which is no state`),
      ...wrongExpressions(state).map((why) => `state ${name}: ${why}`),
    ]),
    ...(isValid ? [] : errors.map(({ Message }) => `asl-validator: ${Message}`)),
  ];
}

function lostWays(
  { Next, Default, Choices, Catch }: z.infer<typeof State>,
  states: Readonly<Record<string, unknown>>,
): string[] {
  const ways = [Next, Default, ...[...Choices, ...Catch].map((way) => way.Next)];
  return ways.filter((way) => way !== undefined).filter((way) => !Object.hasOwn(states, way));
}

function wrongExpressions(value: unknown, path = ''): string[] {
  if (typeof value === 'string') {
    const why = faultIn(EXPRESSION.exec(value)?.[1]);
    return why === undefined ? [] : [`${path}: ${why}`];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    wrongExpressions(item, path === '' ? key : `${path}/${key}`),
  );
}

function faultIn(expression: string | undefined): string | undefined {
  if (expression === undefined) return undefined;
  try {
    jsonata(expression);
    return undefined;
  } catch (error) {
    // What jsonata throws is no Error, but has a message.
    return z.looseObject({ message: z.string() }).parse(error).message;
  }
}

/** Undefined where it is none: then it is no machine either. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Promises about the order of work. */
export const MACHINE_RULES = { 'machine-runs': runs } as const satisfies Record<string, Rule>;
