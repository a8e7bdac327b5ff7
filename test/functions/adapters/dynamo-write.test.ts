import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDynamoDrafts } from '../../../functions/adapters/dynamo-drafts.ts';
import { KEYS } from '../../../functions/adapters/dynamo-keys.ts';
import { createDynamoMessages } from '../../../functions/adapters/dynamo-messages.ts';
import { createDynamoReminders } from '../../../functions/adapters/dynamo-reminders.ts';
import { createDynamoReplies } from '../../../functions/adapters/dynamo-replies.ts';
import { createDynamoTries } from '../../../functions/adapters/dynamo-tries.ts';
import type { DraftStore } from '../../../functions/ports/case-records.ts';
import { aDraft } from '../../support/builders.ts';
import { openWatchedTable, type WatchedTable } from '../../support/watched-table.ts';

let watched: WatchedTable;
let drafts: DraftStore;
beforeAll(async () => {
  watched = await openWatchedTable();
  drafts = createDynamoDrafts(watched.table, () => '2026-03-02T09:00:00.000+08:00');
});
afterAll(() => watched.close());

const ABSENT = { text: 'attribute_not_exists(#pk)' };
const owed = (caseId: string) =>
  ({ ...KEYS.message(caseId, 'received'), event: 'received', state: 'owed', owedSince: 1 }) as const;
const operations = (since: number) => watched.calls.slice(since).map(({ operation }) => operation);

describe('One change alone', () => {
  it('is a plain write; two are a transaction', async () => {
    const draft = aDraft('plain', ['owner-1']);
    const since = watched.calls.length;

    await drafts.save(draft);
    await drafts.save({ ...draft, version: 2 }, draft);

    expect(operations(since)).toEqual(['TransactWriteItems', 'PutItem']);
  });

  it('that adds stays a transaction, so that a repeat does not add twice', async () => {
    const key = { pk: 'RATINGS', sk: 'TALLY' };
    const adding = { kind: 'update', key, set: { text: 'ADD #grade5 :one', values: { one: 1 } } } as const;
    watched.meddle('TransactWriteItems', () => 'lost');

    const refusal = await watched.table.transact([adding]);

    expect(refusal).toBeUndefined();
    expect(await watched.raw(key)).toMatchObject({ grade5: { N: '1' } });
  });

  it('whose condition does not hold is refused as in a transaction', async () => {
    const item = { pk: 'NUMBER#1', sk: 'CASE', caseId: 'c-1' };
    await watched.table.transact([{ kind: 'put', item, when: ABSENT }]);

    const refusal = await watched.table.transact([{ kind: 'put', item, when: ABSENT }]);

    expect(refusal).toMatchObject({ failed: [0], conflict: false });
    expect(refusal?.cause).toMatchObject({ name: 'ConditionalCheckFailedException' });
  });

  it('that meets a transaction is a conflict, as in a transaction', async () => {
    const item = { pk: 'NUMBER#2', sk: 'CASE', caseId: 'c-1' };
    const error = {
      __type: 'com.amazonaws.dynamodb.v20120810#TransactionConflictException',
      message: 'busy',
    };
    await watched.table.transact([{ kind: 'put', item, when: ABSENT }]);
    watched.meddle('PutItem', () => error);

    const refusal = await watched.table.transact([{ kind: 'put', item, when: ABSENT }]);

    expect(refusal).toMatchObject({ failed: [], conflict: true });
    expect(refusal?.cause).toMatchObject({ name: 'TransactionConflictException' });
  });
});

describe('A write whose answer is lost', () => {
  it('is repeated and told as written', async () => {
    const draft = aDraft('lost', ['owner-2'], { form: { fullName: '陈晓宁'.repeat(200) } });
    await drafts.save(draft);
    const since = watched.calls.length;
    watched.meddle('PutItem', () => 'lost');

    await drafts.save({ ...draft, version: 2 }, draft);

    expect(operations(since)).toEqual(['PutItem', 'PutItem']);
    expect(await drafts.find('lost')).toEqual({ ...draft, version: 2 });
  });

  it('is told as refused where somebody else has written since', async () => {
    const draft = aDraft('lost-and-gone', ['owner-3']);
    await drafts.save(draft);
    watched.meddle('PutItem', async () => {
      await drafts.save({ ...draft, version: 3 }, { ...draft, version: 2 });
      return 'lost' as const;
    });

    const saved = drafts.save({ ...draft, version: 2 }, draft);

    await expect(saved).rejects.toMatchObject({ name: 'StaleWriteError' });
    expect((await drafts.find('lost-and-gone'))?.version).toBe(3);
  });

  it('is told as done where it took an item away', async () => {
    const key = KEYS.open('owner-4');
    const when = { text: '#caseId = :caseId', values: { caseId: 'c-1' } };
    await watched.table.apply({ kind: 'put', item: { ...key, caseId: 'c-1' } });
    watched.meddle('DeleteItem', () => 'lost');

    const removed = await watched.table.apply({ kind: 'delete', key, when });

    expect(removed).toBe(true);
    expect(await watched.raw(key)).toBeUndefined();
  });

  it('does not make a second, equal write of somebody else succeed', async () => {
    const item = { pk: 'TRIES#1', sk: 'TRIES', taken: 1 };
    const when = ABSENT;
    await watched.table.apply({ kind: 'put', item, when });

    const again = await watched.table.apply({ kind: 'put', item, when });

    expect(again).toBe(false);
  });

  it('counts a try that another one of the same second came before', async () => {
    const tries = createDynamoTries(watched.table, () => 1_772_413_200_000);
    const limit = { tries: 1, seconds: 60 };
    await tries.take('phone', limit);
    watched.meddle('PutItem', () => 'lost');

    const second = await tries.take('phone', limit);

    expect(second).toBe(60);
  });

  it('claims no key that an equal request of the same millisecond holds', async () => {
    const replies = createDynamoReplies(watched.table, () => 1_772_413_200_000);
    await replies.claim('key', 'hash');
    watched.meddle('PutItem', () => 'lost');

    const second = await replies.claim('key', 'hash');

    expect(second).toBe('busy');
  });

  it('claims a message, although the repeat finds it claimed', async () => {
    const messages = createDynamoMessages(watched.table, () => 1_772_413_200_000);
    await watched.table.apply({ kind: 'put', item: owed('lost-claim') });
    watched.meddle('UpdateItem', () => 'lost');

    const claim = await messages.claim('lost-claim', 'received');

    expect(claim?.id).toEqual(expect.any(String));
    expect(await messages.listUnsettled('lost-claim')).toMatchObject([
      { state: 'claimed', claim: claim?.id },
    ]);
  });

  it('claims no message that somebody else has claimed in the same millisecond', async () => {
    const messages = createDynamoMessages(watched.table, () => 1_772_413_200_000);
    await watched.table.apply({ kind: 'put', item: owed('twice') });
    await messages.claim('twice', 'received');
    watched.meddle('UpdateItem', () => 'lost');

    const second = await messages.claim('twice', 'received');

    expect(second).toBeUndefined();
  });

  it('claims a reminder, although the repeat finds it claimed', async () => {
    const reminders = createDynamoReminders(watched.table);
    const reminder = { kind: 'qualifies', ownerKey: 'owner-5', day: '2026-03-03' } as const;
    await reminders.set(reminder);
    watched.meddle('UpdateItem', () => 'lost');

    const first = await reminders.claim(reminder);
    const second = await reminders.claim(reminder);

    expect([first, second]).toEqual([true, false]);
  });
});
