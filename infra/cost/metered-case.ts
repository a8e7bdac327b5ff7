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
import { type Calls, callsOfApi, gbSecondsOf, logBytesOf } from './lambda-bill.ts';
import { ACCESS_LOG_BYTES, type HistoryEvent, logBytesOfHistory } from './log-lines.ts';
import { Meter, type Usage } from './meter.ts';

/** A Monday morning. */
const PINNED = '2026-03-02T09:00:00+08:00';
const LOOK_MILLIS = 150;
/** Calls that only the embedded cloud has. */
const INSTRUMENT = / \/_local\//u;
const UPLOAD = /upload of a file/u;
const Executions = z.array(z.object({ applicationId: z.string() }));
const History = z.object({ events: z.array(z.looseObject({ type: z.string() })) });

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
    const { usage, lambdas } = meter.take();
    const calls = [...door.take()].filter(([route]) => !INSTRUMENT.test(route) && !UPLOAD.test(route));
    return withCalls(usage, lambdas, calls, await longestHistory(door));
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

/** What the machine wrote down of the case that took the most steps: the one that is metered. */
async function longestHistory(door: Door): Promise<readonly HistoryEvent[]> {
  const executions = await door.ask('GET', '/_local/executions', Executions);
  const histories = await Promise.all(
    executions.map(({ applicationId }) => door.ask('GET', `/_local/executions/${applicationId}`, History)),
  );
  const [longest] = histories.toSorted((one, other) => other.events.length - one.events.length);
  return longest?.events ?? [];
}

function withCalls(
  usage: Usage,
  lambdas: ReadonlyMap<string, Calls>,
  calls: readonly (readonly [string, readonly number[]])[],
  events: readonly HistoryEvent[],
): Usage {
  const httpRequest = calls.reduce((sum, [, times]) => sum + times.length, 0);
  const all = new Map([...lambdas, ...callsOfApi(calls)]);
  return {
    ...usage,
    // States entered, and one for the start of the execution.
    transition: events.filter(({ type }) => type.endsWith('StateEntered')).length + 1,
    httpRequest,
    lambdaRequest: [...all.values()].reduce((sum, { count }) => sum + count, 0),
    lambdaGbSecond: gbSecondsOf(all),
    // The session that the authoriser reads.
    tableRead: usage.tableRead + httpRequest,
    logGb: (logBytesOf(all) + httpRequest * ACCESS_LOG_BYTES + logBytesOfHistory(events)) / 1e9,
  };
}
