import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anAct, aSubmission, opinion, stored } from '../support/case-changes.ts';
import { BENCHES, type StoreBench } from '../support/store-bench.ts';

describe.each(BENCHES)('owed messages %s', (_kind, open) => {
  let bench: StoreBench;
  beforeAll(async () => {
    bench = await open();
  });
  afterAll(() => bench.close());

  async function owing() {
    return stored(bench.stores, { ...aSubmission(), owes: ['received'] });
  }

  it('are listed in the order in which they came to be owed', async () => {
    const { cases, messages } = bench.stores;
    const record = await owing();

    await cases.commit(anAct(record, [opinion('acceptance', 'accept')], { owes: ['accepted'] }));

    const listed = await messages.listUnsettled(record.id);
    expect(listed).toEqual([
      { event: 'received', owedSince: 1, state: 'owed' },
      { event: 'accepted', owedSince: 2, state: 'owed' },
    ]);
  });

  it('come with the record of their case in one read', async () => {
    const { cases, messages } = bench.stores;
    const record = await owing();
    await messages.claim(record.id, 'received');
    const act = anAct(record, [opinion('acceptance', 'accept')], { owes: ['accepted'] });
    await cases.commit(act);

    const found = await messages.findWithRecord(record.id);

    expect(found?.record).toEqual(act.next);
    expect(found?.unsettled).toEqual(await messages.listUnsettled(record.id));
    expect(found?.unsettled).toHaveLength(2);
    expect(await messages.findWithRecord('none')).toBeUndefined();
  });

  it('are claimed by one caller only, however many come at once', async () => {
    const { messages } = bench.stores;
    const { id } = await owing();

    const claims = await Promise.all([1, 2, 3, 4].map(() => messages.claim(id, 'received')));

    expect(claims.filter(Boolean)).toHaveLength(1);
    const [message] = await messages.listUnsettled(id);
    expect(message).toMatchObject({ event: 'received', state: 'claimed' });
    expect(message?.claimedAtMillis).toBe(Date.parse('2026-03-02T09:00:00+08:00'));
  });

  it('cannot be claimed when nothing of the kind is owed', async () => {
    const { id } = await owing();

    const claimed = await bench.stores.messages.claim(id, 'issued');

    expect(claimed).toBeUndefined();
    expect(await bench.stores.messages.listUnsettled(id)).toHaveLength(1);
  });

  it('can be claimed again after the claim was given back', async () => {
    const { messages } = bench.stores;
    const { id } = await owing();
    const claim = await messages.claim(id, 'received');

    await messages.unclaim(id, 'received', claim?.id);

    expect(await messages.listUnsettled(id)).toEqual([{ event: 'received', owedSince: 1, state: 'owed' }]);
    expect(await messages.claim(id, 'received')).toEqual({ id: expect.any(String) as string });
  });

  it('are settled with the act that tells of it, and are not claimed, listed or given back after that', async () => {
    const { cases, messages } = bench.stores;
    const record = await owing();
    const claim = await messages.claim(record.id, 'received');

    const settles = { event: 'received', state: 'unknown' } as const;
    await cases.commit(anAct(record, [{ type: 'message-unknown', event: 'received' }], { settles }));
    await messages.unclaim(record.id, 'received', claim?.id);

    expect(await messages.listUnsettled(record.id)).toEqual([]);
    expect(await messages.claim(record.id, 'received')).toBeUndefined();
  });

  it('are not settled without a claim', async () => {
    const { cases } = bench.stores;
    const record = await owing();
    const settles = { event: 'received', state: 'sent' } as const;
    const act = anAct(record, [{ type: 'message-sent', event: 'received', messageId: 'm-1' }], { settles });

    await expect(cases.commit(act)).rejects.toMatchObject({ name: 'StaleWriteError' });

    expect(await cases.find(record.id)).toEqual(record);
  });

  it('stay one message when the same is owed again before it went out', async () => {
    const { cases, messages } = bench.stores;
    const record = await owing();
    await messages.claim(record.id, 'received');

    const act = anAct(record, [{ type: 'claimed', stage: 'acceptance' }], { owes: ['received', 'accepted'] });
    await cases.commit(act);

    const listed = await messages.listUnsettled(record.id);
    expect(listed.map(({ event, state }) => [event, state])).toEqual([
      ['received', 'claimed'],
      ['accepted', 'owed'],
    ]);
    expect(await cases.find(record.id)).toEqual(act.next);
  });

  it('are owed anew when the earlier one of the kind is settled', async () => {
    const { cases, messages } = bench.stores;
    const record = await owing();
    await messages.claim(record.id, 'received');
    const settles = { event: 'received', state: 'sent' } as const;
    const sent = anAct(record, [{ type: 'message-sent', event: 'received', messageId: 'm-1' }], { settles });
    await cases.commit(sent);

    await cases.commit(anAct(sent.next, [{ type: 'claimed', stage: 'acceptance' }], { owes: ['received'] }));

    expect(await messages.listUnsettled(record.id)).toEqual([
      { event: 'received', owedSince: 3, state: 'owed' },
    ]);
  });

  it('stand as they were left: owed, claimed, and settled by the sender or by the operator', async () => {
    const { cases, messages } = bench.stores;
    const record = await owing();
    const { id } = record;
    const at = { caseId: id, event: 'received', owedSince: 1 };
    const states = [await messages.find(id, 'issued'), await messages.find(id, 'received')];
    await messages.claim(id, 'received');
    states.push(await messages.find(id, 'received'));
    const failed = anAct(record, [{ type: 'message-failed', event: 'received' }], {
      settles: { event: 'received', state: 'failed' },
    });
    await cases.commit(failed);
    states.push(await messages.find(id, 'received'));
    const settled = { type: 'message-settled', event: 'received', serial: 's', outcome: 'give-up' } as const;
    const settles = { event: 'received', state: 'given-up', was: 'unsure' } as const;

    await cases.commit(anAct(failed.next, [settled], { settles }));

    states.push(await messages.find(id, 'received'));
    expect(states).toEqual([
      undefined,
      { ...at, state: 'owed' },
      { ...at, state: 'claimed' },
      { ...at, state: 'failed' },
      { ...at, state: 'given-up' },
    ]);
  });

  it.each(['owed', 'claimed'] as const)(
    'are not the operator’s to settle while they are %s',
    async (state) => {
      const { cases, messages } = bench.stores;
      const record = await owing();
      if (state === 'claimed') await messages.claim(record.id, 'received');
      const settled = {
        type: 'message-settled',
        event: 'received',
        serial: 's',
        outcome: 'give-up',
      } as const;
      const settles = { event: 'received', state: 'given-up', was: 'unsure' } as const;

      await expect(cases.commit(anAct(record, [settled], { settles }))).rejects.toMatchObject({
        name: 'StaleWriteError',
      });

      expect((await messages.find(record.id, 'received'))?.state).toBe(state);
    },
  );
});
