import { writeFileSync } from 'node:fs';
import { arch, cpus, platform } from 'node:os';
import { format, resolveConfig } from 'prettier';
import { readSizes, type Size, type Sizes } from '../../../infra/aws/sizes.ts';
import type { Seen } from './container.ts';
import { entries, measure, type SeenByName } from './measure.ts';

/**
 * `npm run sizes`: measures memory, processor time and log of every function and writes `infra/aws/sizes.json`, from
 * which the stack takes memory. A step that no new execution calls keeps its last figures. Exit 1 when a function was
 * never called, now or before, or wrote what is no line of its log.
 */
const FILE = new URL('../../../infra/aws/sizes.json', import.meta.url);

const runs = await measure((line) => console.error(line));
const odd = runs.flatMap((run) =>
  [...run].flatMap(([name, { oddLines }]) => oddLines.map((line) => [name, line])),
);
for (const [name, line] of odd) console.error(`${name} wrote what is no line of its log: ${line}`);
const former = readSizes().functions;
const functions = Object.fromEntries(
  [...entries().keys()].map((name) => [name, sizeIn(runs, name)] as const),
);
const [processor] = cpus();
const sizes: Sizes = {
  machine: `${platform()} ${arch()}, ${processor?.model ?? 'unknown'}`,
  functions,
};
const style = await resolveConfig(FILE);
writeFileSync(FILE, await format(JSON.stringify(sizes), { ...style, parser: 'json' }));
for (const [name, { maxRssMiB, loadCpuMs, callCpuMs }] of Object.entries(functions))
  console.log(
    `${name.padEnd(20)}${maxRssMiB} MiB, load ${loadCpuMs} ms, first call ${callCpuMs.first} ms, median ${callCpuMs.median} ms, hardest ${callCpuMs.max} ms`,
  );
process.exitCode = odd.length === 0 ? 0 : 1;

/** The worst of all runs; the median over the warm calls, if there are any. @throws Error when it was never called, now or before */
function sizeIn(all: readonly SeenByName[], name: string): Size {
  const seen = all.flatMap((run): readonly Seen[] => {
    const one = run.get(name);
    return one && one.callCpuMs.length > 0 ? [one] : [];
  });
  const calls = seen.flatMap(({ callCpuMs }) => callCpuMs);
  const warm = seen.flatMap(({ callCpuMs }) => callCpuMs.slice(1));
  const usual = (warm.length > 0 ? warm : calls).toSorted((one, other) => one - other);
  const before = former[name];
  if (calls.length === 0 && before) return before;
  if (calls.length === 0) throw new Error(`No journey calls ${name}`);
  const firsts = seen.flatMap(({ callCpuMs }) => callCpuMs.slice(0, 1));
  return {
    maxRssMiB: Math.ceil(Math.max(...seen.map(({ maxRssMiB }) => maxRssMiB))),
    // The same work in every run: what is above the least is the machine's other work.
    loadCpuMs: Math.ceil(Math.min(...seen.map(({ loadCpuMs }) => loadCpuMs))),
    callCpuMs: {
      first: Math.ceil(Math.max(...firsts)),
      median: Math.ceil(usual[Math.floor(usual.length / 2)] ?? 0),
      max: Math.ceil(Math.max(...calls)),
    },
    calls: calls.length,
    logBytes: Math.ceil(seen.reduce((sum, { logBytes }) => sum + logBytes, 0) / calls.length),
    measuredAt: new Date().toISOString().slice(0, 10),
    node: process.version,
  };
}
