import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import type { Break } from './break.ts';
import { BREAKS_OF_CASES } from './breaks-of-cases.ts';
import { BREAKS_OF_MACHINE } from './breaks-of-machine.ts';
import { BREAKS_OF_CODE } from './breaks-of-code.ts';
import { BREAKS_OF_STYLE } from './breaks-of-style.ts';
import { ROOT } from './sources.ts';

/**
 * Breaks every law once, in a copy, and prints as a table who caught it: `node test/architecture/break-every-law.ts`;
 * with a word behind it, only those breaks whose description has the word. Ends with 1 when a break goes by.
 * A law that is red before anything is broken, or that was never read to its end, says nothing: then it stops at once.
 */
const LEFT_OUT = ['node_modules', '.git', 'cdk.out', '.data', 'docs', 'web'];
/** For one law on a busy machine: the first that loads all steps may take a minute there. */
const LAW_TIMEOUT_MS = 600_000;

const Report = z.object({
  testResults: z.array(
    z.object({
      message: z.string().default(''),
      assertionResults: z.array(
        z.object({ title: z.string(), status: z.string(), failureMessages: z.array(z.string()).default([]) }),
      ),
    }),
  ),
});

function output(copy: string, command: string, args: readonly string[]): string {
  try {
    return execFileSync(join(copy, 'node_modules/.bin', command), args, {
      cwd: copy,
      encoding: 'utf8',
      stdio: 'pipe',
    });
  } catch (error) {
    // It found something, which is what it is for.
    return z.object({ stdout: z.string() }).parse(error).stdout;
  }
}

/**
 * The names of the tests that fail.
 * @throws Error when the laws were not all read: no report, a file that does not load, a test that ran out of time
 */
function failing(copy: string): string[] {
  const report = join(copy, 'laws.json');
  // Else a run that dies would be told by the report of the one before.
  rmSync(report, { force: true });
  // The folder of packages is shared with the house; what is kept of a copy's modules is not.
  const cache = `--fsModuleCachePath=${join(copy, '.vitest-cache')}`;
  const timeout = `--testTimeout=${LAW_TIMEOUT_MS}`;
  const json = ['--reporter=json', `--outputFile=${report}`];
  output(copy, 'vitest', ['run', 'test/architecture.test.ts', cache, timeout, ...json]);
  if (!existsSync(report)) throw new Error('The laws were not read: vitest wrote no report');
  const { testResults } = Report.parse(JSON.parse(readFileSync(report, 'utf8')));
  const results = testResults.flatMap(({ assertionResults }) => assertionResults);
  if (results.length === 0) throw new Error(`The laws cannot be loaded: ${testResults[0]?.message ?? ''}`);
  const failed = results.filter(({ status }) => status !== 'passed');
  const late = failed.find(({ failureMessages }) => /timed out/u.test(failureMessages.join()));
  if (late) throw new Error(`“${late.title}” ran out of time`);
  return failed.map(({ title }) => title);
}

/** The linter's rules that the files break, as `path: rule`. */
function lint(copy: string, paths: readonly string[]): Set<string> {
  const sources = paths.filter((path) => path.endsWith('.ts') && existsSync(join(copy, path)));
  if (sources.length === 0) return new Set();
  const lines = output(copy, 'oxlint', ['-f', 'unix', ...sources]).matchAll(
    /^(?<path>[^:\n]+):\d+.*\[Error\/(?<rule>[^\]]+)\]/gmu,
  );
  return new Set([...lines].map(({ groups }) => `${groups?.['path'] ?? ''}: ${groups?.['rule'] ?? ''}`));
}

/** What stands in the file that a break changes; undefined when it makes the file. */
function textBefore(copy: string, { path }: Break): string | undefined {
  const file = join(copy, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function attempt(copy: string, lintBefore: ReadonlySet<string>, trial: Break): string[] {
  const { path, turn, caughtBy } = trial;
  const file = join(copy, path);
  const text = textBefore(copy, trial);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, turn(text ?? ''));
  try {
    if (caughtBy === 'tsc') return output(copy, 'tsc', ['--noEmit']).includes(`${path}(`) ? ['tsc'] : [];
    const tests = failing(copy).filter((title) => title.includes(caughtBy));
    if (tests.length === 0) return [];
    const rules = [...lint(copy, [path])].filter((found) => !lintBefore.has(found)).toSorted();
    return [`“${tests[0] ?? ''}”`, ...rules.map((found) => `\`${found.slice(path.length + 2)}\``)];
  } finally {
    if (text === undefined) rmSync(file);
    else writeFileSync(file, text);
  }
}

function copyOfTheHouse(): string {
  const copy = mkdtempSync(join(tmpdir(), 'huren-laws-'));
  const isWanted = (path: string) => !LEFT_OUT.some((name) => path === join(ROOT, name));
  cpSync(ROOT, copy, { recursive: true, filter: isWanted });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

function breakEach(copy: string, trials: readonly Break[]): number {
  // A break whose place has moved throws here, not after half an hour.
  for (const trial of trials) trial.turn(textBefore(copy, trial) ?? '');
  const red = failing(copy);
  if (red.length > 0) throw new Error(`Red before anything was broken: ${red.join('; ')}`);
  const lintBefore = lint(copy, [...new Set(trials.map(({ path }) => path))]);
  console.log('| law | tried by | caught by |\n|---|---|---|');
  let missed = 0;
  for (const trial of trials) {
    const caught = attempt(copy, lintBefore, trial);
    if (caught.length === 0) missed += 1;
    console.log(`| ${trial.law} | ${trial.broken} | ${caught.join(', ') || '**nobody**'} |`);
  }
  return missed;
}

const word = new RegExp(process.argv[2] ?? '', 'u');
const trials = [...BREAKS_OF_CODE, ...BREAKS_OF_MACHINE, ...BREAKS_OF_CASES, ...BREAKS_OF_STYLE].filter(
  ({ broken }) => word.test(broken),
);
const copy = copyOfTheHouse();
try {
  const missed = breakEach(copy, trials);
  console.log(`${trials.length} broken, ${missed} missed`);
  process.exitCode = missed === 0 ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true });
}
