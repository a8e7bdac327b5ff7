import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anAct, aSubmission, opinion, stored } from '../support/case-changes.ts';
import { BENCHES, type StoreBench } from '../support/store-bench.ts';

describe.each(BENCHES)('the queue of a stage %s', (_kind, open) => {
  let bench: StoreBench;
  beforeAll(async () => {
    bench = await open();
  });
  afterAll(() => bench.close());

  it('lists the cases that wait there, the nearest deadline first, and nobody else', async () => {
    const { cases } = bench.stores;
    const later = await stored(bench.stores, aSubmission({ acceptBy: '2026-03-12T00:00:00.000+08:00' }));
    const sooner = await stored(bench.stores, aSubmission({ acceptBy: '2026-03-09T00:00:00.000+08:00' }));
    const accepted = await stored(bench.stores);
    const refused = await stored(bench.stores);
    await cases.commit(anAct(accepted, [opinion('acceptance', 'accept')]));
    await cases.commit(anAct(refused, [opinion('acceptance', 'refuse-to-accept')]));

    const queues = await Promise.all([
      cases.queue('acceptance'),
      cases.queue('review'),
      cases.queue('approval'),
    ]);

    const ids = queues.map((queue) => queue.map(({ id }) => id));
    expect(ids).toEqual([[sooner.id, later.id], [accepted.id], []]);
  });
});
