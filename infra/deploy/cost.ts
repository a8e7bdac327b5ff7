import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { ROOT } from './options.ts';

const CostEstimate = z.object({
  currency: z.string(),
  /** With nobody applying. */
  idleMonth: z.number(),
  /** Before SMS and the rent of keys. */
  happyCase: z.number(),
  overdueCase: z.number(),
  /** What has no price in the region: the sums are without it. */
  without: z.array(z.string()),
  /** Where the prices come from, and of which day. */
  source: z.string(),
});

/** What a county's deployment costs, in the currency of its region. */
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
  const { currency, idleMonth, happyCase, overdueCase, without, source } = cost;
  const money = (value: number, digits: number): string => `${currency} ${value.toFixed(digits)}`;
  return [
    `cost        ${without.length > 0 ? 'at least ' : ''}${money(idleMonth, 2)} a month idle`,
    `${money(happyCase, 6)} a case, ${money(overdueCase, 6)} an overdue one, before SMS and keys`,
    ...(without.length > 0 ? [`not known are the prices of ${without.join(', ')}`] : []),
    `(${source})`,
  ].join('; ');
}
