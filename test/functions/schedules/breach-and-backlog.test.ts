import { describe, expect, it } from 'vitest';
import { watchdog } from '../../../functions/schedules/watchdog.ts';
import { escalate } from '../../../functions/steps/escalate.ts';
import { FakeWorld } from '../../support/fake-world.ts';
import { foundBy, healthyCase, NOTHING } from '../../support/scheduled.ts';

/** Accepted on Monday 2 March 2026: Tuesday and Wednesday are the two working days. */
async function escalatedAt(world: FakeWorld, id: string, instants: readonly string[]): Promise<void> {
  for (const instant of instants) {
    world.setNow(instant);
    await escalate.run(world, { applicationId: id, stage: 'review', round: 1 });
  }
}

describe('the watchdog, of a case that nobody decides', () => {
  it('finds the breach from the law’s limit on, at every round', async () => {
    const world = new FakeWorld();
    const id = await healthyCase(world);
    await escalatedAt(world, id, ['2026-03-04T08:30:00+08:00', '2026-03-04T17:30:00+08:00']);
    world.setNow('2026-03-04T23:59:59+08:00');
    const before = await foundBy(watchdog, world);
    await escalatedAt(world, id, ['2026-03-05T00:00:00+08:00']);

    const [after, again] = [await foundBy(watchdog, world), await foundBy(watchdog, world)];

    expect(before).toEqual(NOTHING);
    expect(after).toEqual({ found: [`breach ${id}`], failed: 0 });
    expect(again).toEqual(after);
  });
});

describe('the watchdog, of how much waits', () => {
  it('finds a backlog when as many cases wait as the county says, and not one earlier', async () => {
    const world = new FakeWorld();
    await healthyCase(world);
    const { county } = world;
    const asked = async (backlogAt: number) => {
      Object.defineProperty(world, 'county', { configurable: true, value: { ...county, backlogAt } });
      return foundBy(watchdog, world);
    };

    const [two, one] = [await asked(2), await asked(1)];

    expect(two).toEqual(NOTHING);
    expect(one.found.map((finding) => finding.replace(/ undefined$/u, '').trim())).toEqual(['backlog']);
  });
});
