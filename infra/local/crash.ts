import { parseArgs } from 'node:util';
import { Bench, type Line } from './crash/matrix.ts';
import { storm } from './crash/storm.ts';
import { allTrials, fewTrials, type Trial } from './crash/trials.ts';

/**
 * `npm run crash [-- --short]`: the kill matrix. The product dies by `kill -9` before and after everything it does on
 * the main journeys, once a trial; the client repeats its calls, the machine goes on, and what is left is judged.
 * Then many cases in flight and kills at random instants. Exit 1 unless nothing was lost and nothing happened twice.
 */
const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    seed: { type: 'string', default: '20260302' },
    only: { type: 'string' },
    workers: { type: 'string', default: '2' },
  },
});
const CASES_IN_FLIGHT = 50;
const KILLS = values.short ? 5 : 12;

const begun = Date.now();
const benches = Array.from({ length: Number(values.workers) }, () => new Bench());
const lines: Line[] = [];
try {
  const [first] = benches;
  const every = allTrials((await first?.record()) ?? []);
  const chosen = (values.short ? fewTrials(every) : every).filter(
    ({ point }) => values.only === undefined || point.includes(values.only),
  );
  await Promise.all(benches.map((bench) => work(bench, chosen)));
  const reached = lines.filter((line) => line.reached).length;
  print({ trials: lines.length, reached, ofPlaces: every.length, kinds: kindsOf(every), form: formName() });
} finally {
  await Promise.all(benches.map((bench) => bench.close()));
}
const inFlight = await storm({ cases: CASES_IN_FLIGHT, kills: KILLS, seed: Number(values.seed) });
for (const line of inFlight.lines) report(line);
print({ inFlight: CASES_IN_FLIGHT, kills: inFlight.kills, seed: Number(values.seed) });
print({ seconds: Math.round((Date.now() - begun) / 1000) });

const lost = lines.reduce((sum, line) => sum + (line.lost?.length ?? 0), 0);
const duplicated = lines.reduce((sum, line) => sum + (line.duplicated?.length ?? 0), 0);
console.log(`lost ${lost}, duplicated ${duplicated}`);
process.exit(lost + duplicated === 0 ? 0 : 1);

/** Takes from the front of the list until it is empty. */
async function work(bench: Bench, trials: Trial[]): Promise<void> {
  for (let trial = trials.shift(); trial; trial = trials.shift()) report(await bench.attempt(trial));
}

function report(line: Line): void {
  lines.push(line);
  print(line);
}

function print(what: object): void {
  console.log(JSON.stringify(what));
}

function kindsOf(trials: readonly Trial[]): number {
  return new Set(trials.map(({ point }) => point)).size;
}

function formName(): string {
  return values.short ? 'short: every kind of place once before and once after' : 'full';
}
