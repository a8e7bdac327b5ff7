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
      { event: 'received', state: 'owed' },
      { event: 'accepted', state: 'owed' },
    ]);
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

    expect(claimed).toBe(false);
    expect(await bench.stores.messages.listUnsettled(id)).toHaveLength(1);
  });

  it('can be claimed again after the claim was given back', async () => {
    const { messages } = bench.stores;
    const { id } = await owing();
    await messages.claim(id, 'received');

    await messages.unclaim(id, 'received');

    expect(await messages.listUnsettled(id)).toEqual([{ event: 'received', state: 'owed' }]);
    expect(await messages.claim(id, 'received')).toBe(true);
  });

  it('are settled with the act that tells of it, and are not claimed, listed or given back after that', async () => {
    const { cases, messages } = bench.stores;
    const record = await owing();
    await messages.claim(record.id, 'received');

    const settles = { event: 'received', state: 'unknown' } as const;
    await cases.commit(anAct(record, [{ type: 'message-unknown', event: 'received' }], { settles }));
    await messages.unclaim(record.id, 'received');

    expect(await messages.listUnsettled(record.id)).toEqual([]);
    expect(await messages.claim(record.id, 'received')).toBe(false);
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

    expect(await messages.listUnsettled(record.id)).toEqual([{ event: 'received', state: 'owed' }]);
  });
});

describe.each(BENCHES)('task tokens %s', (_kind, open) => {
  let bench: StoreBench;
  beforeAll(async () => {
    bench = await open();
  });
  afterAll(() => bench.close());

  it('are kept while the case waits at that stage and round, a fresh one in place of the last', async () => {
    const { taskTokens } = bench.stores;
    const { id } = await stored(bench.stores);
    const task = { caseId: id, stage: 'acceptance', round: 1 } as const;

    const opened = [
      await taskTokens.open({ ...task, token: 'first' }),
      await taskTokens.open({ ...task, token: 'second' }),
    ];

    expect(opened).toEqual([true, true]);
    expect(await taskTokens.find(id, 'acceptance', 1)).toBe('second');
    expect(await taskTokens.find(id, 'acceptance', 2)).toBeUndefined();
    expect(await taskTokens.find(id, 'review', 1)).toBeUndefined();
  });

  it.each([
    ['at another stage', 'review', 1],
    ['in another round', 'acceptance', 2],
  ] as const)('are not kept for a task %s', async (_where, stage, round) => {
    const { taskTokens } = bench.stores;
    const { id } = await stored(bench.stores);

    const opened = await taskTokens.open({ caseId: id, stage, round, token: 't' });

    expect(opened).toBe(false);
    expect(await taskTokens.find(id, stage, round)).toBeUndefined();
  });

  it('are not kept once something was recorded, and for no unknown case', async () => {
    const { cases, taskTokens } = bench.stores;
    const record = await stored(bench.stores);
    await cases.commit(anAct(record, [opinion('acceptance', 'refuse-to-accept')]));

    const task = { stage: 'acceptance', round: 1, token: 't' } as const;
    const opened = [
      await taskTokens.open({ caseId: record.id, ...task }),
      await taskTokens.open({ caseId: 'none', ...task }),
    ];

    expect(opened).toEqual([false, false]);
  });

  it('are kept for a correction that is awaited', async () => {
    const { cases, taskTokens } = bench.stores;
    const record = await stored(bench.stores);
    const task = { caseId: record.id, stage: 'correction', round: 1, token: 't' } as const;
    const early = await taskTokens.open(task);
    await cases.commit(anAct(record, [opinion('acceptance', 'request-correction')]));

    const opened = await taskTokens.open(task);

    expect([early, opened]).toEqual([false, true]);
    expect(await taskTokens.find(record.id, 'correction', 1)).toBe('t');
  });

  it('outlive the opinion that answers them', async () => {
    const { cases, taskTokens } = bench.stores;
    const record = await stored(bench.stores);
    await taskTokens.open({ caseId: record.id, stage: 'acceptance', round: 1, token: 't' });

    await cases.commit(anAct(record, [opinion('acceptance', 'accept')]));

    expect(await taskTokens.find(record.id, 'acceptance', 1)).toBe('t');
  });
});
