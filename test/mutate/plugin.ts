import { displayOnly } from './display-only.ts';
import { TestRunner } from './test-runner.ts';

/**
 * What Stryker loads: a test runner, and what is not worth a mutant.
 * The runner is ours because Stryker's own for vitest names tests as vitest 4 did: under vitest 5 it finds
 * none of them and counts every mutant as a survivor.
 */
export const strykerPlugins = [
  { kind: 'TestRunner', name: 'in-process', injectableClass: TestRunner },
  { kind: 'Ignore', name: 'display-only', value: displayOnly },
];
