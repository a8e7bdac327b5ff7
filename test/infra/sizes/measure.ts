import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { API_FUNCTIONS, STEPS } from '../../../functions/manifest.ts';
import { SCHEDULES } from '../../../functions/timetable.ts';
import { Door } from '../../../infra/local/bench/door.ts';
import { machineAtRest } from '../../../infra/local/bench/office.ts';
import { officersOf, onlineCase, peopleOf } from '../../../infra/local/bench/online-case.ts';
import { crowd } from '../../../infra/local/crash/crowd.ts';
import { callElsewhere } from '../../../infra/local/invocation.ts';
import { startProduct } from '../../../infra/local/product.ts';
import { ALL, type Journey, MONDAY_MORNING, SENDING } from '../least-privilege/journeys.ts';
import { Scene } from '../least-privilege/scene.ts';
import { buildRunner, Container, type Seen } from './container.ts';
import { largestFiles } from './largest-files.ts';

/** So many cases give each of their functions warm calls enough for a median. */
const ORDINARY_CASES = 6;
const LOOK_AGAIN_MILLIS = 50;

/** What was seen of each function, by its name. */
export type SeenByName = ReadonlyMap<string, Seen>;

/** Every function: its name and the file that exports `handler`. */
export function entries(): ReadonlyMap<string, string> {
  return new Map([
    ...Object.values(API_FUNCTIONS).map(({ name, entry }) => [name, entry] as const),
    ...STEPS.map(({ name }) => [name, `functions/steps/${name}.ts`] as const),
    ...SCHEDULES.map(({ name }) => [name, `functions/schedules/${name}.ts`] as const),
  ]);
}

/** Goes through every journey, and through the largest files, with each function in a process of its own. */
export async function measure(told: (line: string) => void): Promise<readonly SeenByName[]> {
  const folder = await mkdtemp(join(tmpdir(), 'huren-sizes-'));
  try {
    return [
      await goThrough([largestFiles, ...ALL], 'gateway', folder, told),
      await goThrough(SENDING, 'sns', folder, told),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function goThrough(
  journeys: readonly Journey[],
  smsRoute: 'gateway' | 'sns',
  folder: string,
  told: (line: string) => void,
): Promise<SeenByName> {
  const product = await startProduct({
    dataDir: join(folder, `data-${smsRoute}`),
    port: 0,
    clock: { mode: 'frozen', startAt: MONDAY_MORNING },
    smsRoute,
    crowd: crowd(ORDINARY_CASES),
  });
  const runner = buildRunner(folder);
  const containers = new Map(
    [...entries()].map(([name, entry]) => {
      const into = join(folder, smsRoute);
      return [name, Container.start(name, entry, runner, into)] as const;
    }),
  );
  callElsewhere((name, event) => {
    const container = containers.get(name);
    if (!container) throw new Error(`No function is called ${name}`);
    return container.call(product.now(), event);
  });
  const scene = new Scene(product.origin);
  try {
    await ordinaryCases(product.origin);
    for (const journey of journeys) {
      told(`${smsRoute}: ${journey.name}`);
      await journey(scene);
    }
  } finally {
    await product.close();
    callElsewhere();
  }
  const seen = await Promise.all(
    [...containers].map(async ([name, container]) => [name, await container.end()] as const),
  );
  return new Map(seen);
}

/** Online, from sign-in to the kept file, one after the other: what a container does most of its life. */
async function ordinaryCases(origin: string): Promise<void> {
  const door = new Door(origin);
  try {
    const officers = await officersOf(door);
    for (const person of peopleOf(ORDINARY_CASES)) {
      const course = onlineCase(door, officers, person);
      while (!(await course.next()).done) await wait(LOOK_AGAIN_MILLIS);
      await machineAtRest(door);
    }
  } finally {
    door.close();
  }
}
