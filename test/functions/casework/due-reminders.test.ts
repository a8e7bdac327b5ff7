import { beforeEach, describe, expect, it } from 'vitest';
import { dueReminders } from '../../../functions/casework/reminders.ts';
import type { Reminder } from '../../../functions/domain/reminder.ts';
import { issue } from '../../../functions/steps/issue.ts';
import { approved } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';

let world: FakeWorld;
beforeEach(() => {
  world = new FakeWorld({ now: '2026-03-02T08:45:00+08:00' });
});

const reminder = (day: string, more: Partial<Reminder> = {}): Reminder => ({
  kind: 'qualifies',
  ownerKey: 'owner-1',
  day,
  phone: '13800000001',
  ...more,
});

describe('the reminders of a morning', () => {
  it('go out once, within one part of an SMS, and are forgotten', async () => {
    await world.reminders.set(reminder('2026-03-02'));

    const counts = await dueReminders(world);
    const again = await dueReminders(world);

    const sent = world.given('messenger.send');
    expect(counts).toEqual({ sent: 1, dropped: 0, waiting: 0 });
    expect(again).toEqual({ sent: 0, dropped: 0, waiting: 0 });
    expect(sent).toMatchObject([[{ to: '13800000001', event: 'qualifies' }]]);
    expect(JSON.stringify(sent)).toContain('居住登记');
    expect(world.beside.reminders.size).toBe(0);
  });

  it('wait for their day, and are made up for when a morning was missed', async () => {
    await world.reminders.set(reminder('2026-03-03'));
    await world.reminders.set(reminder('2026-02-27', { ownerKey: 'owner-2', phone: '13800000002' }));

    await dueReminders(world);

    expect(world.given('messenger.send')).toMatchObject([[{ to: '13800000002' }]]);
  });

  it('stay owed when the message certainly did not go out', async () => {
    await world.reminders.set(reminder('2026-03-02'));
    world.answerNext('messenger.send', { outcome: 'not-sent' });

    const counts = await dueReminders(world);

    expect(counts).toEqual({ sent: 0, dropped: 0, waiting: 1 });
    expect(await world.reminders.due('2026-03-02')).toHaveLength(1);
  });

  it('are never sent again when nobody knows whether they went out', async () => {
    await world.reminders.set(reminder('2026-03-02'));
    world.answerNext('messenger.send', { outcome: 'unknown' });
    await dueReminders(world);

    await dueReminders(world);

    expect(world.given('messenger.send')).toHaveLength(1);
  });

  it('are sent by one of two who look at the same time', async () => {
    await world.reminders.set(reminder('2026-03-02'));

    await Promise.all([dueReminders(world), dueReminders(world)]);

    expect(world.given('messenger.send')).toHaveLength(1);
  });
});

describe('the reminder of the endorsement', () => {
  it('is promised with the permit, once, and goes out a month before it is due', async () => {
    const { id } = await approved(world);
    await issue.run(world, { applicationId: id });
    await issue.run(world, { applicationId: id });
    world.setNow('2027-02-01T08:45:00+08:00');
    await dueReminders(world);
    const early = world.given('messenger.send').length;

    world.setNow('2027-02-02T08:45:00+08:00');
    const counts = await dueReminders(world);

    const [[message] = []] = world.given('messenger.send');
    expect(early).toBe(0);
    expect(counts.sent).toBe(1);
    expect(message).toMatchObject({
      event: 'endorsement',
      caseId: id,
      text: '【遂昌公安】您的电子《浙江省居住证》请于3月2日前办理年度签注，逾期使用功能中止，签注免费。',
    });
  });

  it('is dropped for a permit that was revoked', async () => {
    const { id } = await approved(world);
    await issue.run(world, { applicationId: id });
    for (const [licenceId, permit] of world.memory.permits)
      world.memory.permits.set(licenceId, { ...permit, status: 'revoked' });
    world.setNow('2027-02-02T08:45:00+08:00');

    const counts = await dueReminders(world);

    expect(counts).toEqual({ sent: 0, dropped: 1, waiting: 0 });
  });
});
