import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { API_FUNCTIONS, STEPS } from '../../functions/manifest.ts';
import { SCHEDULES } from '../../functions/timetable.ts';
import type { Bundler } from '../../infra/aws/bundle.ts';
import { findingsIn } from '../../infra/aws/findings.ts';
import { permitApp } from '../../infra/aws/permit-app.ts';
import { addPermitStack } from '../../infra/aws/permit-stack.ts';

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

/** Stands for a function's code where only the template matters; names its entry, so that bundles differ. */
export const tinyBundle: Bundler = ({ entry, into }) => {
  mkdirSync(into, { recursive: true });
  writeFileSync(join(into, 'index.js'), `exports.handler = async () => ${JSON.stringify(entry)};\n`);
};

/** How many functions the manifest asks for. */
export const FUNCTION_COUNT = Object.keys(API_FUNCTIONS).length + STEPS.length + SCHEDULES.length;

/** A county's template for a region. Takes seconds: once a test file. */
export function synthesise(region: string, county = 'suichang'): Synthesised {
  const outdir = mkdtempSync(join(tmpdir(), 'huren-synth-'));
  const app = permitApp(outdir);
  addPermitStack(app, { county, region, bundler: tinyBundle });
  app.synth();
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
