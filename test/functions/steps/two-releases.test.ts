import { describe, expect, it } from 'vitest';
import { standingOf, type Standing } from '../../../functions/casework/standing.ts';
import { BUNDLED_EDITIONS } from '../../../functions/domain/bundled-calendar.ts';
import type { CalendarEdition } from '../../../functions/domain/calendar.ts';
import { sweep } from '../../../functions/schedules/sweep.ts';
import { openTask } from '../../../functions/steps/open-task.ts';
import { readCase } from '../../../functions/steps/read-case.ts';
import { decided, submitted } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';
import { foundBy } from '../../support/scheduled.ts';

const HOLIDAY_ON_TUESDAY = BUNDLED_EDITIONS.map((edition) =>
  edition.year === 2026
    ? { ...edition, offDays: [...edition.offDays, { date: '2026-03-03', name: '虚构假日' }] }
    : edition,
);
/** What the release bundles by which `open-task` goes, and what the one by which `read-case` goes. */
const RELEASES: readonly (readonly [string, readonly CalendarEdition[], readonly CalendarEdition[]])[] = [
  ['opens by the earlier alarms', BUNDLED_EDITIONS, HOLIDAY_ON_TUESDAY],
  ['opens by the later alarms', HOLIDAY_ON_TUESDAY, BUNDLED_EDITIONS],
];
/** More turns than any machine may take at one moment. */
const ENDLESS = 25;

/** A machine at the waiting state of the review, between two releases: it opens its task by one, reads the case by the other. */
class Machine {
  readonly #world: FakeWorld;
  readonly #id: string;
  readonly #opening: readonly CalendarEdition[];
  readonly #reading: readonly CalendarEdition[];
  #standing: Standing;
  #entries = 0;

  private constructor(
    world: FakeWorld,
    id: string,
    [, opening, reading]: (typeof RELEASES)[number],
    standing: Standing,
  ) {
    this.#world = world;
    this.#id = id;
    this.#opening = opening;
    this.#reading = reading;
    this.#standing = standing;
  }

  /** Accepted on Monday, 2 March 2026 at nine; the machine was told the alarms by the release that reads. */
  static async inReview(world: FakeWorld, releases: (typeof RELEASES)[number]): Promise<Machine> {
    const { id } = await submitted(world);
    const record = await decided(world, id, 'acceptance', 'accept');
    world.publish(releases[2]);
    return new Machine(world, id, releases, await standingOf(world, record));
  }

  get id(): string {
    return this.#id;
  }

  /** Enters the state at this instant, and goes on until it waits. @returns how often it was turned away */
  async enter(now: string): Promise<number> {
    this.#world.setNow(now);
    for (let turns = 0; turns < ENDLESS; turns += 1) {
      if (await this.#waits()) return turns;
      this.#world.publish(this.#reading);
      this.#standing = await readCase.run(this.#world, { applicationId: this.#id });
    }
    return ENDLESS;
  }

  async #waits(): Promise<boolean> {
    const enteredAt = this.#world.now();
    const waitsUntil = this.#standing.alarmsAt.find((instant) => instant > enteredAt) ?? null;
    const token = `token-${(this.#entries += 1)}`;
    const task = {
      applicationId: this.#id,
      stage: 'review',
      round: 1,
      enteredAt,
      waitsUntil,
      token,
    } as const;
    this.#world.publish(this.#opening);
    try {
      await openTask.run(this.#world, task);
    } catch (error) {
      if (error instanceof Error && error.name === 'AlreadyDecided') return false;
      throw error;
    }
    this.#world.memory.awaitedTokens.add(token);
    this.#world.memory.executions.set(this.#id, 'running');
    return true;
  }
}

describe('a machine between two releases with different calendars', () => {
  it.each(RELEASES)('waits, and is not sent from one to the other: %s', async (...releases) => {
    const machine = await Machine.inReview(new FakeWorld(), releases);

    const turns = await machine.enter('2026-03-03T10:00:00+08:00');

    expect(turns).toBe(0);
  });

  it.each(RELEASES)(
    'is turned away no more often than alarms are recorded, whenever it enters: %s',
    async (...releases) => {
      const world = new FakeWorld();
      const machine = await Machine.inReview(world, releases);

      for (let day = 3; day < 32; day += 1) {
        const before = (await world.cases.find(machine.id))?.alarms.length ?? 0;
        const turns = await machine.enter(`2026-03-${String(day).padStart(2, '0')}T08:30:00+08:00`);
        const after = (await world.cases.find(machine.id))?.alarms.length ?? 0;
        // The one more: after ten alarms it has to be told new ones, and is told ten.
        expect(turns, `on day ${day}`).toBeLessThanOrEqual(Math.min(1, after - before) + 1);
      }
    },
  );

  it('is woken by the sweep where it sleeps past an alarm, and is told the alarms anew', async () => {
    const world = new FakeWorld();
    const machine = await Machine.inReview(world, [
      'until the old release is gone',
      BUNDLED_EDITIONS,
      HOLIDAY_ON_TUESDAY,
    ]);
    await machine.enter('2026-03-03T10:00:00+08:00');
    world.publish(BUNDLED_EDITIONS);
    world.setNow('2026-03-04T08:45:00+08:00');

    const { found } = await foundBy(sweep, world);
    const { alarmsAt } = await readCase.run(world, { applicationId: machine.id });

    expect(found).toContain(`clock-behind ${machine.id}`);
    expect(world.memory.awaitedTokens.size).toBe(0);
    expect(alarmsAt[0]).toBe('2026-03-04T17:30:00.000+08:00');
    expect((await world.cases.find(machine.id))?.alarms.map(({ alarm }) => alarm)).toEqual(['warning']);
  });
});
