import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import * as z from 'zod';
import { findingsIn } from './findings.ts';
import { permitApp } from './permit-app.ts';
import { addPermitStack } from './permit-stack.ts';
import { ruleFindings } from './rules/rules.ts';

/**
 * `npm run synth -- [--county suichang] [--region cn-northwest-1]`: the template, offline, with every validation on.
 * Exit 1 on any finding, warnings too.
 */
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const OUTDIR = join(ROOT, 'cdk.out');
const Template = z.object({ Resources: z.record(z.string(), z.object({ Type: z.string() })) });

const { county, region } = parseArgs({
  options: {
    county: { type: 'string', default: 'suichang' },
    region: { type: 'string', default: 'cn-northwest-1' },
  },
}).values;

const startedAt = performance.now();
rmSync(OUTDIR, { recursive: true, force: true });
const fault = synthesise();
const partition = RegionInfo.get(region).partition ?? 'unknown';
const template = join(OUTDIR, `huren-${county}.template.json`);
const findings = [
  ...(existsSync(join(OUTDIR, 'validation-report.json')) ? findingsIn(OUTDIR) : []),
  ...(existsSync(template) ? await ownFindings(template) : []),
];

line('county', county);
line('region', `${region} (${partition})`);
if (existsSync(template)) {
  line('resources', resourcesOf(template));
  line('template', relative(ROOT, template));
}
line('findings', findings.length === 0 ? (fault ?? 'none') : String(findings.length));
for (const finding of findings) line('', finding);
line('took', `${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
process.exitCode = fault === undefined && findings.length === 0 ? 0 : 1;

/** Why it failed; undefined when it did not. CDK throws on findings too: those are told one by one. */
function synthesise(): string | undefined {
  try {
    const app = permitApp(OUTDIR);
    addPermitStack(app, { county, region });
    app.synth();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** What our own rules say, a line each. */
async function ownFindings(path: string): Promise<string[]> {
  const found = await ruleFindings(JSON.parse(readFileSync(path, 'utf8')), partition);
  return found.map(({ rule, where, why }) => `rule ${rule} at ${where}: ${why}`);
}

function resourcesOf(path: string): string {
  const resources = Object.values(Template.parse(JSON.parse(readFileSync(path, 'utf8'))).Resources);
  const counts = new Map<string, number>();
  for (const { Type } of resources) {
    const kind = Type.replace('AWS::', '');
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const kinds = [...counts]
    .sort(([a, m], [b, n]) => n - m || a.localeCompare(b))
    .map(([kind, count]) => `\n  ${String(count).padStart(4)}  ${kind}`);
  return `${resources.length}${kinds.join('')}`;
}

function line(name: string, value: string): void {
  console.log(`${name.padEnd(11)}${value}`);
}
