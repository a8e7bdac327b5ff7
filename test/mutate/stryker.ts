/** How often each mutant was reached, by the mutant's id. */
export type Hits = Record<string, number>;

/** The object through which the instrumented rules count and switch; the names are those of the instrumenter. */
export interface Instruments {
  /** The mutant that is switched on. */
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  /** Beyond it the instrumented code throws, so that an endless loop ends. */
  hitLimit?: number | undefined;
  mutantCoverage?: { static: Hits; perTest: Record<string, Hits> };
}

/** One test that ran, as Stryker counts it: 0 passed, 1 failed. */
export interface RanTest {
  id: string;
  name: string;
  timeSpentMs: number;
  status: 0 | 1;
  failureMessage?: string;
}

/** What the first run, without any mutant, answers. */
export interface DryRunResult {
  status: 'complete';
  tests: RanTest[];
  mutantCoverage: { static: Hits; perTest: Record<string, Hits> };
}

/** What Stryker asks of the run against one mutant. */
export interface MutantRun {
  activeMutant: { id: string };
  /** Path of the mutated file in Stryker's copy of the repository. */
  sandboxFileName: string;
  /** `static` when the mutant sits in code that runs while a module loads. */
  mutantActivation: 'runtime' | 'static';
  /** The tests that reach the mutant; all of them when undefined. */
  testFilter?: string[];
  hitLimit?: number;
}

/** What the run against one mutant answers. */
export type MutantRunResult =
  | { status: 'killed'; nrOfTests: number; killedBy: string[]; failureMessage: string }
  | { status: 'survived'; nrOfTests: number }
  | { status: 'timeout'; reason: string }
  | { status: 'error'; errorMessage: string };
