import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anAct, opinion, stored } from '../support/case-changes.ts';
import { BENCHES, type StoreBench } from '../support/store-bench.ts';

describe.each(BENCHES)('task tokens %s', (_kind, open) => {
  let bench: StoreBench;
  beforeAll(async () => {
    bench = await open();
  });
  afterAll(() => bench.close());

  it('are found by stage and round, a fresh one in place of the last', async () => {
    const { taskTokens } = bench.stores;
    const { id } = await stored(bench.stores);
    const task = { caseId: id, stage: 'acceptance', round: 1 } as const;

    await taskTokens.open({ ...task, token: 'first' });
    await taskTokens.open({ ...task, token: 'second' });

    expect(await taskTokens.find(id, 'acceptance', 1)).toBe('second');
    expect(await taskTokens.find(id, 'acceptance', 2)).toBeUndefined();
    expect(await taskTokens.find(id, 'review', 1)).toBeUndefined();
  });

  it('never take the place of a later round’s', async () => {
    const { taskTokens } = bench.stores;
    const { id } = await stored(bench.stores);
    const task = { caseId: id, stage: 'acceptance' } as const;
    await taskTokens.open({ ...task, round: 1, token: 'first' });
    await taskTokens.open({ ...task, round: 2, token: 'second' });

    await taskTokens.open({ ...task, round: 1, token: 'late' });

    expect(await taskTokens.find(id, 'acceptance', 2)).toBe('second');
    expect(await taskTokens.find(id, 'acceptance', 1)).toBeUndefined();
  });

  it('outlive the opinion that answers them', async () => {
    const { cases, taskTokens } = bench.stores;
    const record = await stored(bench.stores);
    await taskTokens.open({ caseId: record.id, stage: 'acceptance', round: 1, token: 't' });

    await cases.commit(anAct(record, [opinion('acceptance', 'accept')]));

    expect(await taskTokens.find(record.id, 'acceptance', 1)).toBe('t');
  });
});
