import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { findingsIn } from '../aws/findings.ts';
import { permitApp } from '../aws/permit-app.ts';
import { addPermitStack } from '../aws/permit-stack.ts';
import { ruleFindings } from '../aws/rules/rules.ts';
import type { DeployOptions } from './options.ts';

const Template = z.object({ Resources: z.record(z.string(), z.object({ Type: z.string() })) });

/** The template, or why there is none. */
export interface Synthesis {
  /** Everything the validations found, warnings too; empty is good. */
  readonly findings: readonly string[];
  /** How many resources of each type, the most first. */
  readonly resources: readonly (readonly [type: string, count: number])[];
}

/** Makes the cloud assembly afresh, with every validation on. What is deployed afterwards is this, byte by byte. */
export async function synthesise(options: DeployOptions): Promise<Synthesis> {
  const { county, region, partition, sms, outdir } = options;
  rmSync(outdir, { recursive: true, force: true });
  const fault = faultOf(() => {
    const app = permitApp(outdir);
    addPermitStack(app, { county: county.id, region, ...(sms && { sms }) });
    app.synth();
  });
  const findings = existsSync(join(outdir, 'validation-report.json')) ? findingsIn(outdir) : [];
  if (fault !== undefined) return { findings: findings.length > 0 ? findings : [fault], resources: [] };
  const template = join(outdir, `huren-${county.id}.template.json`);
  const made: unknown = JSON.parse(readFileSync(template, 'utf8'));
  const own = await ruleFindings(made, partition);
  const { Resources } = Template.parse(made);
  const byType = Map.groupBy(Object.values(Resources), ({ Type }) => Type.replace('AWS::', ''));
  const counts = [...byType].map(([type, all]) => [type, all.length] as const);
  const all = [...findings, ...own.map(({ rule, where, why }) => `rule ${rule} at ${where}: ${why}`)];
  return { findings: all, resources: counts.toSorted(([a, m], [b, n]) => n - m || a.localeCompare(b)) };
}

/** CDK throws on findings too: those are told one by one, from the report. */
function faultOf(make: () => void): string | undefined {
  try {
    make();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
