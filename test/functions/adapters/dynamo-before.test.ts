import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDynamoCases } from '../../../functions/adapters/dynamo-cases.ts';
import { createDynamoDrafts } from '../../../functions/adapters/dynamo-drafts.ts';
import { KEYS } from '../../../functions/adapters/dynamo-keys.ts';
import { createDynamoPermits } from '../../../functions/adapters/dynamo-permits.ts';
import { createDynamoStaff } from '../../../functions/adapters/dynamo-staff.ts';
import type { World } from '../../../functions/ports.ts';
import { aDraft, anOfficer } from '../../support/builders.ts';
import { anAct, aSubmission, opinion, stored } from '../../support/case-changes.ts';
import { signedPermit } from '../../support/signed-permit.ts';
import { openWatchedTable, type WatchedTable } from '../../support/watched-table.ts';

const LIFTED = ['sequence', 'lastHash', 'version', 'caseId'];
const CLAIMED = [{ type: 'claimed', stage: 'acceptance' }] as const;

let watched: WatchedTable;
let stores: Pick<World, 'cases' | 'drafts' | 'staff' | 'permits'>;
beforeAll(async () => {
  watched = await openWatchedTable();
  const { table } = watched;
  stores = {
    cases: createDynamoCases(table),
    drafts: createDynamoDrafts(table, () => '2026-03-02T09:00:00.000+08:00'),
    staff: createDynamoStaff(table),
    permits: createDynamoPermits(table),
  };
});
afterAll(() => watched.close());

/** Written by a release that kept values as Maps. */
const before = (key: { pk: string; sk: string }) => watched.asBefore(key, LIFTED);

describe('What was written before values were packed', () => {
  it('is read: a case, its details, its events, a place in the queue', async () => {
    const change = aSubmission();
    const record = await stored(stores, change);
    for (const key of [KEYS.record(record.id), KEYS.details(record.id), KEYS.event(record.id, 1)])
      await before(key);

    const { cases } = stores;
    const found = [await cases.find(record.id), await cases.findDetails(record.id)];

    expect(await watched.raw(KEYS.record(record.id))).toMatchObject({ value: { M: {} } });
    expect(found).toEqual([record, change.details]);
    expect(await cases.events(record.id)).toEqual(change.events);
    expect(await cases.queue('acceptance')).toEqual([record]);
  });

  it('is written by the next act, in the new form, if nobody has come between', async () => {
    const record = await stored(stores);
    await before(KEYS.record(record.id));

    await stores.cases.commit(anAct(record, CLAIMED));

    const late = stores.cases.commit(anAct(record, [opinion('acceptance', 'accept')]));
    await expect(late).rejects.toMatchObject({ name: 'StaleWriteError' });
    expect(await watched.raw(KEYS.record(record.id))).toMatchObject({ sequence: { N: '2' } });
    expect((await stores.cases.find(record.id))?.sequence).toBe(2);
  });

  it('keeps out whoever has read an older record', async () => {
    const record = await stored(stores);
    await stores.cases.commit(anAct(record, CLAIMED));
    await before(KEYS.record(record.id));

    const late = stores.cases.commit(anAct(record, [opinion('acceptance', 'accept')]));

    await expect(late).rejects.toMatchObject({ name: 'StaleWriteError' });
  });

  it('is a draft that is saved and forgotten in the version that was read', async () => {
    const draft = aDraft('draft-before', ['owner-d']);
    await stores.drafts.save(draft);
    await before(KEYS.draft(draft.id));

    const stale = stores.drafts.save({ ...draft, version: 9 }, { ...draft, version: 8 });
    await expect(stale).rejects.toMatchObject({ name: 'StaleWriteError' });
    await stores.drafts.save({ ...draft, version: 2 }, draft);
    await before(KEYS.draft(draft.id));
    await stores.drafts.forget(draft);
    expect((await stores.drafts.find(draft.id))?.version).toBe(2);
    await stores.drafts.forget({ ...draft, version: 2 });

    expect(await stores.drafts.find(draft.id)).toBeUndefined();
  });

  it('is an officer’s entry that is changed in the version that was read, also one without', async () => {
    const entry = anOfficer('officer-before');
    const state = { roles: entry.roles, office: entry.office, active: entry.active, deputies: [] };
    const change = (version: number) => ({
      staffId: entry.id,
      version,
      at: '2026-03-02T09:00:00.000+08:00',
      by: 'operator-1',
      to: state,
    });
    await watched.table.apply({ kind: 'put', item: { ...KEYS.staff(entry.id), value: entry } });
    await before(KEYS.staff(entry.id));

    await stores.staff.save({ ...entry, version: 1 }, entry, change(1));
    await before(KEYS.staff(entry.id));
    const stale = stores.staff.save({ ...entry, version: 1 }, entry, change(1));
    await expect(stale).rejects.toMatchObject({ name: 'StaleWriteError' });
    await stores.staff.save({ ...entry, version: 2 }, { ...entry, version: 1 }, change(2));

    expect((await stores.staff.find(entry.id))?.version).toBe(2);
  });

  it('is a permit that only its own case writes again', async () => {
    const [own, other] = [await stored(stores), await stored(stores)];
    const permit = { ...(await signedPermit('330327199102140017')), caseId: own.id };
    const { licenceId } = permit.permit;
    await stores.cases.commit(anAct(own, CLAIMED, { permit }));
    await before(KEYS.permit(licenceId));

    const foreign = stores.cases.commit(anAct(other, CLAIMED, { permit: { ...permit, caseId: other.id } }));
    await expect(foreign).rejects.toMatchObject({ name: 'StaleWriteError' });
    const next = (await stores.cases.find(own.id)) ?? own;
    await stores.cases.commit(
      anAct(next, [{ type: 'released', stage: 'acceptance' }], {
        permit: { ...permit, status: 'suspended' },
      }),
    );

    expect(await stores.permits.find(licenceId)).toEqual({ ...permit, status: 'suspended' });
  });
});
