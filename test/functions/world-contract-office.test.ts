import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StaffMember } from '../../functions/domain/account.ts';
import type { StaffChange } from '../../functions/domain/staff-change.ts';
import { recount } from '../../functions/domain/statistics-count.ts';
import { anOfficer } from '../support/builders.ts';
import { anAct, aSubmission, opinion, stored } from '../support/case-changes.ts';
import { BENCHES, type StoreBench } from '../support/store-bench.ts';

describe.each(BENCHES)('a lookup %s', (_kind, open) => {
  let bench: StoreBench;
  beforeAll(async () => {
    bench = await open();
  });
  afterAll(() => bench.close());

  it('finds every case that was written with it, in order, and no other', async () => {
    const { cases } = bench.stores;
    const chen = { kind: 'name', key: 'chen' } as const;
    const first = await stored(bench.stores, { ...aSubmission(), lookups: [chen] });
    const second = await stored(bench.stores);
    await cases.commit(
      anAct(second, [{ type: 'claimed', stage: 'acceptance' }], {
        lookups: [chen, { kind: 'mobile', key: '138' }],
      }),
    );

    const found = await Promise.all([
      cases.findByLookup(chen),
      cases.findByLookup({ kind: 'mobile', key: '138' }),
      cases.findByLookup({ kind: 'mobile', key: 'chen' }),
    ]);

    expect(found).toEqual([[first.id, second.id], [second.id], []]);
  });
});

describe.each(BENCHES)('counters %s', (_kind, open) => {
  let bench: StoreBench;
  beforeAll(async () => {
    bench = await open();
  });
  afterAll(() => bench.close());

  it('equal a recount of the events, also when cases are written at the same moment', async () => {
    const { cases, statistics } = bench.stores;
    const records = await Promise.all(
      Array.from({ length: 12 }, () => stored(bench.stores, aSubmission({ channel: 'window' }))),
    );
    await Promise.all(
      records.map((record, index) =>
        cases.commit(anAct(record, [opinion('acceptance', index % 3 === 0 ? 'refuse-to-accept' : 'accept')])),
      ),
    );

    const days = await statistics.days('2026-03-01', '2026-03-31');

    expect(days).toEqual([
      {
        day: '2026-03-02',
        counts: {
          received: 12,
          received_window: 12,
          type_EXISTING_PERMIT: 12,
          accepted: 8,
          notAccepted: 4,
          window_answered: 12,
          window_oneVisit: 12,
        },
      },
    ]);
    const chains = await Promise.all(records.map(({ id }) => cases.events(id)));
    expect(new Map(days.map(({ day, counts }) => [day, counts]))).toEqual(recount(chains));
  });

  it('do not count what was not written', async () => {
    const { cases, statistics } = bench.stores;
    const record = await stored(bench.stores, aSubmission());
    const act = anAct(record, [opinion('acceptance', 'accept')]);
    await cases.commit(act);
    const before = await statistics.days('2026-03-01', '2026-03-31');

    await expect(cases.commit(act)).rejects.toMatchObject({ name: 'StaleWriteError' });

    expect(await statistics.days('2026-03-01', '2026-03-31')).toEqual(before);
  });

  it('are read over months, both days included', async () => {
    const { statistics } = bench.stores;

    const outside = await statistics.days('2026-01-31', '2026-03-01');
    const within = await statistics.days('2025-12-31', '2026-03-02');

    expect([outside.length, within.length]).toEqual([0, 1]);
  });
});

describe.each(BENCHES)('an officer’s entry %s', (_kind, open) => {
  let bench: StoreBench;
  beforeAll(async () => {
    bench = await open();
  });
  afterAll(() => bench.close());

  const change = (member: StaffMember, version: number): StaffChange => ({
    staffId: member.id,
    version,
    at: '2026-03-02T09:00:00.000+08:00',
    by: 'zhong',
    to: {
      roles: member.roles,
      office: member.office,
      active: member.active,
      deputies: member.deputies ?? [],
    },
  });
  const days = { from: '2026-03-02', to: '2026-03-06' };

  it('is written with its log, and only on what was read', async () => {
    const { staff } = bench.stores;
    const planted = anOfficer('wang', 'acceptor');
    await bench.enterOfficer(planted);
    const first = { ...planted, office: 'miaogao', version: 1 };
    await staff.save(first, planted, change(first, 1));
    const second = { ...first, active: false, version: 2 };

    await expect(staff.save(second, planted, change(second, 2))).rejects.toMatchObject({
      name: 'StaleWriteError',
    });
    await expect(staff.save(second, undefined, change(second, 2))).rejects.toMatchObject({
      name: 'StaleWriteError',
    });
    await staff.save(second, first, change(second, 2));

    expect(await staff.find('wang')).toEqual(second);
    expect(await staff.changes('wang')).toEqual([change(first, 1), change(second, 2)]);
  });

  it('tells a deputy for whom they stand in, until the entry says otherwise', async () => {
    const { staff } = bench.stores;
    const named = { ...anOfficer('mao', 'acceptor'), version: 1, deputies: [{ ...days, deputyId: 'hua' }] };
    const hua = { ...anOfficer('hua', 'acceptor'), version: 1 };
    await staff.save(named, undefined, change(named, 1));
    const before = await staff.findWithAbsent('hua');
    await staff.save(hua, undefined, change(hua, 1));
    const during = await staff.findWithAbsent('hua');
    const back = { ...named, version: 2, deputies: [] };

    await staff.save(back, named, change(back, 2));

    expect(before).toBeUndefined();
    expect(during).toEqual({ member: hua, absent: [named] });
    expect(await staff.findWithAbsent('hua')).toEqual({ member: hua, absent: [] });
  });

  it('holds the place of its person while in service, which no second entry gets', async () => {
    const { staff } = bench.stores;
    const ownerKey = 'a'.repeat(64);
    const first = { ...anOfficer('yu', 'acceptor'), ownerKey };
    await bench.enterOfficer(first);
    const second = { ...anOfficer('yu-2', 'reviewer'), ownerKey, version: 1 };

    await expect(staff.save(second, undefined, change(second, 1))).rejects.toMatchObject({
      name: 'StaleWriteError',
    });
    const holder = await staff.findActiveByPerson(ownerKey);
    const left = { ...first, active: false, version: 1 };
    await staff.save(left, first, change(left, 1));
    const nobody = await staff.findActiveByPerson(ownerKey);
    await staff.save(second, undefined, change(second, 1));

    expect([holder, nobody]).toEqual([first, undefined]);
    expect(await staff.findActiveByPerson(ownerKey)).toEqual(second);
  });
});
