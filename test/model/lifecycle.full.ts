import { describe, expect, it } from 'vitest';
import { runModel } from './run.ts';

describe('the lifecycle of a case', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'agrees with the rules on ten thousand random sequences: part %i of eight',
    async (part) => {
      const begun = performance.now();

      const tally = await runModel({ numRuns: 1250, seed: 20_261_120 + part });

      expect(tally).toContain('ending online EXISTING_PERMIT lapsed');
      console.log(`${tally}\n${Math.round((performance.now() - begun) / 1000)} s, part ${part}`);
    },
  );
});
