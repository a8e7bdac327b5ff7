import { describe, expect, it } from 'vitest';
import { escalate } from '../../../functions/steps/escalate.ts';
import { decided, submitted } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';

async function alarmsOf(world: FakeWorld, id: string) {
  const record = await world.cases.find(id);
  return record?.alarms.map(({ alarm }) => alarm);
}

/** Accepted on Monday, 2 March, 09:00: due on Wednesday, 17:30, overdue from Thursday, 00:00. */
async function inReview(world: FakeWorld) {
  const { id } = await submitted(world);
  await decided(world, id, 'acceptance', 'accept');
  return { applicationId: id, stage: 'review', round: 1 } as const;
}

describe('escalating a case that waits', () => {
  it('raises warning, due and breach, once each, and never ends the case', async () => {
    const world = new FakeWorld();
    const task = await inReview(world);

    const looks: string[] = [];
    for (const instant of ['2026-03-04T08:30', '2026-03-04T17:30', '2026-03-05T00:00']) {
      world.setNow(`${instant}:00+08:00`);
      looks.push((await escalate.run(world, task)).nextAlarmAt);
    }

    expect(await alarmsOf(world, task.applicationId)).toEqual(['warning', 'due', 'breach']);
    expect(looks).toEqual([
      '2026-03-04T17:30:00.000+08:00',
      '2026-03-05T00:00:00.000+08:00',
      '2026-03-05T08:30:00.000+08:00',
    ]);
    expect((await world.cases.find(task.applicationId))?.position).toBe('in-review');
  });

  it('may run twice', async () => {
    const world = new FakeWorld();
    const task = await inReview(world);
    world.setNow('2026-03-04T08:30:00+08:00');

    const first = await escalate.run(world, task);
    const second = await escalate.run(world, task);

    expect(second).toEqual(first);
    expect(await alarmsOf(world, task.applicationId)).toEqual(['warning']);
  });

  it('reminds at every opening after the breach', async () => {
    const world = new FakeWorld();
    const task = await inReview(world);
    world.setNow('2026-03-06T08:30:00+08:00');

    const { nextAlarmAt } = await escalate.run(world, task);

    expect(await alarmsOf(world, task.applicationId)).toEqual([
      'warning',
      'due',
      'breach',
      'overdue-reminder',
      'overdue-reminder',
    ]);
    expect(nextAlarmAt).toBe('2026-03-09T08:30:00.000+08:00');
  });

  it('deems a case accepted at its receipt after five working days without an answer, in breach at once', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);
    world.setNow('2026-03-10T00:00:00+08:00');

    const standing = await escalate.run(world, { applicationId: id, stage: 'acceptance', round: 1 });

    const record = await world.cases.find(id);
    expect(record?.alarms.map(({ alarm }) => alarm)).toEqual([
      'accept-reminder-1',
      'accept-reminder-3',
      'accept-reminder-4',
      'accept-lapsed',
      'breach',
    ]);
    expect(record).toMatchObject({
      position: 'returned',
      clock: { acceptedAt: '2026-03-02T09:00:00.000+08:00' },
    });
    expect(standing).toMatchObject({ stage: 'acceptance', outcome: 'deem-accepted', round: 2 });
  });

  it('deems nothing accepted a moment before', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);
    world.setNow('2026-03-09T23:59:59+08:00');

    const standing = await escalate.run(world, { applicationId: id, stage: 'acceptance', round: 1 });

    expect(standing).toMatchObject({ outcome: 'waiting', nextAlarmAt: '2026-03-10T00:00:00.000+08:00' });
    expect((await world.cases.find(id))?.clock).toBeUndefined();
  });

  it('records nothing for a round that is over', async () => {
    const world = new FakeWorld();
    const task = await inReview(world);
    await decided(world, task.applicationId, 'review', 'return');
    world.setNow('2026-03-04T17:30:00+08:00');

    const standing = await escalate.run(world, task);

    expect(await alarmsOf(world, task.applicationId)).toEqual([]);
    expect(standing).toMatchObject({ stage: 'acceptance', outcome: 'return', round: 2 });
  });
});
