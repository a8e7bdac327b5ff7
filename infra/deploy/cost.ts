import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { ROOT } from './options.ts';

const CostEstimate = z.object({
  /** With nobody applying. */
  idleMonthUsd: z.number(),
  /** Before SMS and the rent of keys. */
  happyCaseUsd: z.number(),
  overdueCaseUsd: z.number(),
  /** Where the prices come from, and of which day. */
  source: z.string(),
});

/** What a county's deployment costs, in US dollars. */
export type CostEstimate = z.infer<typeof CostEstimate>;

/**
 * What `npm run cost -- --json` says for a county in a region.
 * @returns why it is not known, where it is not: a deployment does not wait for it
 */
export function estimate(county: string, region: string): CostEstimate | string {
  const command = join('infra', 'cost.ts');
  if (!existsSync(join(ROOT, command))) return 'there is no npm run cost';
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [command, '--county', county, '--region', region, '--json'],
    { cwd: ROOT, encoding: 'utf8', timeout: 300_000 },
  );
  const last = stdout.trim().split('\n').at(-1) ?? '';
  const parsed = CostEstimate.safeParse(status === 0 && last.startsWith('{') ? JSON.parse(last) : undefined);
  if (parsed.success) return parsed.data;
  const why = stderr.trim().split('\n').at(-1) ?? '';
  return why === '' ? 'npm run cost gave no estimate' : why;
}

/** One line for whoever decides. */
export function costLine(cost: CostEstimate | string): string {
  if (typeof cost === 'string') return `cost        not known: ${cost}`;
  const { idleMonthUsd, happyCaseUsd, overdueCaseUsd, source } = cost;
  const usd = (value: number, digits: number): string => `USD ${value.toFixed(digits)}`;
  return [
    `cost        ${usd(idleMonthUsd, 2)} a month idle`,
    `${usd(happyCaseUsd, 6)} a case, ${usd(overdueCaseUsd, 6)} an overdue one, before SMS and keys`,
    `(${source})`,
  ].join('; ');
}
