import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { PATIENCE } from '../../functions/ports/patience.ts';
import { API_FUNCTIONS } from '../../functions/manifest.ts';
import { SCHEDULES } from '../../functions/timetable.ts';
import type { Touch } from '../../functions/touches.ts';

const FILE = new URL('sizes.json', import.meta.url);

const Size = z.strictObject({
  /** Highest resident memory of its process over the journeys, MiB. */
  maxRssMiB: z.number().positive(),
  /** Processor time from the start of Node to the handler, ms. */
  loadCpuMs: z.number().positive(),
  /** Processor time of a call, ms; the first one makes the clients and loads what only then is needed, the median is of warm ones. */
  callCpuMs: z.strictObject({ first: z.number(), median: z.number(), max: z.number() }),
  /** How many calls that was. */
  calls: z.int().positive(),
  /** What a call writes into the log, on average, bytes. */
  logBytes: z.number(),
  measuredAt: z.iso.date(),
  /** Version of Node. */
  node: z.string(),
});
/** What was measured of one function. */
export type Size = z.infer<typeof Size>;

/** The file that `npm run sizes` writes. */
export const Sizes = z.strictObject({
  /** System and processor of the last measurement. */
  machine: z.string(),
  functions: z.record(z.string(), Size),
});
/** What was measured, and where. */
export type Sizes = z.infer<typeof Sizes>;

/** Memory is given in steps of so many MiB. */
const STEP_MIB = 128;
/** Room over the highest peak that was seen: another processor, TLS, a longer life of the container. */
const ROOM = 1.6;
/** Memory at which Lambda gives one whole processor; below it the share grows evenly. */
const MIB_OF_A_PROCESSOR = 1769;
/** Within so many milliseconds a cold start's own work is done: Node, the bundle and the first call. */
const COLD_MILLIS = { person: 1_500, machine: 2_500, nobody: 2_500 } as const;
/** Who waits for a function's answer: nobody waits for what the clock starts, which goes through lists. */
type Waiting = keyof typeof COLD_MILLIS;
/** Within so many milliseconds the hardest call's own work is done: half of what the API's callers wait for. */
const HARDEST_MILLIS = 15_000;

/** So many of its slowest calls in a row one call of a function has time for. */
const CALLS_IN_A_ROW = 2;
/** What a Lambda does by itself and a slow answer of AWS take at most, s. */
const OWN_SECONDS = 10;
const OUTSIDE: Partial<Record<Touch, number>> = {
  province: secondsOf(PATIENCE.province),
  sms: secondsOf(PATIENCE.sms),
};

/** @throws ZodError when the file is not what `npm run sizes` writes */
export function readSizes(): Sizes {
  return Sizes.parse(JSON.parse(readFileSync(FILE, 'utf8')));
}

/** @throws Error for a function that was not measured */
export function sizeOf(name: string, { functions } = readSizes()): Size {
  const size = functions[name];
  if (!size) throw new Error(`The size of ${name} was not measured: run npm run sizes`);
  return size;
}

/**
 * Memory of a function, MiB: the next step above its peak with room, and at least so much that a cold start's
 * processor time and the hardest call's fit into theirs.
 * @throws Error for a function that was not measured
 */
export function memoryOf(name: string, sizes = readSizes()): number {
  const { maxRssMiB, loadCpuMs, callCpuMs } = sizeOf(name, sizes);
  const needed = Math.max(
    maxRssMiB * ROOM,
    ((loadCpuMs + callCpuMs.first) * MIB_OF_A_PROCESSOR) / COLD_MILLIS[waitingFor(name)],
    (callCpuMs.max * MIB_OF_A_PROCESSOR) / HARDEST_MILLIS,
  );
  return Math.ceil(needed / STEP_MIB) * STEP_MIB;
}

/** The part of a processor that Lambda gives with so much memory; more than 1 where it gives several. */
export function processorShare(memoryMiB: number): number {
  return memoryMiB / MIB_OF_A_PROCESSOR;
}

/**
 * How long a call may take, s: time for its slowest outside call, with its repetitions, and once more. What goes through
 * a list has all the time that it may ever take.
 */
export function timeoutOf(name: string, touches: readonly Touch[], atMostSeconds: number): number {
  if (waitingFor(name) === 'nobody') return atMostSeconds;
  const slowest = Math.max(0, ...touches.map((touch) => OUTSIDE[touch] ?? 0));
  return Math.min(atMostSeconds, OWN_SECONDS + CALLS_IN_A_ROW * slowest);
}

function waitingFor(name: string): Waiting {
  if (name in API_FUNCTIONS) return 'person';
  return SCHEDULES.some((row) => row.name === name) ? 'nobody' : 'machine';
}

function secondsOf({ timeoutMillis, attempts }: { timeoutMillis: number; attempts: number }): number {
  return (timeoutMillis * attempts) / 1_000;
}
