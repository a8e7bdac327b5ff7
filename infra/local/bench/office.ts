import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import type { Door } from './door.ts';
import type { Course } from './online-case.ts';

/** Before somebody looks again at a case that was not ready. */
const LOOK_AGAIN_MILLIS = 40;
const Executions = z.array(z.object({ status: z.string() }));

/**
 * So many people work at once; each takes the case that has waited longest, does one act on it and puts it back.
 * Resolves when every case has come to its end for the applicant.
 */
export async function workThrough(courses: readonly Course[], hands: number): Promise<void> {
  const waiting = courses.map((course) => ({ course, notBefore: 0 }));
  let open = courses.length;
  const work = async (): Promise<void> => {
    while (open > 0) {
      const next = waiting.shift();
      const pause = next ? next.notBefore - performance.now() : LOOK_AGAIN_MILLIS;
      if (pause > 0) await wait(pause);
      if (!next) continue;
      const { done } = await next.course.next();
      if (done) open -= 1;
      else waiting.push({ course: next.course, notBefore: performance.now() + LOOK_AGAIN_MILLIS });
    }
  };
  await Promise.all(Array.from({ length: hands }, work));
}

/** One case after another begins at a steady pace, whether those before have ended or not. @param perSecond cases */
export async function workAtPace(courses: readonly Course[], perSecond: number): Promise<void> {
  const begun = performance.now();
  await Promise.all(
    courses.map(async (course, index) => {
      await wait(Math.max(0, begun + (index * 1_000) / perSecond - performance.now()));
      while (!(await course.next()).done) await wait(LOOK_AGAIN_MILLIS * 5);
    }),
  );
}

/** Waits until the machine has nothing under way any more: licences pushed, files archived. */
export async function machineAtRest(door: Door): Promise<void> {
  for (;;) {
    const executions = await door.ask('GET', '/_local/executions', Executions);
    if (executions.every(({ status }) => status !== 'RUNNING')) return;
    await wait(LOOK_AGAIN_MILLIS);
  }
}
