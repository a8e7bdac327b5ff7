import { fileURLToPath } from 'node:url';
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

/** Rules, and stories in a fake world: their modules remember no more than a counter, so they are loaded once for all. */
const RULES_AND_STORIES = [
  'test/domain/**/*.test.ts',
  'test/functions/{api,casework,schedules,steps}/**/*.test.ts',
];

export default defineConfig({
  test: {
    environment: 'node',
    // Each file has a process of its own, and many start the product in further ones: what Node compiles of packages
    // (in those of our files too) is kept for the next, by the text of each file.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/compiled', import.meta.url)) },
    expect: { requireAssertions: true },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two cores: more workers than that only make each other slow.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'product',
          include: ['test/**/*.test.ts'],
          exclude: RULES_AND_STORIES,
          globalSetup: ['test/support/folder-of-run.ts'],
        },
      },
      { extends: true, test: { name: 'rules', include: RULES_AND_STORIES, isolate: false } },
    ],
  },
});
