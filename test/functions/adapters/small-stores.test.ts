import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDynamoAccesses } from '../../../functions/adapters/dynamo-accesses.ts';
import { createDynamoCases } from '../../../functions/adapters/dynamo-cases.ts';
import { KEYS } from '../../../functions/adapters/dynamo-keys.ts';
import { createDynamoMessages } from '../../../functions/adapters/dynamo-messages.ts';
import { createDynamoReminders } from '../../../functions/adapters/dynamo-reminders.ts';
import { createDynamoReplies } from '../../../functions/adapters/dynamo-replies.ts';
import { createDynamoStaff, putStaffMember } from '../../../functions/adapters/dynamo-staff.ts';
import { createDynamoTaskTokens } from '../../../functions/adapters/dynamo-task-tokens.ts';
import { sha256Hex } from '../../../functions/domain/canonical.ts';
import { aForm, anOfficer } from '../../support/builders.ts';
import { aSubmission } from '../../support/case-changes.ts';
import { openWatchedTable, type WatchedTable } from '../../support/watched-table.ts';

const AT_NINE = '2026-03-02T09:00:00.000+08:00';

describe('what the smaller stores ask of the table', () => {
  let opened: WatchedTable;
  let before = 0;
  beforeAll(async () => {
    opened = await openWatchedTable();
  });
  afterAll(() => opened.close());
  beforeEach(() => {
    before = opened.calls.length;
  });
  const asked = () => opened.calls.slice(before).map(({ operation }) => operation);

  it('is a query and one put for a look into a case', async () => {
    const who = { id: 'wang', roles: ['acceptor'], office: '遂昌县行政审批中心' } as const;

    await createDynamoAccesses(opened.table).append('case-1', { at: AT_NINE, who, what: 'case-file' });

    expect(asked()).toEqual(['Query', 'PutItem']);
  });

  it('is one put for a task that is opened', async () => {
    const tokens = createDynamoTaskTokens(opened.table);

    await tokens.open({ caseId: 'case-1', stage: 'review', round: 1, token: 't' });

    expect(asked()).toEqual(['PutItem']);
  });

  it('is one query for an officer who stands in for nobody', async () => {
    await putStaffMember(opened.table, anOfficer('wang', 'acceptor'));
    before = opened.calls.length;

    const found = await createDynamoStaff(opened.table).findWithAbsent('wang');

    expect(found?.absent).toEqual([]);
    expect(asked()).toEqual(['Query']);
  });

  it('is one query for a case and what is owed', async () => {
    const change = { ...aSubmission(), owes: ['received'] as const };
    await createDynamoCases(opened.table).commit(change);
    before = opened.calls.length;

    const found = await createDynamoMessages(opened.table, () => 0).findWithRecord(change.next.id);

    expect(found).toMatchObject({ record: change.next, unsettled: [{ event: 'received' }] });
    expect(asked()).toEqual(['Query']);
  });

  it('is one put for the reminder of a year’s endorsement, the same place for the same promise, and one delete after it', async () => {
    const reminders = createDynamoReminders(opened.table);
    const about = { kind: 'endorsement', ownerKey: 'o', caseId: 'case-1' } as const;
    const reminder = { ...about, day: '2027-02-02', dueOn: '2027-03-02' };

    await reminders.set(reminder);
    await reminders.set(reminder);
    const due = await reminders.due('2027-02-02');
    await reminders.forget(reminder);

    expect(due).toEqual([reminder]);
    expect(asked()).toEqual(['PutItem', 'PutItem', 'Query', 'DeleteItem']);
  });

  it('is a long answer kept within one unit of a KiB', async () => {
    const replies = createDynamoReplies(opened.table, () => 0);
    const key = 'k'.repeat(64);
    const materials = ['photo', 'residence', 'employment', 'permit'].map((ground) => ({
      ground,
      fileName: `${ground}.jpg`,
      sha256: sha256Hex(ground),
      status: 'confirmed',
    }));
    const body = JSON.stringify({ id: '01JNA4Y5Z6', version: 3, form: aForm(), materials });
    const reply = { requestHash: 'h'.repeat(64), status: 200, body };

    await replies.claim(key, reply.requestHash);
    await replies.keep(key, reply);

    const item = await opened.raw(KEYS.reply(key));
    const bytes = Object.entries(item ?? {}).reduce(
      (sum, [name, { S = '', N = '', B = [] }]) => sum + name.length + Buffer.byteLength(S + N) + B.length,
      0,
    );
    expect(Buffer.byteLength(body)).toBeGreaterThan(1024);
    expect(bytes).toBeLessThan(1024);
    expect(await replies.claim(key, reply.requestHash)).toEqual(reply);
  });

  it('repeats an answer that was kept before answers were packed', async () => {
    const replies = createDynamoReplies(opened.table, () => 0);
    const reply = { requestHash: 'h', status: 201, body: '{"id":"1"}' };
    await opened.table.apply({
      kind: 'put',
      item: { ...KEYS.reply('before'), ...reply, state: 'kept', expiresAt: 86_400 },
    });

    const earlier = await replies.claim('before', 'h');

    expect(earlier).toEqual(reply);
  });
});
