import { describe, expect, it } from 'vitest';
import { watchdog } from '../../../functions/schedules/watchdog.ts';
import { escalate } from '../../../functions/steps/escalate.ts';
import { submitted } from '../../support/builders.ts';
import { anAct } from '../../support/case-changes.ts';
import { FakeWorld } from '../../support/fake-world.ts';
import { foundBy, healthyCase, NOTHING } from '../../support/scheduled.ts';

describe('the watchdog', () => {
  it('is silent while the machine raises its alarms', async () => {
    const world = new FakeWorld();
    const id = await healthyCase(world);
    world.setNow('2026-03-04T08:30:00+08:00');
    await escalate.run(world, { applicationId: id, stage: 'review', round: 1 });
    world.setNow('2026-03-04T17:29:00+08:00');

    const result = await foundBy(watchdog, world);

    expect(result).toEqual(NOTHING);
  });

  it('finds a task that has slept through its alarm by an hour, and no earlier', async () => {
    const world = new FakeWorld();
    const id = await healthyCase(world);

    world.setNow('2026-03-04T09:29:59.999+08:00');
    const before = await foundBy(watchdog, world);
    world.setNow('2026-03-04T09:30:00+08:00');
    const after = await foundBy(watchdog, world);

    expect(before).toEqual(NOTHING);
    expect(after).toEqual({ found: [`task-overdue ${id}`], failed: 0 });
  });

  it('finds a correction that should have lapsed', async () => {
    const world = new FakeWorld();
    const record = await submitted(world);
    const correctBy = '2026-04-02T00:00:00.000+08:00';
    await world.cases.commit(
      anAct(record, [
        {
          type: 'decided',
          stage: 'acceptance',
          outcome: 'request-correction',
          reasons: [],
          overrides: [],
          correctBy,
        },
      ]),
    );

    world.setNow('2026-04-02T00:59:00+08:00');
    const before = await foundBy(watchdog, world);
    world.setNow('2026-04-02T01:00:00+08:00');
    const after = await foundBy(watchdog, world);

    expect(before).toEqual(NOTHING);
    expect(after).toEqual({ found: [`task-overdue ${record.id}`], failed: 0 });
  });

  it.each(['failed', 'succeeded'] as const)(
    'finds an execution that has %s while the case is open',
    async (status) => {
      const world = new FakeWorld();
      const id = await healthyCase(world);
      world.memory.executions.set(id, status);

      const result = await foundBy(watchdog, world);

      expect(result).toEqual({ found: [`execution-failed ${id}`], failed: 0 });
    },
  );
});
