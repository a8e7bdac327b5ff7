import { beforeEach, describe, expect, it } from 'vitest';
import { dueReminders } from '../../../functions/casework/reminders.ts';
import { issue } from '../../../functions/steps/issue.ts';
import { approved, CHEN, CHENS_FACTS } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';

let world: FakeWorld;
beforeEach(() => {
  world = new FakeWorld();
});

/** A permit of Chen's, issued on that day. @returns its licence identifier */
async function issuedOn(day: string): Promise<string> {
  world.setNow(`${day}T10:00:00+08:00`);
  const { id } = await approved(world);
  await issue.run(world, { applicationId: id });
  return (await world.cases.find(id))?.licenceId ?? '';
}

/** What the morning of that day sends. */
async function morning(day: string) {
  const before = world.given('messenger.send').length;
  world.setNow(`${day}T08:45:00+08:00`);
  const counts = await dueReminders(world);
  const sent = world.given('messenger.send').slice(before);
  return { counts, texts: sent.map(([message]) => (message as { text: string }).text) };
}

const text = (date: string) =>
  `【遂昌公安】您的电子《浙江省居住证》请于${date}前办理年度签注，逾期使用功能中止，签注免费。`;

const setStatus = (licenceId: string, status: 'valid' | 'suspended' | 'revoked') => {
  const permit = world.memory.permits.get(licenceId);
  if (permit) world.memory.permits.set(licenceId, { ...permit, status });
};

/** What the registry says of the permit from now on. */
const inRegistry = (permitNumber: string, status: 'NORMAL' | 'SUSPENDED' | 'TERMINATED' | 'CANCELLED') => {
  const permit = { permitNumber, issuedBy: '331123', issuedOn: '2026-03-02', status };
  world.outside.people.set(CHEN.citizenIdNumber, { ...CHENS_FACTS, permits: [permit] });
};

describe('the endorsement of a permit', () => {
  it('is reminded of every year, a month before, once each', async () => {
    await issuedOn('2026-03-02');

    const days = ['2027-02-01', '2027-02-02', '2027-02-03', '2028-02-01', '2028-02-02', '2029-02-02'];
    const texts = [];
    for (const day of days) texts.push((await morning(day)).texts);

    expect(texts).toEqual([[], [text('3月2日')], [], [], [text('3月2日')], [text('3月2日')]]);
  });

  it('of one issued on 29 February falls on the 28th, and on the 29th again in a leap year', async () => {
    await issuedOn('2024-02-29');

    const days = ['2025-01-28', '2026-01-28', '2027-01-28', '2028-01-28', '2028-01-29', '2029-01-28'];
    const texts = [];
    for (const day of days) texts.push((await morning(day)).texts);

    expect(texts).toEqual([
      [text('2月28日')],
      [text('2月28日')],
      [text('2月28日')],
      [],
      [text('2月29日')],
      [text('2月28日')],
    ]);
  });

  it('is reminded of next year also where the process died over this year’s message', async () => {
    await issuedOn('2026-03-02');
    world.failNext('messenger.send', new Error('killed'), 'after');
    world.setNow('2027-02-02T08:45:00+08:00');
    await expect(dueReminders(world)).rejects.toThrow('killed');

    const [again, next] = [await morning('2027-02-03'), await morning('2028-02-02')];

    expect(again.texts).toEqual([]);
    expect(next.texts).toEqual([text('3月2日')]);
  });

  it('waits for the next call when the message certainly did not go out, and is not promised twice', async () => {
    await issuedOn('2026-03-02');
    world.answerNext('messenger.send', { outcome: 'not-sent' });

    const [first, second] = [await morning('2027-02-02'), await morning('2027-02-03')];

    expect(first.counts).toEqual({ sent: 0, dropped: 0, waiting: 1 });
    expect(second.texts).toEqual([text('3月2日')]);
    expect(world.beside.reminders.size).toBe(1);
  });

  it('ends with a permit that is revoked', async () => {
    const licenceId = await issuedOn('2026-03-02');
    await morning('2027-02-02');
    setStatus(licenceId, 'revoked');

    const [revoked, later] = [await morning('2028-02-02'), await morning('2029-02-02')];

    expect([revoked.texts, later.texts]).toEqual([[], []]);
    expect(world.beside.reminders.size).toBe(0);
  });

  it('is passed over while the permit is suspended, and comes again in the year after it was restored', async () => {
    const licenceId = await issuedOn('2026-03-02');
    setStatus(licenceId, 'suspended');
    const suspended = await morning('2027-02-02');
    setStatus(licenceId, 'valid');

    const restored = await morning('2028-02-02');

    expect(suspended).toEqual({ counts: { sent: 0, dropped: 1, waiting: 0 }, texts: [] });
    expect(restored.texts).toEqual([text('3月2日')]);
  });

  it.each([
    ['CANCELLED', 0, 0],
    ['TERMINATED', 0, 0],
    ['SUSPENDED', 0, 1],
    ['NORMAL', 1, 1],
  ] as const)(
    'of one that the province has as %s is sent %i times and promised %i times more',
    async (status, sent, more) => {
      const licenceId = await issuedOn('2026-03-02');
      inRegistry(licenceId, status);

      const { texts } = await morning('2027-02-02');

      expect(texts).toHaveLength(sent);
      expect(world.beside.reminders.size).toBe(more);
    },
  );

  it('waits while the province cannot say how the permit stands', async () => {
    await issuedOn('2026-03-02');
    world.failNext('population.lookUp', new Error('down'));

    const [silent, answered] = [await morning('2027-02-02'), await morning('2027-02-03')];

    expect(silent).toEqual({ counts: { sent: 0, dropped: 0, waiting: 1 }, texts: [] });
    expect(answered.texts).toEqual([text('3月2日')]);
  });

  it('ends with a later permit of the same holder, whose own begins', async () => {
    await issuedOn('2026-03-02');
    await issuedOn('2026-06-15');

    const [older, newer] = [await morning('2027-02-02'), await morning('2027-05-15')];

    expect(older.texts).toEqual([]);
    expect(newer.texts).toEqual([text('6月15日')]);
    expect(world.beside.reminders.size).toBe(1);
  });

  it.each([
    ['2027-03-02', [text('3月2日')]],
    ['2027-03-03', []],
  ])('is made up for until its last day: on %s', async (day, texts) => {
    await issuedOn('2026-03-02');

    const late = await morning(day);

    expect(late.texts).toEqual(texts);
    expect((await morning('2028-02-02')).texts).toEqual([text('3月2日')]);
  });

  it('is nobody’s where the case has lost its details', async () => {
    await issuedOn('2026-03-02');
    world.memory.details.clear();

    const { counts } = await morning('2027-02-02');

    expect(counts).toEqual({ sent: 0, dropped: 1, waiting: 0 });
  });
});
