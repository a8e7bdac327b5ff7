import * as z from 'zod';

/** One resource of a template, as far as rules look at it. */
const Resource = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
});
const Template = z.object({ Resources: z.record(z.string(), Resource) });

export type TemplateResource = z.infer<typeof Resource>;

/** What a rule looks at. */
export interface Subject {
  readonly resources: Readonly<Record<string, TemplateResource>>;
  /** `aws`, `aws-cn`, … */
  readonly partition: string;
}

/** What a rule has against a resource: its logical id, and why. */
export type Objection = readonly [id: string, why: string];

/** One promise about every template. */
export type Rule = (subject: Subject) => readonly Objection[] | Promise<readonly Objection[]>;

/** @throws ZodError when it is no template */
export function subjectOf(template: unknown, partition: string): Subject {
  return { resources: Template.parse(template).Resources, partition };
}

/** Resources of one type, without the `AWS::` before it. */
export function ofType({ resources }: Subject, type: string): [id: string, resource: TemplateResource][] {
  return Object.entries(resources).filter(([, { Type }]) => Type === `AWS::${type}`);
}

/** A value deep in a resource's properties: names, and places in lists, between dots. Undefined where there is none. */
export function at(value: unknown, path: string): unknown {
  return path.split('.').reduce(named, value);
}

/** The same by a single name, which may hold dots. */
export function named(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (Reflect.get(value, name) as unknown) : undefined;
}

/** Objects to every resource of a type where this does not hold. */
export function every(
  subject: Subject,
  type: string,
  holds: (resource: TemplateResource, id: string) => boolean,
  why: string,
): Objection[] {
  return ofType(subject, type).flatMap(([id, resource]) => (holds(resource, id) ? [] : [[id, why] as const]));
}

/** Ids of everything that a value names by `Ref` or `Fn::GetAtt`. */
export function refsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(refsIn);
  if (typeof value !== 'object' || value === null) return [];
  const direct = [named(value, 'Ref'), at(value, 'Fn::GetAtt.0')].filter((id) => typeof id === 'string');
  return [...direct, ...Object.values(value).flatMap(refsIn)];
}

/** Whether a value names a resource. */
export function names(value: unknown, id: string): boolean {
  return refsIn(value).includes(id);
}

/** One statement of a policy. */
export interface PolicyStatement {
  readonly allows: boolean;
  readonly actions: readonly string[];
  readonly resource: unknown;
  /** Kind and name: `Service`, `AWS`, `CanonicalUser`; `*` is everybody. */
  readonly principals: readonly (readonly [kind: string, name: unknown])[];
  readonly condition: unknown;
  /** Says what it does not mean: `NotAction`, `NotResource`, `NotPrincipal`. */
  readonly inverted: boolean;
}

/** The statements of a policy document; none where there is none. */
export function statementsIn(document: unknown): PolicyStatement[] {
  const statements = at(document, 'Statement');
  if (!Array.isArray(statements)) return [];
  return statements.map((statement: unknown) => ({
    allows: at(statement, 'Effect') !== 'Deny',
    actions: [at(statement, 'Action')].flat().filter((action) => typeof action === 'string'),
    resource: at(statement, 'Resource'),
    principals: principalsIn(at(statement, 'Principal')),
    condition: at(statement, 'Condition'),
    inverted: ['NotAction', 'NotResource', 'NotPrincipal'].some((no) => at(statement, no) !== undefined),
  }));
}

function principalsIn(principal: unknown): [kind: string, name: unknown][] {
  if (typeof principal === 'string') return [[principal, principal]];
  if (typeof principal !== 'object' || principal === null) return [];
  return Object.entries(principal).flatMap(([kind, list]) =>
    [list].flat().map((name: unknown): [string, unknown] => [name === '*' ? '*' : kind, name]),
  );
}
