import type { RuleName } from '../../../infra/aws/rules/rules.ts';
import { named, type TemplateResource } from '../../../infra/aws/rules/template.ts';

/** Any object of JSON. */
export type Json = Record<string, unknown>;
/** Resources of a template that may be changed. */
export type Draft = Record<string, TemplateResource>;

/** Something wrong with a template, and who catches it. */
export interface Mutation {
  readonly name: string;
  readonly catcher: RuleName;
  /** Whose template it is tried on. @default China's */
  readonly partition?: 'aws';
  /** Changes the template. @throws when there is nothing to change: then the mutation proves nothing */
  readonly apply: (draft: Draft) => void;
}

/** Id of the first resource of a type whose id begins so. */
export function id(draft: Draft, type: string, beginning = ''): string {
  const found = Object.keys(draft).find(
    (key) => draft[key]?.Type === `AWS::${type}` && key.startsWith(beginning),
  );
  if (found === undefined) throw new Error(`No ${type} ${beginning}`);
  return found;
}

/** Properties of the first such resource. */
export function properties(draft: Draft, type: string, beginning = ''): Json {
  return draft[id(draft, type, beginning)]?.Properties ?? {};
}

/** A value deep inside. @throws when there is none */
export function inner(value: unknown, ...path: readonly (string | number)[]): Json {
  const found = path.reduce<unknown>((at, name) => named(at, String(name)), value);
  if (typeof found !== 'object' || found === null) throw new Error(`Nothing at ${path.join('.')}`);
  return found as Json;
}

/** @throws when there is nothing to drop */
export function drop(from: Json, name: string): void {
  if (!(name in from)) throw new Error(`There is no ${name}`);
  delete from[name];
}

/** Statements of the policy of the first role whose id begins so. */
export const statements = (draft: Draft, owner: string): Json[] =>
  inner(properties(draft, 'IAM::Policy', owner), 'PolicyDocument', 'Statement') as unknown as Json[];
/** Properties of the one table. */
export const table = (draft: Draft): Json => properties(draft, 'DynamoDB::GlobalTable');
/** Of its one replica. */
export const replica = (draft: Draft): Json => inner(table(draft), 'Replicas', 0);
/** Of the API’s stage. */
export const stage = (draft: Draft): Json => properties(draft, 'ApiGatewayV2::Stage');
/** Of the state machine. */
export const machine = (draft: Draft): Json => properties(draft, 'StepFunctions::StateMachine');

/** Writes another text into the machine's definition. @throws when there is nothing to replace */
export function redefine(draft: Draft, text: string, other: string): void {
  const definition = String(machine(draft)['DefinitionString']);
  if (!definition.includes(text)) throw new Error(`The definition has no ${text}`);
  machine(draft)['DefinitionString'] = definition.replace(text, other);
}
