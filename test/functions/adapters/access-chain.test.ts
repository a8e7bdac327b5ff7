import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDynamoAccesses } from '../../../functions/adapters/dynamo-accesses.ts';
import { ABSENT } from '../../../functions/adapters/dynamo-change.ts';
import { KEYS } from '../../../functions/adapters/dynamo-keys.ts';
import { chainAccess, type AccessEntry } from '../../../functions/domain/access.ts';
import { openWatchedTable, type WatchedTable } from '../../support/watched-table.ts';

const ENTRY: AccessEntry = {
  at: '2026-03-02T09:00:00.000+08:00',
  who: { id: 'wang', roles: ['acceptor'], office: '遂昌县行政审批中心' },
  what: 'case-file',
};

describe('the chain of accesses in the table', () => {
  let opened: WatchedTable;
  beforeAll(async () => {
    opened = await openWatchedTable();
  });
  afterAll(() => opened.close());
  const chainOf = () => createDynamoAccesses(opened.table);

  async function threeLinks(caseId: string) {
    const accesses = chainOf();
    const heads = [];
    for (let time = 0; time < 3; time += 1) heads.push(await accesses.append(caseId, ENTRY));
    return { accesses, heads };
  }

  it('keeps two equal openings of one officer in one millisecond as two links', async () => {
    const accesses = chainOf();

    const heads = await Promise.all([accesses.append('twice', ENTRY), accesses.append('twice', ENTRY)]);

    expect(new Set(heads.map(({ sequence }) => sequence))).toEqual(new Set([1, 2]));
    expect((await accesses.list('twice', heads)).intact).toBe(true);
  });

  it('writes one link, and does not fail, when the answer of the put is lost and the SDK puts it again', async () => {
    opened.meddle('PutItem', () => 'lost');

    const head = await chainOf().append('lost', ENTRY);

    const { accesses: links, intact } = await chainOf().list('lost', [head]);
    expect([links.length, intact]).toEqual([1, true]);
    expect(head).toEqual({ sequence: 1, hash: links[0]?.hash });
  });

  it('keeps both links when the answer is lost and somebody else has opened the case meanwhile', async () => {
    opened.meddle('PutItem', () => 'lost');

    const heads = await Promise.all([
      chainOf().append('lost-among-others', ENTRY),
      chainOf().append('lost-among-others', ENTRY),
    ]);

    const { accesses: links, intact } = await chainOf().list('lost-among-others', heads);
    expect([links.length, intact]).toEqual([2, true]);
  });

  it('goes on behind the link of whoever was quicker', async () => {
    const accesses = chainOf();
    const quicker = chainAccess('overtaken', undefined, { ...ENTRY, what: 'events' });
    let overtaken = false;
    const slow = createDynamoAccesses({
      get: (key, schema) => opened.table.get(key, schema),
      last: (pk, beginning, schema) => opened.table.last(pk, beginning, schema),
      under: (pk, beginning, schema) => opened.table.under(pk, beginning, schema),
      async apply(change) {
        if (!overtaken)
          await opened.table.apply({
            kind: 'put',
            item: { ...KEYS.access('overtaken', 1), value: quicker },
            when: ABSENT,
          });
        overtaken = true;
        return opened.table.apply(change);
      },
    });

    const head = await slow.append('overtaken', ENTRY);

    const { accesses: links } = await accesses.list('overtaken', [head]);
    expect(head.sequence).toBe(2);
    expect(links.map(({ what }) => what)).toEqual(['events', 'case-file']);
  });

  it('is whole with all its links, and says where it ends', async () => {
    const { accesses, heads } = await threeLinks('whole');

    const found = await accesses.list('whole', heads);

    expect(found.intact).toBe(true);
    expect(await accesses.last('whole')).toEqual(heads[2]);
    expect(await accesses.last('nobody')).toBeUndefined();
  });

  it.each([
    ['its end is cut off before an anchor', 3],
    ['its middle is cut out', 2],
    ['its beginning is cut off', 1],
  ])('is not whole when %s', async (_how, sequence) => {
    const { accesses, heads } = await threeLinks(`cut-${sequence}`);
    await opened.table.apply({ kind: 'delete', key: KEYS.access(`cut-${sequence}`, sequence) });

    const found = await accesses.list(`cut-${sequence}`, heads);

    expect(found.intact).toBe(false);
  });

  it('is not whole when a link was changed, also when its own hash was made to fit', async () => {
    const { accesses, heads } = await threeLinks('changed');
    const [first] = (await accesses.list('changed')).accesses;
    const forged = chainAccess('changed', first, { ...ENTRY, what: 'events' });
    await opened.table.apply({ kind: 'put', item: { ...KEYS.access('changed', 2), value: forged } });

    const found = await accesses.list('changed', heads);

    expect(found.intact).toBe(false);
  });

  it('is not whole when its end was written anew behind an anchor', async () => {
    const { accesses, heads } = await threeLinks('rewritten');
    const [first, second] = (await accesses.list('rewritten')).accesses;
    const forged = chainAccess('rewritten', second, { ...ENTRY, who: { ...ENTRY.who, id: 'li' } });
    await opened.table.apply({ kind: 'put', item: { ...KEYS.access('rewritten', 3), value: forged } });

    const found = await Promise.all([
      accesses.list('rewritten', heads),
      accesses.list('rewritten', first && [first]),
    ]);

    expect(found.map(({ intact }) => intact)).toEqual([false, true]);
  });

  it('goes on where an earlier release left it, whose own note of the end still counts', async () => {
    const accesses = chainOf();
    const old = chainAccess('old', undefined, ENTRY);
    const { sequence, hash } = old;
    await opened.table.apply({ kind: 'put', item: { ...KEYS.access('old', 1), value: old } });
    await opened.table.apply({ kind: 'put', item: { ...KEYS.accessHead('old'), sequence, hash } });

    const head = await accesses.append('old', ENTRY);

    const before = await accesses.list('old', [head]);
    await opened.table.apply({ kind: 'delete', key: KEYS.access('old', 2) });
    await opened.table.apply({ kind: 'delete', key: KEYS.access('old', 1) });
    const after = await accesses.list('old');
    expect([head.sequence, before.intact, after.intact]).toEqual([2, true, false]);
  });
});
