import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';

/** Stryker's report, as far as it is read here. */
interface Report {
  readonly files: Readonly<
    Record<
      string,
      { readonly mutants: readonly { readonly status: string; readonly statusReason?: string }[] }
    >
  >;
}

/** The figures of one file; `survived` counts what no test reaches too. */
interface Figures {
  readonly killed: number;
  readonly survived: number;
  readonly ignored: number;
  /** Detected of all that count, in per cent; null where nothing counts. */
  readonly score: number | null;
}

const DETECTED: ReadonlySet<string> = new Set(['Killed', 'Timeout']);
const UNDETECTED: ReadonlySet<string> = new Set(['Survived', 'NoCoverage']);

function figuresOf(mutants: Report['files'][string]['mutants']): Figures {
  const count = (wanted: ReadonlySet<string>) => mutants.filter(({ status }) => wanted.has(status)).length;
  const killed = count(DETECTED);
  const survived = count(UNDETECTED);
  const all = killed + survived;
  return {
    killed,
    survived,
    ignored: mutants.length - all,
    score: all === 0 ? null : Math.round((killed / all) * 1000) / 10,
  };
}

/** Turns the report of the last whole run into the small file that is kept, and the table of the README. */
const report = JSON.parse(readFileSync('reports/mutation.json', 'utf8')) as Report;
const files = Object.entries(report.files).map(
  ([path, { mutants }]) => [basename(path), figuresOf(mutants)] as const,
);
const mutants = Object.values(report.files).flatMap((file) => file.mutants);
const left = mutants.filter(({ status }) => !DETECTED.has(status) && !UNDETECTED.has(status));
const ignored = Map.groupBy(left, ({ status, statusReason }) => statusReason ?? status);
const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const last = {
  on: day,
  total: figuresOf(mutants),
  ignored: Object.fromEntries([...ignored].map(([why, those]) => [why, those.length])),
  files: Object.fromEntries(files),
};
writeFileSync('test/mutation-last.json', `${JSON.stringify(last, null, 2)}\n`);
for (const [name, { killed, survived, score }] of files) {
  if (score !== null) console.log(`| \`${name}\` | ${killed} | ${survived} | ${score} |`);
}
console.log(JSON.stringify({ ...last, files: files.length }));
