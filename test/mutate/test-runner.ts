import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect } from 'vitest';
import { collect, type FoundTest } from './collect-tests.ts';
import { FreshModules } from './load-afresh.ts';
import type { DryRunResult, Instruments, MutantRun, MutantRunResult, RanTest } from './stryker.ts';

/** The tests that judge the rules: their own, and the stories told in the fake world. */
const TESTS = ['test/domain/**/*.test.ts', 'test/functions/{api,casework,schedules,steps}/**/*.test.ts'];

/** Where the tests of the rules are. */
const RULES = 'test/domain/';

/** Longer than any of these tests takes, on a busy machine too. */
const TEST_LIMIT_MS = 10_000;

const shared = globalThis as { __stryker__?: Instruments };
const instruments: Instruments = shared.__stryker__ ?? {};
shared.__stryker__ = instruments;

/**
 * Runs the tests against one mutant after another, in this process. A mutant in a function is switched on
 * over the loaded modules; one in code that runs while a module loads gets a fresh copy of all modules.
 */
export class TestRunner {
  readonly #modules = new FreshModules(process.cwd());
  readonly #files = globSync(TESTS).toSorted();
  readonly #tests = new Map<string, FoundTest>();

  capabilities(): { reloadEnvironment: boolean } {
    return { reloadEnvironment: true };
  }

  async init(): Promise<void> {
    process.env['POWERTOOLS_LOG_LEVEL'] = 'SILENT';
    await this.#loadAll();
  }

  async dryRun(): Promise<DryRunResult> {
    const tests: RanTest[] = [];
    for (const [id, test] of this.#tests) {
      instruments.currentTestId = id;
      const startedAt = performance.now();
      const failureMessage = await failureOf(test);
      instruments.currentTestId = undefined;
      tests.push({
        id,
        name: test.name,
        timeSpentMs: performance.now() - startedAt,
        ...(failureMessage === undefined ? { status: 0 } : { status: 1, failureMessage }),
      });
    }
    const mutantCoverage = instruments.mutantCoverage ?? { static: {}, perTest: {} };
    return { status: 'complete', tests, mutantCoverage };
  }

  async mutantRun(asked: MutantRun): Promise<MutantRunResult> {
    instruments.hitCount = 0;
    instruments.hitLimit = asked.hitLimit;
    instruments.activeMutant = asked.activeMutant.id;
    try {
      return asked.mutantActivation === 'static'
        ? await this.#overFresh(asked)
        : await this.#overLoaded(asked);
    } finally {
      instruments.activeMutant = undefined;
      instruments.hitLimit = undefined;
    }
  }

  async #loadAll(): Promise<void> {
    this.#modules.begin();
    for (const file of this.#files) {
      for (const test of await this.#collect(file)) this.#tests.set(`${file}#${test.name}`, test);
    }
  }

  async #collect(file: string): Promise<readonly FoundTest[]> {
    return collect(async () => this.#modules.load(resolve(file)));
  }

  async #overLoaded({ testFilter, sandboxFileName, activeMutant }: MutantRun): Promise<MutantRunResult> {
    const wanted = testFilter ?? [...this.#tests.keys()];
    let nrOfTests = 0;
    const closest = this.#modules.reachedFrom(sandboxFileName);
    for (const id of wanted.toSorted(closestFirst(closest))) {
      const test = this.#tests.get(id);
      if (!test) return { status: 'error', errorMessage: `There is no test ${id}` };
      nrOfTests += 1;
      const failureMessage = await failureOf(test);
      if (failureMessage === undefined) continue;
      const verdict = verdictOf(id, nrOfTests, failureMessage);
      // What a mutant left behind in a module must not be held against the next one.
      instruments.activeMutant = undefined;
      if ((await failureOf(test)) === undefined) return verdict;
      await this.#loadAll();
      const again = this.#tests.get(id);
      instruments.activeMutant = activeMutant.id;
      if (again && (await failureOf(again)) !== undefined) return verdict;
      return { status: 'error', errorMessage: `${id} fails without the mutant too` };
    }
    return { status: 'survived', nrOfTests };
  }

  async #overFresh({ sandboxFileName }: MutantRun): Promise<MutantRunResult> {
    const reached = this.#modules.reachedFrom(sandboxFileName);
    // A table of the rules is judged by the tests of the rules: every mutant loads all they import anew.
    const files = this.#files.filter((file) => file.startsWith(RULES) && reached.includes(resolve(file)));
    let nrOfTests = 0;
    this.#modules.begin();
    for (const file of files.toSorted(closestFirst(reached))) {
      let tests: readonly FoundTest[] = [];
      try {
        tests = await this.#collect(file);
      } catch (error) {
        return verdictOf(`${file}#cannot be loaded`, nrOfTests, String(error));
      }
      for (const test of tests) {
        nrOfTests += 1;
        const failureMessage = await failureOf(test);
        if (failureMessage !== undefined) return verdictOf(`${file}#${test.name}`, nrOfTests, failureMessage);
      }
    }
    return { status: 'survived', nrOfTests };
  }
}

/** Tests that import the mutated file themselves come before those that reach it through others. */
function closestFirst(reached: readonly string[]): (one: string, other: string) => number {
  const place = (id: string) => reached.indexOf(resolve(id.split('#')[0] ?? id));
  return (one, other) => place(one) - place(other);
}

function verdictOf(id: string, nrOfTests: number, failureMessage: string): MutantRunResult {
  const { hitCount = 0, hitLimit } = instruments;
  if (hitLimit !== undefined && hitCount > hitLimit) {
    return { status: 'timeout', reason: `Reached ${hitCount} times` };
  }
  return { status: 'killed', nrOfTests, killedBy: [id], failureMessage };
}

/** Why the test fails; undefined when it passes. A test that asserts nothing fails, as under vitest here. */
async function failureOf({ run }: FoundTest): Promise<string | undefined> {
  expect.setState({ assertionCalls: 0 });
  const limit = Promise.withResolvers<never>();
  const timer = setTimeout(() => limit.reject(new Error('The test takes too long')), TEST_LIMIT_MS);
  try {
    await Promise.race([run(), limit.promise]);
    return expect.getState().assertionCalls > 0 ? undefined : 'The test asserts nothing';
  } catch (error) {
    return String(error);
  } finally {
    clearTimeout(timer);
  }
}
