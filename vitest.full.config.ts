import { defineConfig } from 'vitest/config';

/** The full matrices, on demand: `npm run test:all` runs the tests of `npm test` first, then these. */
export default defineConfig({
  test: {
    include: ['test/**/*.full.ts'],
    environment: 'node',
    expect: { requireAssertions: true },
    testTimeout: 1_800_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
