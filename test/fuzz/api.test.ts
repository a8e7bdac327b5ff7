import { describe, expect, it } from 'vitest';
import { fuzz } from './run.ts';

describe('the API under fuzzed requests', () => {
  it('answers 600 of them as its document says, reaches every success it names, and gives nobody away', async () => {
    const { faults, unmet, total } = await fuzz({ seed: 20_260_302, requests: 600, perRound: 600 });

    expect(faults).toEqual([]);
    expect(unmet).toEqual([]);
    expect(total).toBeGreaterThanOrEqual(600);
  }, 120_000);
});
