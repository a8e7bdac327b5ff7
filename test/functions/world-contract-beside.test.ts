import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccessEntry } from '../../functions/domain/access.ts';
import type { Reminder } from '../../functions/domain/reminder.ts';
import { BENCHES, type StoreBench } from '../support/store-bench.ts';

const AT_NINE = '2026-03-02T09:00:00.000+08:00';

describe.each(BENCHES)('accesses %s', (_kind, open) => {
  let bench: StoreBench;
  beforeAll(async () => {
    bench = await open();
  });
  afterAll(() => bench.close());
  const entry = (id: string, more: Partial<AccessEntry> = {}): AccessEntry => ({
    at: AT_NINE,
    who: { id, roles: ['acceptor'], office: '遂昌县行政审批中心' },
    what: 'case-file',
    ...more,
  });

  it('come back in order, each chained to the one before', async () => {
    const { accesses } = bench.stores;
    await accesses.append('case-1', entry('wang'));
    await accesses.append('case-1', entry('li', { what: 'material', materialId: 'm-1', purpose: 'opinion' }));

    const found = await accesses.list('case-1');

    const [first, second] = found.accesses;
    expect(found.intact).toBe(true);
    expect(found.accesses.map(({ sequence, who }) => [sequence, who.id])).toEqual([
      [1, 'wang'],
      [2, 'li'],
    ]);
    expect(second?.previousHash).toBe(first?.hash);
    expect(second).toMatchObject({ what: 'material', materialId: 'm-1', purpose: 'opinion' });
  });

  it('are all kept when many come at once', async () => {
    const { accesses } = bench.stores;
    const names = Array.from({ length: 12 }, (_, index) => `officer-${index}`);

    await Promise.all(names.map((name) => accesses.append('case-2', entry(name))));

    const found = await accesses.list('case-2');
    expect(found.intact).toBe(true);
    expect(new Set(found.accesses.map(({ who }) => who.id))).toEqual(new Set(names));
    expect(found.accesses.map(({ sequence }) => sequence)).toEqual(names.map((_name, index) => index + 1));
  });

  it('are none, and whole, for a case nobody has opened', async () => {
    const found = await bench.stores.accesses.list('case-3');

    expect(found).toEqual({ intact: true, accesses: [] });
  });
});

describe.each(BENCHES)('ratings %s', (_kind, open) => {
  let bench: StoreBench;
  beforeAll(async () => {
    bench = await open();
  });
  afterAll(() => bench.close());

  it('are counted by grade, one a case, also when they come at once', async () => {
    const { ratings } = bench.stores;
    const before = await ratings.tally();

    const twice = await Promise.all([
      ratings.rate({ caseId: 'case-1', grade: 1, comment: '很快', ratedAt: AT_NINE }),
      ratings.rate({ caseId: 'case-1', grade: 1, comment: '很快', ratedAt: AT_NINE }),
    ]);
    const many = await Promise.all(
      ['case-2', 'case-3', 'case-4'].map((caseId) => ratings.rate({ caseId, grade: 5, ratedAt: AT_NINE })),
    );

    expect(before).toEqual({ 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 });
    expect(twice.toSorted()).toEqual([false, true]);
    expect(many).toEqual([true, true, true]);
    expect(await ratings.tally()).toEqual({ 1: 1, 2: 0, 3: 0, 4: 0, 5: 3 });
    expect(await ratings.find('case-1')).toEqual({
      caseId: 'case-1',
      grade: 1,
      comment: '很快',
      ratedAt: AT_NINE,
    });
    expect(await ratings.find('case-9')).toBeUndefined();
  });
});

describe.each(BENCHES)('reminders %s', (_kind, open) => {
  let bench: StoreBench;
  beforeAll(async () => {
    bench = await open();
  });
  afterAll(() => bench.close());
  const reminder = (ownerKey: string, day: string, more: Partial<Reminder> = {}): Reminder => ({
    kind: 'qualifies',
    ownerKey,
    day,
    phone: '13800000001',
    ...more,
  });

  it('are due on their day, until one caller claims them', async () => {
    const { reminders } = bench.stores;
    const one = reminder('owner-1', '2026-04-01');
    await reminders.set(one);

    const due = await reminders.due('2026-04-01');
    const claims = await Promise.all([1, 2, 3].map(() => reminders.claim(one)));
    const claimed = await reminders.due('2026-04-01');
    await reminders.unclaim(one);
    const again = await reminders.due('2026-04-01');
    await reminders.forget(one);

    expect(due).toEqual([one]);
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(claimed).toEqual([]);
    expect(again).toEqual([one]);
    expect(await reminders.due('2026-04-01')).toEqual([]);
    expect(await reminders.due('2026-03-31')).toEqual([]);
  });

  it('take the place of the same person’s earlier one, and of no other kind', async () => {
    const { reminders } = bench.stores;
    const endorsement = reminder('owner-2', '2026-05-01', { kind: 'endorsement', caseId: 'case-1' });
    await reminders.set(reminder('owner-2', '2026-05-01'));
    await reminders.set(endorsement);

    await reminders.set(reminder('owner-2', '2026-06-01', { phone: '13800000002' }));
    await reminders.set(reminder('owner-2', '2026-06-01', { phone: '13800000003' }));

    expect(await reminders.due('2026-05-01')).toEqual([endorsement]);
    expect(await reminders.due('2026-06-01')).toMatchObject([{ phone: '13800000003' }]);
  });

  it('of one permit are one a year: that of another year stands beside it, the same year’s takes its place', async () => {
    const { reminders } = bench.stores;
    const about = { kind: 'endorsement', caseId: 'case-3', dueOn: '2027-03-02' } as const;
    const first = reminder('owner-3', '2027-02-02', about);
    const second = reminder('owner-3', '2028-02-02', { ...about, dueOn: '2028-03-02' });
    for (const one of [first, second, second]) await reminders.set(one);
    await reminders.claim(first);

    await reminders.forget(first);

    expect(await reminders.due('2027-02-02')).toEqual([]);
    expect(await reminders.due('2028-02-02')).toEqual([second]);
  });
});

describe.each(BENCHES)('tries %s', (_kind, open) => {
  let bench: StoreBench;
  beforeAll(async () => {
    bench = await open();
  });
  afterAll(() => bench.close());
  const LIMIT = { tries: 3, seconds: 3600 };

  it('run out, of many at once too, and come back when the time is over', async () => {
    const { tries } = bench.stores;

    const taken = await Promise.all([1, 2, 3, 4, 5].map(() => tries.take('number-1', LIMIT)));
    bench.passMillis(3_599_000);
    const late = await tries.take('number-1', LIMIT);
    bench.passMillis(1000);

    expect(taken.filter((wait) => wait === undefined)).toHaveLength(3);
    expect(taken.filter((wait) => wait === 3600)).toHaveLength(2);
    expect(late).toBe(1);
    expect(await tries.take('number-1', LIMIT)).toBeUndefined();
    expect(await tries.take('number-2', LIMIT)).toBeUndefined();
  });

  it('are not used up by what is given back', async () => {
    const { tries } = bench.stores;

    for (let time = 0; time < 10; time += 1) {
      await tries.take('number-3', LIMIT);
      await tries.giveBack('number-3');
    }

    expect(await tries.take('number-3', LIMIT)).toBeUndefined();
  });
});
