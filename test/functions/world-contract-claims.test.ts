import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aSubmission, stored } from '../support/case-changes.ts';
import { BENCHES, type StoreBench } from '../support/store-bench.ts';

describe.each(BENCHES)('claims on messages %s', (_kind, open) => {
  let bench: StoreBench;
  beforeAll(async () => {
    bench = await open();
  });
  afterAll(() => bench.close());

  async function owing() {
    return stored(bench.stores, { ...aSubmission(), owes: ['received'] });
  }

  it('say whose they are, and only that one is given back', async () => {
    const { messages } = bench.stores;
    const { id } = await owing();
    const dead = await messages.claim(id, 'received');
    await messages.unclaim(id, 'received', dead?.id);
    const alive = await messages.claim(id, 'received');

    await messages.unclaim(id, 'received', dead?.id);
    await messages.unclaim(id, 'received', undefined);

    expect(dead?.id).not.toBe(alive?.id);
    expect(await messages.listUnsettled(id)).toMatchObject([{ state: 'claimed', claim: alive?.id }]);
  });

  it('count towards their number’s share of the day, once however often they are claimed', async () => {
    const { messages } = bench.stores;
    const share = { phoneKey: 'number-1', day: '2026-03-02', most: 2 };
    const first = (await owing()).id;
    for (let times = 0; times < 3; times += 1) {
      const claim = await messages.claim(first, 'received', share);
      expect(claim).toEqual({ id: expect.any(String) as string });
      await messages.unclaim(first, 'received', claim?.id);
    }
    const others = [(await owing()).id, (await owing()).id, (await owing()).id];
    const [second = '', third = '', fourth = ''] = others;

    expect((await messages.claim(second, 'received', share))?.usedUp).toBeUndefined();
    expect((await messages.claim(third, 'received', share))?.usedUp).toBe(true);
    expect(await messages.claim(third, 'received', share)).toBeUndefined();
    expect(
      (await messages.claim(fourth, 'received', { ...share, day: '2026-03-03' }))?.usedUp,
    ).toBeUndefined();
  });

  it('of one number are claimed at once, and no more than its share of them may be sent', async () => {
    const { messages } = bench.stores;
    const share = { phoneKey: 'number-2', day: '2026-03-02', most: 2 };
    const ids: string[] = [];
    for (let more = 0; more < 4; more += 1) ids.push((await owing()).id);

    const claims = await Promise.all(ids.map((id) => messages.claim(id, 'received', share)));

    expect(claims.filter((claim) => claim && !claim.usedUp)).toHaveLength(2);
  });
});
