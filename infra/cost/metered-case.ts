import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import type { Stage } from '../../functions/domain/status.ts';
import { Door } from '../local/bench/door.ts';
import { officersOf, onlineCase, peopleOf } from '../local/bench/online-case.ts';
import { machineAtRest } from '../local/bench/office.ts';
import { crowd } from '../local/crash/crowd.ts';
import { startProduct } from '../local/product.ts';
import { Meter, type Usage } from './meter.ts';

/** A Monday morning. */
const PINNED = '2026-03-02T09:00:00+08:00';
const LOOK_MILLIS = 150;
/** GB of memory of every Lambda, as the stack makes them. */
export const MEMORY_GB = 0.5;
/** Log lines of a call and of a Lambda's own report, taken from a run. */
const LOG_BYTES_A_LAMBDA = 700;
/** Calls that only the embedded cloud has. */
const INSTRUMENT = / \/_local\//u;
const UPLOAD = /upload of a file/u;
const Executions = z.array(z.object({ applicationId: z.string() }));
const History = z.object({ events: z.array(z.object({ type: z.string() })) });

/** Online, an existing permit; each opinion on the same morning, or the last one on the fourth working day. */
export type Course = 'happy' | 'overdue';

/**
 * Runs one case on the embedded cloud, from sign-in to the kept file, and tells what would be billed for it. Every
 * signed-in call is counted with a call of the authoriser, as when nobody calls twice within its cache's minute.
 */
export async function meteredCase(course: Course): Promise<Usage> {
  const dataDir = await mkdtemp(join(tmpdir(), 'huren-cost-'));
  const meter = new Meter();
  const product = await startProduct({
    dataDir,
    port: 0,
    clock: { mode: 'frozen', startAt: PINNED },
    faults: meter,
    crowd: crowd(5),
  });
  const door = new Door(product.origin);
  try {
    const officers = await officersOf(door);
    const [warmUp, person] = peopleOf(5);
    if (!warmUp || !person) throw new Error('The crowd is too small');
    await run(onlineCase(door, officers, warmUp));
    await machineAtRest(door);
    meter.take();
    door.take();
    await run(onlineCase(door, officers, person, (stage) => timeOf(door, course, stage)));
    await machineAtRest(door);
    const { usage, lambdaMillis } = meter.take();
    const calls = [...door.take()].filter(([route]) => !INSTRUMENT.test(route));
    return withCalls(usage, lambdaMillis, calls, await transitionsOf(door));
  } finally {
    door.close();
    await product.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function run(course: AsyncGenerator<undefined, string>): Promise<void> {
  // The machine is given time to be ready, so that nobody has to look twice.
  while (!(await course.next()).done) await wait(LOOK_MILLIS);
}

/** The overdue case lies at the approver's until the law's limit has passed, through every alarm. */
async function timeOf(door: Door, course: Course, stage: Stage): Promise<{ lateReason?: string }> {
  if (course === 'happy' || stage !== 'approval') return {};
  await door.ask('POST', '/_local/clock', z.unknown(), { body: { advance: 'P3DT2H' } });
  await wait(LOOK_MILLIS);
  return { lateReason: '审批人外出办案，逾期办理。' };
}

/** States entered by the last case, and one for the start of the execution. */
async function transitionsOf(door: Door): Promise<number> {
  const executions = await door.ask('GET', '/_local/executions', Executions);
  const counts = await Promise.all(
    executions.map(async ({ applicationId }) => {
      const { events } = await door.ask('GET', `/_local/executions/${applicationId}`, History);
      return events.filter(({ type }) => type.endsWith('StateEntered')).length + 1;
    }),
  );
  return Math.max(...counts);
}

function withCalls(
  usage: Usage,
  lambdaMillis: number,
  calls: readonly (readonly [string, readonly number[]])[],
  transition: number,
): Usage {
  const times = calls.filter(([route]) => !UPLOAD.test(route)).flatMap(([, millis]) => millis);
  const authorised = times.length;
  const apiMillis = times.reduce((sum, millis) => sum + millis, 0);
  const lambdaRequest = usage.lambdaRequest + times.length + authorised;
  return {
    ...usage,
    transition,
    httpRequest: times.length,
    lambdaRequest,
    lambdaGbSecond: ((lambdaMillis + apiMillis) / 1_000) * MEMORY_GB,
    // The session that the authoriser reads.
    tableRead: usage.tableRead + authorised,
    logGb: (lambdaRequest * LOG_BYTES_A_LAMBDA) / 1e9,
  };
}
