import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BUNDLED_EDITIONS } from '../../functions/domain/bundled-calendar.ts';
import { referenceOf, type CalendarEdition } from '../../functions/domain/calendar.ts';
import type { CaseFact } from '../../functions/domain/case-event.ts';
import type { CaseRecord } from '../../functions/domain/case-record.ts';
import { aDraft } from '../support/builders.ts';
import { anAct, aSubmission, opinion, stored } from '../support/case-changes.ts';
import { BENCHES, type StoreBench } from '../support/store-bench.ts';

const INVENTED_2027: CalendarEdition = {
  year: 2027,
  notice: { title: '虚构', dated: '2026-11-20', url: 'https://www.example.org/invented/2027' },
  offDays: [{ date: '2027-01-01', name: '元旦' }],
  makeUpWorkdays: [],
};
const AMENDED_2027 = { ...INVENTED_2027, offDays: [{ date: '2027-01-04', name: '虚构假日' }] };
const LOADED = { loadedAt: '2026-12-01T09:00:00.000+08:00', loadedBy: 'operator-1' };
const ARCHIVED: CaseFact = { type: 'archived', manifestKey: 'k', manifestHash: 'h' };
const ISSUED: CaseFact = { type: 'issued', licenceId: '1.2', licenceHash: 'h', keyId: 'k' };
const DEFERRED: CaseFact = { type: 'province-deferred', pending: ['push', 'cancel'] };
const PUSHED: CaseFact = { type: 'licence-acknowledged', licenceId: '1.2', acknowledgement: 'a' };
const SETTLED: CaseFact = { type: 'old-permits-cancelled', permits: [] };

