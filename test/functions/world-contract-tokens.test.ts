import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anAct, opinion, stored } from '../support/case-changes.ts';
import { BENCHES, type StoreBench } from '../support/store-bench.ts';

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
