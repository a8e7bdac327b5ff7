import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { checkMachine } from '../../../infra/deploy/checks.ts';

const Package = z.object({ devDependencies: z.record(z.string(), z.string()) });
const Lock = z.object({ packages: z.record(z.string(), z.looseObject({ version: z.string().optional() })) });

function parsed<Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema> {
  return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

describe('The CDK command', () => {
  it('is pinned to one version: the one that a deployment wants, and that is installed', () => {
    const asked = parsed('package.json', Package).devDependencies['aws-cdk'] ?? '';
    const locked = parsed('package-lock.json', Lock).packages['node_modules/aws-cdk']?.version;

    const [, cdk] = checkMachine('v24.0.0', `${asked} (build 0)`);

    expect(asked).toMatch(/^\d+\.\d+\.\d+$/u);
    expect(cdk?.outcome).toBe('ok');
    expect(locked).toBe(asked);
  });
});
