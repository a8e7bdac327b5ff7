import type { Runs } from './lifecycle.ts';

/** Runs so many sequences; `LIFECYCLE_SEED`, `_PATH`, `_REPLAY` and `_RUNS` run again what failed. @returns the tally */
export async function runModel({ numRuns, seed }: Pick<Runs, 'numRuns' | 'seed'>): Promise<string> {
  // The product's log lines would bury the test's own; the logger reads its level when it is loaded.
  process.env['POWERTOOLS_LOG_LEVEL'] ??= 'SILENT';
  const { runLifecycles, tally } = await import('./lifecycle.ts');
  await runLifecycles({
    numRuns: Number(process.env['LIFECYCLE_RUNS'] ?? numRuns),
    seed: Number(process.env['LIFECYCLE_SEED'] ?? seed),
    path: process.env['LIFECYCLE_PATH'],
    replayPath: process.env['LIFECYCLE_REPLAY'],
  });
  return tally();
}
