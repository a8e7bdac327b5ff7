import { describe, expect, it } from 'vitest';
import { BUNDLED_EDITIONS } from '../../../functions/domain/bundled-calendar.ts';
import { sweep } from '../../../functions/schedules/sweep.ts';
import { aDraft, decided, submitted } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';
import { foundBy, healthyCase, NOTHING, opened } from '../../support/scheduled.ts';

const AN_HOUR_LATER = '2026-03-02T10:00:00+08:00';
const WITH_A_NEW_HOLIDAY = BUNDLED_EDITIONS.map((edition) =>
  edition.year === 2026
    ? { ...edition, offDays: [...edition.offDays, { date: '2026-03-03', name: '虚构假日' }] }
    : edition,
);

describe('the sweep', () => {
  it('finds nothing on a healthy day, and changes nothing', async () => {
    const world = new FakeWorld();
    await healthyCase(world);
    world.setNow(AN_HOUR_LATER);
    const before = world.effects.length;

    const result = await foundBy(sweep, world);

    expect(result).toEqual(NOTHING);
    expect(world.effects.length).toBe(before);
  });

  it('starts an execution that should exist and does not, but leaves a fresh submission the time to do so', async () => {
    const world = new FakeWorld();
    const id = await healthyCase(world);
    world.memory.executions.clear();

    const fresh = await foundBy(sweep, world);
    world.setNow(AN_HOUR_LATER);
    const later = await foundBy(sweep, world);
    const mended = await foundBy(sweep, world);

    expect(fresh).toEqual(NOTHING);
    expect(later).toEqual({ found: [`execution-missing ${id}`], failed: 0 });
    expect(mended).toEqual(NOTHING);
  });

  it('answers a task that was decided and is still open, with where the case stands', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);
    const token = await opened(world, id, 'acceptance');
    await decided(world, id, 'acceptance', 'accept');

    const fresh = await foundBy(sweep, world);
    world.setNow(AN_HOUR_LATER);
    const later = await foundBy(sweep, world);
    const mended = await foundBy(sweep, world);

    expect(fresh).toEqual(NOTHING);
    expect(later).toEqual({ found: [`task-left-open ${id}`], failed: 0 });
    expect(mended).toEqual(NOTHING);
    expect(world.given('workflow.wake')[0]).toMatchObject([token, { stage: 'review', outcome: 'accept' }]);
  });

  it('delivers a message that was left owed, once', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);
    world.setNow('2026-03-02T10:29:59+08:00');
    const waiting = await foundBy(sweep, world);

    world.setNow('2026-03-02T10:30:00+08:00');
    const later = await foundBy(sweep, world);
    const mended = await foundBy(sweep, world);

    expect(waiting).toEqual(NOTHING);
    expect(later).toEqual({ found: [`message-owed ${id}`], failed: 0 });
    expect(mended).toEqual(NOTHING);
    expect(world.given('messenger.send')).toHaveLength(1);
  });

  it('lists a message of which nobody knows whether it went out, until it is settled, and sends it to nobody', async () => {
    const world = new FakeWorld();
    world.answerNext('messenger.send', { outcome: 'unknown' });
    const id = await healthyCase(world);

    const found = await foundBy(sweep, world);
    world.setNow('2026-03-06T09:00:00+08:00');
    const daysLater = await foundBy(sweep, world);
    for (const message of world.memory.messages) message.state = 'given-up';
    const settled = await foundBy(sweep, world);

    expect(found).toEqual({ found: [`message-unknown ${id}`], failed: 0 });
    expect(daysLater.found).toContain(`message-unknown ${id}`);
    expect(settled.found).not.toContain(`message-unknown ${id}`);
    expect(world.given('messenger.send')).toHaveLength(1);
  });

  it('brings dates into line that are behind the calendar', async () => {
    const world = new FakeWorld();
    const id = await healthyCase(world);
    world.publish(WITH_A_NEW_HOLIDAY);

    const found = await foundBy(sweep, world);
    const mended = await foundBy(sweep, world);

    expect(found).toEqual({ found: [`clock-behind ${id}`], failed: 0 });
    expect(mended).toEqual(NOTHING);
    expect((await world.cases.find(id))?.clock).toMatchObject({
      acceptedAt: '2026-03-02T09:00:00.000+08:00',
      deadlineAt: '2026-03-06T00:00:00.000+08:00',
    });
  });

  it('takes away the files of an expired draft and the draft, which is no finding', async () => {
    const world = new FakeWorld();
    const draft = aDraft('draft-1', ['owner-1'], { expiresAt: '2026-03-02T09:00:00.000+08:00' });
    const alive = aDraft('draft-2', ['owner-1']);
    for (const { materials } of [draft, alive])
      for (const { key } of materials) world.outside.files.set(key, Buffer.from('x'));
    await world.drafts.save(draft);
    await world.drafts.save(alive);

    const result = await foundBy(sweep, world);

    expect(result).toEqual(NOTHING);
    expect([...world.memory.drafts.keys()]).toEqual(['draft-2']);
    expect([...world.outside.files.keys()]).toEqual(alive.materials.map(({ key }) => key));
  });

  it('looks after the others when one case fails, and says that it failed', async () => {
    const world = new FakeWorld();
    const id = await healthyCase(world);
    world.memory.executions.clear();
    world.setNow(AN_HOUR_LATER);
    world.publish(WITH_A_NEW_HOLIDAY);
    world.failNext('cases.commit', new Error('the table is away'));

    const result = await foundBy(sweep, world);

    expect(result).toEqual({ found: [`execution-missing ${id}`], failed: 1 });
  });
});
