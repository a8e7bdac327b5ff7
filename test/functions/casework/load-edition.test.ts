import { describe, expect, it } from 'vitest';
import { BUNDLED_EDITIONS } from '../../../functions/domain/bundled-calendar.ts';
import { referenceOf, type CalendarEdition } from '../../../functions/domain/calendar.ts';
import { loadEdition, previewEdition } from '../../../functions/casework/load-edition.ts';
import { watchdog } from '../../../functions/schedules/watchdog.ts';
import { aDraft, decided, submitted, LIN } from '../../support/builders.ts';
import { anAct } from '../../support/case-changes.ts';
import { FakeWorld } from '../../support/fake-world.ts';
import { foundBy, healthyCase } from '../../support/scheduled.ts';

function withHoliday(date: string): CalendarEdition {
  const [edition] = BUNDLED_EDITIONS.slice(-1);
  if (!edition) throw new Error('The release has editions');
  return { ...edition, offDays: [...edition.offDays, { date, name: '虚构假日' }] };
}
const HASH_2026 = BUNDLED_EDITIONS.map(referenceOf).at(-1)?.sha256;
/** Tuesday, 3 March, off. */
const AMENDED = withHoliday('2026-03-03');
const LATER = { deadlineAt: '2026-03-06T00:00:00.000+08:00' };

async function movesOf(world: FakeWorld, id: string) {
  return (await world.cases.events(id)).flatMap(({ fact }) => (fact.type === 'clock-moved' ? [fact] : []));
}

/** Waits for a correction asked for on 2 March: thirty days end on Wednesday, 1 April. */
async function awaitingCorrection(world: FakeWorld): Promise<string> {
  const record = await submitted(world, LIN);
  const correctBy = '2026-04-02T00:00:00.000+08:00';
  const correction = { reasons: [], fields: [], grounds: [], correctBy };
  await world.cases.commit(
    anAct(
      record,
      [
        {
          type: 'decided',
          stage: 'acceptance',
          outcome: 'request-correction',
          reasons: [],
          overrides: [],
          correctBy,
        },
      ],
      { opens: aDraft(record.id, record.ownerKeys, { correction, expiresAt: correctBy }) },
    ),
  );
  return record.id;
}

