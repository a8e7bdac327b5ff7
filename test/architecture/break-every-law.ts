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
 */
const LEFT_OUT = ['node_modules', '.git', 'cdk.out', '.data', 'docs', 'web'];

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

/** The failing tests, each with what it says. */
function failing(copy: string): Map<string, string> {
  output(copy, 'vitest', ['run', 'test/architecture.test.ts', '--reporter=json', '--outputFile=laws.json']);
  const { testResults } = Report.parse(JSON.parse(readFileSync(join(copy, 'laws.json'), 'utf8')));
  const results = testResults.flatMap(({ assertionResults }) => assertionResults);
  if (results.length === 0)
    return new Map([['(the test file cannot be loaded)', testResults[0]?.message ?? '']]);
  const failed = results.filter(({ status }) => status === 'failed');
  return new Map(failed.map(({ title, failureMessages }) => [title, failureMessages.join('\n')]));
}

function lint(copy: string, path: string): string[] {
  const found = output(copy, 'oxlint', ['-f', 'unix', path]).matchAll(/\[Error\/([^\]]+)\]/gu);
  return [...new Set([...found].map(([, rule]) => rule ?? ''))].toSorted();
}

function attempt(copy: string, known: Map<string, string>, { path, turn, caughtBy }: Break): string[] {
  const file = join(copy, path);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  const lintBefore = text === undefined || !path.endsWith('.ts') ? [] : lint(copy, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, turn(text ?? ''));
  try {
    if (caughtBy === 'tsc') return output(copy, 'tsc', ['--noEmit']).includes(`${path}(`) ? ['tsc'] : [];
    const news = [...failing(copy)].filter(([title, message]) => known.get(title) !== message);
    const rules = path.endsWith('.ts') ? lint(copy, path).filter((rule) => !lintBefore.includes(rule)) : [];
    const tests = news.map(([title]) => title).filter((title) => title.includes(caughtBy));
    return tests.length === 0 ? [] : [`“${tests[0] ?? ''}”`, ...rules.map((rule) => `\`${rule}\``)];
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

const copy = copyOfTheHouse();
const known = failing(copy);
for (const [title] of known) console.log(`(red before anything was broken: ${title})`);
console.log('| law | tried by | caught by |\n|---|---|---|');
const word = new RegExp(process.argv[2] ?? '', 'u');
const all = [...BREAKS_OF_CODE, ...BREAKS_OF_MACHINE, ...BREAKS_OF_CASES, ...BREAKS_OF_STYLE].filter(
  ({ broken }) => word.test(broken),
);
let missed = 0;
for (const trial of all) {
  const caught = attempt(copy, known, trial);
  if (caught.length === 0) missed += 1;
  console.log(`| ${trial.law} | ${trial.broken} | ${caught.join(', ') || '**nobody**'} |`);
}
rmSync(copy, { recursive: true });
console.log(`${all.length} broken, ${missed} missed`);
process.exitCode = missed === 0 ? 0 : 1;