describe.each(BENCHES)('what is still to be done %s', (_kind, open) => {
  let bench: StoreBench;
  beforeEach(async () => {
    bench = await open();
  });
  afterEach(() => bench.close());

  async function after(...facts: readonly CaseFact[]): Promise<CaseRecord> {
    let record = await stored(bench.stores);
    for (const fact of facts) {
      const change = anAct(record, [fact]);
      await bench.stores.cases.commit(change);
      record = change.next;
    }
    return record;
  }
  const approval = [
    opinion('acceptance', 'accept'),
    opinion('review', 'endorse'),
    opinion('approval', 'approve'),
  ];

  it.each([
    ['waits for its acceptance', []],
    ['waits for its review', approval.slice(0, 1)],
    ['waits for its approval', approval.slice(0, 2)],
    ['waits for the applicant’s correction', [opinion('acceptance', 'request-correction')]],
    ['is being issued', approval],
    ['is issued and not kept yet', [...approval, ISSUED]],
    ['is refused and not kept yet', [opinion('acceptance', 'refuse-to-accept')]],
    ['is withdrawn and not kept yet', [{ type: 'withdrawn' } as const]],
  ])('lists a case that %s', async (_where, facts) => {
    const record = await after(...facts);

    const [listed, deferred] = [await bench.stores.cases.open(), await bench.stores.cases.deferred()];

    expect(listed).toEqual([record]);
    expect(deferred).toEqual([]);
  });

  it('lists no case whose file is kept, but for one that the province has still to be told of', async () => {
    await after(opinion('acceptance', 'refuse-to-accept'), ARCHIVED);
    await after(...approval, ISSUED, PUSHED, SETTLED, ARCHIVED);
    const deferred = await after(...approval, ISSUED, DEFERRED, ARCHIVED);
    const pushed = await after(...approval, ISSUED, DEFERRED, ARCHIVED, PUSHED);

    const left = await bench.stores.cases.deferred();

    expect(await bench.stores.cases.open()).toEqual([]);
    expect(left.map(({ id }) => id).toSorted()).toEqual([deferred.id, pushed.id].toSorted());
  });

  it('lists messages over all cases: those owed or claimed, and those of unknown fate, until they are settled', async () => {
    const { cases, messages } = bench.stores;
    const [owing, claimed, unknown, sent] = await Promise.all(
      [1, 2, 3, 4].map(() => stored(bench.stores, { ...aSubmission(), owes: ['received'] })),
    );
    if (!owing || !claimed || !unknown || !sent) throw new Error('Four cases');
    for (const { id } of [claimed, unknown, sent]) await messages.claim(id, 'received');
    await cases.commit(
      anAct(unknown, [{ type: 'message-unknown', event: 'received' }], {
        settles: { event: 'received', state: 'unknown' },
      }),
    );
    await cases.commit(
      anAct(sent, [{ type: 'message-sent', event: 'received', messageId: 'm' }], {
        settles: { event: 'received', state: 'sent' },
      }),
    );

    const unsettled = await messages.list('unsettled');

    expect(unsettled.map(({ caseId }) => caseId).toSorted()).toEqual([owing.id, claimed.id].toSorted());
    expect(unsettled[0]).toMatchObject({ event: 'received', since: '2026-03-02T09:00:00.000+08:00' });
    expect(await messages.list('unsure')).toEqual([
      {
        caseId: unknown.id,
        event: 'received',
        owedSince: 1,
        state: 'unknown',
        since: '2026-03-02T10:00:00.000+08:00',
      },
    ]);
  });

  it('lists a message that waits for the operator until it is settled, or owed anew', async () => {
    const { cases, messages } = bench.stores;
    const [given, resent] = await Promise.all(
      [1, 2].map(() => stored(bench.stores, { ...aSubmission(), owes: ['received'] })),
    );
    if (!given || !resent) throw new Error('Two cases');
    const fail = async (record: CaseRecord) => {
      await messages.claim(record.id, 'received');
      const settles = { event: 'received', state: 'failed' } as const;
      const change = anAct(record, [{ type: 'message-failed', event: 'received' }], { settles });
      await cases.commit(change);
      return change.next;
    };
    const [first, second] = [await fail(given), await fail(resent)];
    const waiting = await messages.list('unsure');
    const settled = { type: 'message-settled', event: 'received', serial: 's' } as const;

    await cases.commit(
      anAct(first, [{ ...settled, outcome: 'give-up' }], {
        settles: { event: 'received', state: 'given-up', was: 'unsure' },
      }),
    );
    await cases.commit(anAct(second, [{ ...settled, outcome: 'resend' }], { owes: ['received'] }));

    expect(waiting.map(({ caseId, state }) => `${caseId} ${state}`).toSorted()).toEqual(
      [given.id, resent.id].map((id) => `${id} failed`).toSorted(),
    );
    expect(await messages.list('unsure')).toEqual([]);
    expect(await messages.list('unsettled')).toMatchObject([
      { caseId: resent.id, event: 'received', owedSince: 3, state: 'owed' },
    ]);
  });

  it('lists expired drafts, and forgets one only in the version that was read', async () => {
    const { drafts } = bench.stores;
    const old = aDraft('draft-1', ['owner-1'], { expiresAt: '2026-03-01T00:00:00.000+08:00' });
    await drafts.save(old);
    await drafts.save(aDraft('draft-2', ['owner-1'], { expiresAt: '2026-03-03T00:00:00.000+08:00' }));

    const expired = await drafts.expired();
    await drafts.forget({ ...old, version: 7 });
    const still = await drafts.expired();
    await drafts.forget(old);

    expect(expired).toEqual([old]);
    expect(still).toEqual([old]);
    expect(await drafts.expired()).toEqual([]);
  });

  it('gives every token that was kept for a case', async () => {
    const { cases, taskTokens } = bench.stores;
    const record = await stored(bench.stores);
    await taskTokens.open({ caseId: record.id, stage: 'acceptance', round: 1, token: 'first' });
    await cases.commit(anAct(record, [opinion('acceptance', 'accept')]));
    await taskTokens.open({ caseId: record.id, stage: 'review', round: 1, token: 'second' });

    const kept = await taskTokens.kept(record.id);

    expect(kept).toEqual([
      { stage: 'acceptance', round: 1, token: 'first' },
      { stage: 'review', round: 1, token: 'second' },
    ]);
    expect(await taskTokens.kept('none')).toEqual([]);
  });

  it('overlays the editions of the release by those that were loaded, each only over the one it replaces', async () => {
    const { calendars } = bench.stores;
    const [first, second] = [INVENTED_2027, AMENDED_2027].map((edition) => ({
      edition,
      sha256: referenceOf(edition).sha256,
      ...LOADED,
    }));
    if (!first || !second) throw new Error('Two editions');
    const amended = { ...second, replaces: first.sha256 };

    await calendars.save(first);
    await expect(calendars.save(first)).rejects.toMatchObject({ name: 'StaleWriteError' });
    await expect(calendars.save(second)).rejects.toMatchObject({ name: 'StaleWriteError' });
    await calendars.save(amended);

    expect(await calendars.loads()).toEqual([first, amended]);
    expect(await calendars.editions()).toEqual([...BUNDLED_EDITIONS, AMENDED_2027]);
    expect(await calendars.bundled()).toEqual(BUNDLED_EDITIONS);
  });
});