describe('loading a calendar edition', () => {
  it('shows what would move, by number, and stores nothing', async () => {
    const world = new FakeWorld();
    const id = await healthyCase(world);
    const before = world.effects.length;

    const moved = await previewEdition(world, AMENDED);

    const { applicationNumber } = (await world.cases.find(id)) ?? {};
    expect(moved).toMatchObject([
      { applicationNumber, from: { deadlineAt: '2026-03-05T00:00:00.000+08:00' }, to: LATER },
    ]);
    expect(world.effects.length).toBe(before);
  });

  it('moves each open case in one event, leaves its acceptance, and opens its task again', async () => {
    const world = new FakeWorld();
    const id = await healthyCase(world);
    const waiting = await submitted(world, LIN);

    const moved = await loadEdition(world, AMENDED, HASH_2026, 'operator-1');

    const record = await world.cases.find(id);
    expect(moved).toHaveLength(2);
    expect(record?.clock).toMatchObject({ acceptedAt: '2026-03-02T09:00:00.000+08:00', ...LATER });
    expect(record?.clock?.editions).toEqual([referenceOf(AMENDED).sha256]);
    expect(await movesOf(world, id)).toHaveLength(1);
    expect(await movesOf(world, waiting.id)).toMatchObject([
      {
        from: { acceptBy: '2026-03-10T00:00:00.000+08:00' },
        to: { acceptBy: '2026-03-11T00:00:00.000+08:00' },
      },
    ]);
    expect(world.given('workflow.reroute')).toEqual([[`${id} review 1`, 'accept, review']]);
  });

  it('does not change the version that officers and applicants name', async () => {
    const world = new FakeWorld();
    const id = await healthyCase(world);
    const before = await world.cases.find(id);

    await loadEdition(world, AMENDED, HASH_2026, 'operator-1');

    expect((await world.cases.find(id))?.version).toBe(before?.version);
  });

  it('leaves alone what is closed, and every case whose dates stay', async () => {
    const world = new FakeWorld();
    const refused = await submitted(world);
    await decided(world, refused.id, 'acceptance', 'refuse-to-accept');
    const other = await submitted(world, LIN);

    const moved = await loadEdition(world, withHoliday('2026-12-01'), HASH_2026, 'operator-1');

    expect(await movesOf(world, other.id)).toEqual([]);
    expect(moved).toEqual([]);
    expect(world.given('workflow.reroute')).toEqual([]);
  });

  it('is refused when another edition of the year stands by then', async () => {
    const world = new FakeWorld();
    await loadEdition(world, AMENDED, HASH_2026, 'operator-1');

    const second = loadEdition(world, withHoliday('2026-03-04'), HASH_2026, 'operator-2');

    await expect(second).rejects.toMatchObject({ code: 'CALENDAR_REPLACED' });
    expect(await world.calendars.loads()).toMatchObject([{ loadedBy: 'operator-1', replaces: HASH_2026 }]);
  });

  it('goes on with the same call when it stopped before a case was recorded', async () => {
    const world = new FakeWorld();
    const id = await healthyCase(world);
    world.failNext('cases.commit', new Error('stopped'));

    await expect(loadEdition(world, AMENDED, HASH_2026, 'operator-1')).rejects.toThrow('stopped');
    const moved = await loadEdition(world, AMENDED, HASH_2026, 'operator-1');

    expect(moved).toMatchObject([{ to: LATER }]);
    expect(await movesOf(world, id)).toHaveLength(1);
    expect(await world.calendars.loads()).toHaveLength(1);
  });

  it('wakes the machine with the same call when it stopped between record and wake-up', async () => {
    const world = new FakeWorld();
    const id = await healthyCase(world);
    world.failNext('workflow.reroute', new Error('stopped'));

    await expect(loadEdition(world, AMENDED, HASH_2026, 'operator-1')).rejects.toThrow('stopped');
    await loadEdition(world, AMENDED, HASH_2026, 'operator-1');

    expect(await movesOf(world, id)).toHaveLength(1);
    expect(world.memory.awaitedTokens.size).toBe(0);
  });

  it('loses no opinion that is given meanwhile: both are recorded', async () => {
    const world = new FakeWorld();
    const id = await healthyCase(world);
    world.meanwhile('cases.commit', () => decided(world, id, 'review', 'endorse'));

    await loadEdition(world, AMENDED, HASH_2026, 'operator-1');

    const record = await world.cases.find(id);
    expect(record).toMatchObject({ position: 'in-approval', clock: LATER });
    expect(await movesOf(world, id)).toHaveLength(1);
  });

  it('lets a correction come later, with its draft, but never earlier than was said', async () => {
    const world = new FakeWorld();
    const id = await awaitingCorrection(world);
    const first = withHoliday('2026-04-01');

    await loadEdition(world, first, HASH_2026, 'operator-1');
    const extended = await world.cases.find(id);
    const draft = await world.drafts.find(id);
    const back = BUNDLED_EDITIONS.at(-1);
    if (back) await loadEdition(world, back, referenceOf(first).sha256, 'operator-1');

    const correctBy = '2026-04-03T00:00:00.000+08:00';
    expect(extended?.correctBy).toBe(correctBy);
    expect(draft).toMatchObject({ version: 1, correction: { correctBy }, expiresAt: correctBy });
    expect((await world.cases.find(id))?.correctBy).toBe(correctBy);
  });

  it('raises at once what is owed by the new dates already', async () => {
    const world = new FakeWorld({ now: '2026-12-30T09:00:00+08:00' });
    const { id } = await submitted(world);
    world.setNow('2027-01-12T10:00:00+08:00');
    const edition: CalendarEdition = {
      year: 2027,
      notice: { title: '虚构', dated: '2026-11-20', url: 'https://www.example.org/invented/2027' },
      offDays: [{ date: '2027-01-01', name: '元旦' }],
      makeUpWorkdays: [],
    };

    await loadEdition(world, edition, undefined, 'operator-1');

    const record = await world.cases.find(id);
    expect(record).toMatchObject({ position: 'returned', acceptBy: '2027-01-08T00:00:00.000+08:00' });
    expect(record?.clock?.acceptedAt).toBe('2026-12-30T09:00:00.000+08:00');
    expect(record?.alarms.map(({ alarm }) => alarm)).toEqual(
      expect.arrayContaining(['accept-lapsed', 'breach']),
    );
    expect(await foundBy(watchdog, world)).toEqual({ found: [`breach ${id}`], failed: 0 });
  });
});
