import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { TABLE } from '../../../infra/local/table.ts';
import { openWatchedTable, type WatchedTable } from '../../support/watched-table.ts';

const Item = z.object({ value: z.object({ id: z.string() }) });
const Asked = z.object({ RequestItems: z.object({ huren: z.object({ Keys: z.array(z.unknown()) }) }) });
/** As data directories have it that were made before 0023. */
const EVERYTHING = {
  ...TABLE,
  GlobalSecondaryIndexes: TABLE.GlobalSecondaryIndexes.map((index) => ({
    ...index,
    Projection: { ProjectionType: 'ALL' as const },
  })),
};

const itemOf = (list: string, place: string, id = place) => ({
  pk: `CASE#${id}`,
  sk: 'RECORD',
  queuePk: list,
  queueSk: place,
  value: { id },
});

describe.each([
  ['keys only', TABLE],
  ['everything', EVERYTHING],
] as const)('A queue whose index holds %s', (_what, definition) => {
  let watched: WatchedTable;
  beforeAll(async () => {
    watched = await openWatchedTable(definition);
  });
  afterAll(() => watched.close());

  const enter = (list: string, ...places: string[]) =>
    Promise.all(places.map((place) => watched.table.apply({ kind: 'put', item: itemOf(list, place) })));
  const idsOf = async (list: string, before?: string) =>
    (await watched.table.queue(list, Item, before)).map(({ value }) => value.id);
  const batches = (since: number) =>
    watched.calls.slice(since).filter(({ operation }) => operation === 'BatchGetItem');

  it('gives the items in order, and those before a place', async () => {
    await enter('ORDER', 'c', 'a', 'd', 'b');

    expect(await idsOf('ORDER')).toEqual(['a', 'b', 'c', 'd']);
    expect(await idsOf('ORDER', 'c')).toEqual(['a', 'b']);
  });

  it('that is empty is not asked for items', async () => {
    const since = watched.calls.length;

    const ids = await idsOf('EMPTY');

    expect({ ids, batches: batches(since) }).toEqual({ ids: [], batches: [] });
  });

  it('of more than a hundred is read a hundred at a time, consistently', async () => {
    const places = Array.from({ length: 205 }, (_, n) => `item-${String(n).padStart(3, '0')}`);
    await enter('LONG', ...places);
    const since = watched.calls.length;

    const ids = await idsOf('LONG');

    const asked = batches(since).map(({ body }) => body);
    const sizes = asked.map((body) => Asked.parse(JSON.parse(body)).RequestItems.huren.Keys.length);
    expect(ids).toEqual(places);
    expect(sizes.toSorted((a, b) => b - a)).toEqual([100, 100, 5]);
    expect(asked.every((body) => body.includes('"ConsistentRead":true'))).toBe(true);
  });

  it('asks again for what was left unanswered', async () => {
    await enter('BUSY', 'e', 'f', 'g');
    const since = watched.calls.length;
    watched.meddle('BatchGetItem', (_answer, asked) => ({
      Responses: { huren: [marshall(itemOf('BUSY', 'g'))] },
      UnprocessedKeys: {
        huren: { Keys: Asked.parse(asked).RequestItems.huren.Keys.slice(0, 2), ConsistentRead: true },
      },
    }));

    const ids = await idsOf('BUSY');

    expect(ids).toEqual(['e', 'f', 'g']);
    expect(batches(since)).toHaveLength(2);
  });

  it('leaves out what the index still names but is gone, has moved on, or has left every list', async () => {
    await enter('LATE', 'h', 'i', 'j', 'k');
    watched.meddle('Query', async (answer) => {
      await watched.table.apply({ kind: 'delete', key: { pk: 'CASE#h', sk: 'RECORD' } });
      await watched.put(marshall(itemOf('ELSEWHERE', 'i')));
      const { queuePk: _list, queueSk: _place, ...unlisted } = itemOf('', 'j');
      await watched.put(marshall(unlisted));
      return answer;
    });

    expect(await idsOf('LATE')).toEqual(['k']);
  });

  it('puts an item that has just moved within it where it is now, once', async () => {
    await enter('MOVED', 'l', 'm', 'n');
    watched.meddle('Query', async (answer) => {
      await watched.put(marshall(itemOf('MOVED', 'z', 'l')));
      const { Items } = z.object({ Items: z.array(z.unknown()) }).parse(answer);
      return { ...answer, Items: [...Items, Items[0]] };
    });

    expect(await idsOf('MOVED')).toEqual(['m', 'n', 'l']);
  });
});

describe('A queue whose items stay unanswered', () => {
  it('is a fault, and not a shorter queue', async () => {
    const watched = await openWatchedTable();
    await watched.table.apply({ kind: 'put', item: itemOf('STUCK', 'o') });
    for (let n = 0; n < 6; n += 1)
      watched.meddle('BatchGetItem', (_answer, asked) => ({
        Responses: {},
        UnprocessedKeys: z.object({ RequestItems: z.unknown() }).parse(asked).RequestItems,
      }));

    const read = watched.table.queue('STUCK', Item);

    await expect(read).rejects.toThrow('The table left 1 items unanswered, 6 times over');
    await watched.close();
  });
});
