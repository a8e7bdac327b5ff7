import { describe, expect, it } from 'vitest';
import { runModel } from './run.ts';

describe('the lifecycle of a case', () => {
  it('agrees with the rules on ten thousand random sequences', async () => {
    const begun = performance.now();

    const tally = await runModel({ numRuns: 10_000, seed: 20_261_123 });

    expect(tally).toContain('ending window REGISTRATION_TIME lapsed');
    console.log(`${tally}\n${Math.round((performance.now() - begun) / 1000)} s`);
  });
});
