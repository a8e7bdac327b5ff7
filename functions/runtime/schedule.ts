import middy from '@middy/core';
import type { World } from '../ports.ts';
import type { FindingCode, ScheduleName } from '../timetable.ts';
import { currentWorld } from './container.ts';
import { logFault, logFinding, logInfo } from './log.ts';
import { NamedFault } from './named-fault.ts';

/** Something that a healthy day does not have. */
export interface Found {
  readonly code: FindingCode;
  readonly applicationId?: string;
}

/** An act that time alone starts. It may run twice, and after any pause: each round looks at everything afresh. */
export interface Schedule {
  readonly name: ScheduleName;
  run(world: World, round: Round): Promise<void>;
}

/** One run of a scheduled act: what it found, and how many of its parts failed. */
export class Round {
  readonly found: Found[] = [];
  readonly #name: ScheduleName;
  #failed = 0;

  constructor(name: ScheduleName) {
    this.#name = name;
  }

  /** How many parts ended in a fault. */
  get failed(): number {
    return this.#failed;
  }

  /** Notes a finding, and logs it under its code. */
  find(code: FindingCode, applicationId?: string): void {
    this.found.push({ code, ...(applicationId !== undefined && { applicationId }) });
    logFinding(code, { schedule: this.#name, ...(applicationId !== undefined && { applicationId }) });
  }

  /**
   * One thing after the other. A fault of one is logged and keeps the others from nothing.
   * @param onFault the code under which a fault is found, where it is one of the things looked for
   */
  async each<Thing extends { readonly id: string }>(
    things: readonly Thing[],
    act: (thing: Thing) => Promise<void>,
    onFault?: FindingCode,
  ): Promise<void> {
    for (const thing of things) {
      try {
        await act(thing);
      } catch (error) {
        logFault('schedule-failed', error, { schedule: this.#name, applicationId: thing.id });
        if (onFault) this.find(onFault, thing.id);
        else this.#failed += 1;
      }
    }
  }
}

/** One run, without the envelope of a Lambda. */
export async function runSchedule(schedule: Schedule, world: World): Promise<Round> {
  const round = new Round(schedule.name);
  await schedule.run(world, round);
  return round;
}

/**
 * The Lambda of a scheduled act. When a part of it failed the call fails at its end, so that it is repeated.
 * @returns what was found
 */
export function scheduleHandler(schedule: Schedule) {
  return middy<unknown, { found: readonly Found[] }>().handler(async () => {
    const { found, failed } = await runSchedule(schedule, currentWorld()).catch((error: unknown) => {
      logFault('schedule-failed', error, { schedule: schedule.name });
      throw new NamedFault(error);
    });
    if (failed > 0) throw new Error(`${failed} parts of ${schedule.name} failed`);
    logInfo('schedule-done', { schedule: schedule.name });
    return { found };
  });
}
