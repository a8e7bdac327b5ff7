import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { API_FUNCTIONS, STEPS } from '../../functions/manifest.ts';
import { SCHEDULES } from '../../functions/timetable.ts';
import { findingsIn } from '../../infra/aws/findings.ts';
import { oncePerRun } from '../support/once-per-run.ts';

const Resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
  DependsOn: z.array(z.string()).default([]),
});
const Template = z.object({ Resources: z.record(z.string(), Resource) });

export type Resource = z.infer<typeof Resource>;

export interface Synthesised {
  /** The template as it would be sent. */
  readonly text: string;
  readonly resources: Readonly<Record<string, Resource>>;
  /** Resources of one type, without the `AWS::` before it. */
  all(type: string): readonly Resource[];
  /** What the validations said. */
  readonly findings: readonly string[];
  readonly outdir: string;
}

/** How many functions the manifest asks for. */
export const FUNCTION_COUNT = Object.keys(API_FUNCTIONS).length + STEPS.length + SCHEDULES.length;

/** A county's template for a region, made once in a run of the tests: no test file may change what lies in `outdir`. */
export async function synthesise(region: string, county = 'suichang'): Promise<Synthesised> {
  const outdir = await oncePerRun(`${county}-${region}`, async () => {
    const { makeAssembly } = await import('./synthesis.ts');
    return makeAssembly(region, county);
  });
  return openAssembly(outdir, county);
}

/** The same, made anew. */
export async function synthesiseAgain(region: string, county = 'suichang'): Promise<Synthesised> {
  const { makeAssembly } = await import('./synthesis.ts');
  return openAssembly(makeAssembly(region, county), county);
}

/** The folder of Suichang's assembly with the functions' real code, made once in a run; only to be read. */
export async function bundledAssembly(): Promise<string> {
  return oncePerRun('bundled', async () => {
    const { makeBundledAssembly } = await import('./synthesis.ts');
    return makeBundledAssembly();
  });
}

/** The folders of the functions' real code, by their entries. */
export async function bundledFolders(): Promise<Readonly<Record<string, string>>> {
  const outdir = await bundledAssembly();
  const folders = z
    .record(z.string(), z.string())
    .parse(JSON.parse(readFileSync(join(outdir, 'folders.json'), 'utf8')));
  return Object.fromEntries(
    Object.entries(folders).map(([entry, folder]) => [entry, join(outdir, 'bundles', folder)]),
  );
}

function openAssembly(outdir: string, county: string): Synthesised {
  const text = readFileSync(join(outdir, `huren-${county}.template.json`), 'utf8');
  const { Resources: resources } = Template.parse(JSON.parse(text));
  return {
    text,
    resources,
    all: (type) => Object.values(resources).filter(({ Type }) => Type === `AWS::${type}`),
    findings: findingsIn(outdir),
    outdir,
  };
}

const Statement = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Action: z.union([z.string(), z.array(z.string())]).transform((action) => [action].flat()),
  Resource: z.unknown().transform((resource): unknown[] => [resource].flat()),
});
const Policy = z.object({
  PolicyName: z.string(),
  PolicyDocument: z.object({ Statement: z.array(Statement) }),
});

export interface Permission {
  /** Name of the policy, which begins with the path of its owner: `CaseworkNotify…`. */
  readonly owner: string;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  /** As JSON. */
  readonly resources: readonly string[];
}

/** Every statement of every identity's policy. */
export function permissionsOf(synthesised: Synthesised): readonly Permission[] {
  return synthesised.all('IAM::Policy').flatMap(({ Properties }) => {
    const { PolicyName, PolicyDocument } = Policy.parse(Properties);
    return PolicyDocument.Statement.map(({ Effect, Action, Resource: resources }) => ({
      owner: PolicyName,
      effect: Effect,
      actions: Action,
      resources: resources.map((resource) => JSON.stringify(resource)),
    }));
  });
}
