import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { fuzz } from './run.ts';

const LAST = fileURLToPath(new URL('last.md', import.meta.url));

/** `FUZZ_SEED` repeats a run; without it each day has its own. */
const today = new Date().toISOString().slice(0, 10);
const seed = Number(process.env['FUZZ_SEED'] ?? today.replaceAll('-', ''));

describe('the API under fuzzed requests', () => {
  it('answers 20,000 of them as its document says, reaches every success it names, and gives nobody away', async () => {
    const { faults, unmet, total, table } = await fuzz({ seed, requests: 20_000, perRound: 2_000 });

    const found = faults.length === 0 ? 'None.' : faults.map((fault) => `- ${fault}`).join('\n');
    const unreached = unmet.length === 0 ? 'None.' : unmet.join(', ');
    const report =
      `# The last full run of the API fuzz\n\n${today}, seed ${seed}: ${total} requests (\`test/fuzz/api.full.ts\`).\n\n` +
      `Defects: ${found}\n\nDocumented successes that were not reached: ${unreached}\n\n${table}\n`;
    await writeFile(LAST, await format(report, { ...(await resolveConfig(LAST)), parser: 'markdown' }));
    expect(faults).toEqual([]);
    expect(unmet).toEqual([]);
    expect(total).toBeGreaterThanOrEqual(20_000);
  });
});
