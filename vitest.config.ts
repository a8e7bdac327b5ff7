import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { defineConfig } from 'vitest/config';

/** The files that take longest, on two cores a minute or more apart from the rest; the first takes two. */
const LONGEST = [
  'journeys/kill.test.ts',
  'journeys/endings-by-channel.test.ts',
  'infra/least-privilege.test.ts',
  'infra/deploy/deploy-command.test.ts',
  'local/county-day.test.ts',
  'infra/assets.test.ts',
];

/** A fresh clone knows no durations: without this the longest file may be the last, and one core waits for it. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const place = ({ moduleId }: TestSpecification): number => {
      const found = LONGEST.findIndex((ending) => moduleId.endsWith(ending));
      return found === -1 ? LONGEST.length : found;
    };
    return sorted.toSorted((one, other) => place(one) - place(other));
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    environment: 'node',
    expect: { requireAssertions: true },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two cores: more workers than that only make each other slow.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
  },
});
