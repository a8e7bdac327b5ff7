import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureCases, workCases, type Extent } from './bench/cases.ts';
import { report } from './bench/figure.ts';
import { measureMachine } from './bench/machine.ts';
import { MeasuredProduct } from './bench/measured-product.ts';
import { reportProfile } from './bench/profile.ts';
import { measureRule } from './bench/rule.ts';

/**
 * `npm run bench [-- --quick] [-- --profile] [-- --total 10000]`: every performance figure as one JSON line, with its
 * limit in the same run. `--quick` does a little of everything, to see that it runs; `--profile` says where the product's time goes
 * instead of the other figures, for a profiled process is slower. `--total` is after how many cases the memory is read.
 */
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
    total: { type: 'string' },
  },
});
const FULL = { warmUp: 20, alone: 10, rounds: 3, batch: 60, transactions: 2_000, paced: 60, total: 1_000 };
const QUICK = { warmUp: 2, alone: 2, rounds: 1, batch: 6, transactions: 100, paced: 4, total: 16 };
const PROFILED_CASES = values.quick ? 6 : 100;
const chosen: Extent = values.quick ? QUICK : FULL;
const extent: Extent = { ...chosen, total: Math.max(chosen.total, Number(values.total ?? 0)) };

const begun = Date.now();
reportLoad('at the beginning');
if (values.profile) await profile();
else {
  await measureRule(values.quick ? 1 : 5);
  await measureMachine(
    values.quick
      ? { rounds: 1, executions: 100, waiting: 100 }
      : { rounds: 3, executions: 3_000, waiting: 1_000 },
  );
  await measure();
}
reportLoad('at the end');
report('this run', (Date.now() - begun) / 1_000, 's');

async function measure(): Promise<void> {
  const product = await MeasuredProduct.start(extent.total);
  try {
    await measureCases(product, extent);
  } finally {
    await product.stop();
  }
}

async function profile(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'huren-bench-profile-'));
  const product = await MeasuredProduct.start(extent.total, directory);
  try {
    await workCases(product, PROFILED_CASES);
  } finally {
    await product.stop();
  }
  await reportProfile(directory);
  await rm(directory, { recursive: true, force: true });
}

/** Others at work on the same machine make every figure worse. */
function reportLoad(when: string): void {
  report(`load average ${when}`, loadavg()[0] ?? 0, 'processes', ['cores', availableParallelism()]);
}
