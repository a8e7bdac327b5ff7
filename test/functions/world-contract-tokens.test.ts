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

  it('never take the place of a later entry’s in the same round: their task has timed out', async () => {
    const { taskTokens } = bench.stores;
    const { id } = await stored(bench.stores);
    const task = { caseId: id, stage: 'review', round: 1 } as const;
    await taskTokens.open({ ...task, enteredAt: '2026-03-04T17:30:01.000+08:00', token: 'second' });

    await taskTokens.open({ ...task, enteredAt: '2026-03-04T17:29:59.999+08:00', token: 'late' });
    const afterLate = await taskTokens.find(id, 'review', 1);
    await taskTokens.open({ ...task, enteredAt: '2026-03-04T17:30:01.000+08:00', token: 'tried again' });
    const afterRetry = await taskTokens.find(id, 'review', 1);
    await taskTokens.open({ ...task, enteredAt: '2026-03-05T08:30:00.000+08:00', token: 'third' });

    expect([afterLate, afterRetry]).toEqual(['second', 'tried again']);
    expect(await taskTokens.find(id, 'review', 1)).toBe('third');
  });

  it('never take the place of a later attempt’s in the same entry: their call was given up', async () => {
    const { taskTokens } = bench.stores;
    const { id } = await stored(bench.stores);
    const entry = {
      caseId: id,
      stage: 'review',
      round: 1,
      enteredAt: '2026-03-04T17:30:01.000+08:00',
    } as const;
    await taskTokens.open({ ...entry, attempt: 1, token: 'second' });

    await taskTokens.open({ ...entry, attempt: 0, token: 'late' });
    const afterLate = await taskTokens.find(id, 'review', 1);
    await taskTokens.open({ ...entry, attempt: 1, token: 'sent twice' });
    const afterTwice = await taskTokens.find(id, 'review', 1);
    await taskTokens.open({ ...entry, attempt: 100, token: 'redriven' });
    const afterRedrive = await taskTokens.find(id, 'review', 1);
    await taskTokens.open({
      ...entry,
      enteredAt: '2026-03-05T08:30:00.000+08:00',
      attempt: 0,
      token: 'next',
    });

    expect([afterLate, afterTwice, afterRedrive]).toEqual(['second', 'sent twice', 'redriven']);
    expect(await taskTokens.find(id, 'review', 1)).toBe('next');
  });

  it('are taken from executions that do not tell which attempt it is, as before', async () => {
    const { taskTokens } = bench.stores;
    const { id } = await stored(bench.stores);
    const entry = {
      caseId: id,
      stage: 'review',
      round: 1,
      enteredAt: '2026-03-04T17:30:01.000+08:00',
    } as const;
    await taskTokens.open({ ...entry, attempt: 3, token: 'tells' });

    await taskTokens.open({ ...entry, token: 'does not tell' });
    const untold = await taskTokens.find(id, 'review', 1);
    await taskTokens.open({ ...entry, attempt: 0, token: 'tells again' });

    expect(untold).toBe('does not tell');
    expect(await taskTokens.find(id, 'review', 1)).toBe('tells again');
  });

  it('are taken again where the machine’s clock was set back, and from executions that do not tell', async () => {
    const { taskTokens } = bench.stores;
    const { id } = await stored(bench.stores);
    const task = { caseId: id, stage: 'review', round: 1 } as const;
    await taskTokens.open({ ...task, enteredAt: '2026-03-04T17:30:00.000+08:00', token: 'first' });

    await taskTokens.open({ ...task, enteredAt: '2026-03-02T09:00:00.000+08:00', token: 'set back' });
    const setBack = await taskTokens.find(id, 'review', 1);
    await taskTokens.open({ ...task, token: 'does not tell' });
    const untold = await taskTokens.find(id, 'review', 1);
    await taskTokens.open({ ...task, enteredAt: '2026-03-02T09:00:00.000+08:00', token: 'tells' });

    expect([setBack, untold]).toEqual(['set back', 'does not tell']);
    expect(await taskTokens.find(id, 'review', 1)).toBe('tells');
  });

  it('outlive the opinion that answers them', async () => {
    const { cases, taskTokens } = bench.stores;
    const record = await stored(bench.stores);
    await taskTokens.open({ caseId: record.id, stage: 'acceptance', round: 1, token: 't' });

    await cases.commit(anAct(record, [opinion('acceptance', 'accept')]));

    expect(await taskTokens.find(record.id, 'acceptance', 1)).toBe('t');
  });
});
