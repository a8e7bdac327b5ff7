import { describe, expect, it } from 'vitest';
import { runModel } from './run.ts';

/** Ten seconds where nothing else runs; a busy machine may take its time. */
const PATIENCE = 120_000;

describe('the lifecycle of a case', () => {
  it(
    'agrees with the rules on a hundred and fifty random sequences',
    async () => {
      const tally = await runModel({ numRuns: 150, seed: 20_260_302 });

      expect(tally).toContain('ending online EXISTING_PERMIT issued');
    },
    PATIENCE,
  );
});
