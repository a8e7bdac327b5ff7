import { describe, expect, it } from 'vitest';
import { BUNDLED_EDITIONS } from '../../../functions/domain/bundled-calendar.ts';
import { sweep } from '../../../functions/schedules/sweep.ts';
import { openTask } from '../../../functions/steps/open-task.ts';
import { aDraft, decided, submitted } from '../../support/builders.ts';
import { anAct } from '../../support/case-changes.ts';
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

  it('raises an alarm that the machine sleeps past by more than five minutes, and has it read the case', async () => {
    const world = new FakeWorld();
    const id = await healthyCase(world);
    world.setNow('2026-03-04T08:34:59.999+08:00');
    const inTime = await foundBy(sweep, world);

    world.setNow('2026-03-04T08:35:00+08:00');
    const late = await foundBy(sweep, world);
    const mended = await foundBy(sweep, world);

    expect(inTime).toEqual(NOTHING);
    expect(late).toEqual({ found: [`clock-behind ${id}`], failed: 0 });
    expect(mended).toEqual(NOTHING);
    expect((await world.cases.find(id))?.alarms).toEqual([
      { alarm: 'warning', owedAt: '2026-03-04T08:30:00.000+08:00' },
    ]);
    expect(world.given('workflow.reroute').at(-1)?.[0]).toBe(`${id} review 1`);
    expect(world.memory.awaitedTokens.size).toBe(0);
  });

  it('has a correction lapse whose end the machine sleeps past, and wakes the machine', async () => {
    const world = new FakeWorld();
    const record = await submitted(world);
    const correctBy = '2026-04-02T00:00:00.000+08:00';
    const fact = { type: 'decided', stage: 'acceptance', outcome: 'request-correction' } as const;
    await world.cases.commit(anAct(record, [{ ...fact, reasons: [], overrides: [], correctBy }]));
    const task = { applicationId: record.id, stage: 'correction', round: 1 } as const;
    await openTask.run(world, { ...task, token: 'token' });
    world.memory.awaitedTokens.add('token');
    world.memory.executions.set(record.id, 'running');
    world.setNow('2026-04-02T00:15:00+08:00');

    const result = await foundBy(sweep, world);

    expect(result).toEqual({ found: [`clock-behind ${record.id}`], failed: 0 });
    expect((await world.cases.find(record.id))?.position).toBe('lapsed');
    expect(world.memory.awaitedTokens.size).toBe(0);
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
