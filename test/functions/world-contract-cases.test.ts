import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDraft } from '../support/builders.ts';
import { anAct, aSubmission, opinion, stored } from '../support/case-changes.ts';
import { BENCHES, type StoreBench } from '../support/store-bench.ts';

describe.each(BENCHES)('cases %s', (_kind, open) => {
  let bench: StoreBench;
  beforeAll(async () => {
    bench = await open();
  });
  afterAll(() => bench.close());

  it('come back as they were written, by id, by number and by owner', async () => {
    const { cases } = bench.stores;
    const change = aSubmission({ ownerKeys: ['holder-1', 'guardian-1'] });

    await cases.commit(change);

    expect(await cases.find(change.next.id)).toEqual(change.next);
    expect(await cases.findDetails(change.next.id)).toEqual(change.details);
    expect(await cases.events(change.next.id)).toEqual(change.events);
    expect(await cases.findByNumber(change.next.applicationNumber)).toBe(change.next.id);
    expect(await cases.listByOwner('holder-1')).toEqual([change.next]);
    expect(await cases.listByOwner('guardian-1')).toEqual([change.next]);
  });

  it('that never were are absent, not an error', async () => {
    const { cases } = bench.stores;

    const found = [
      await cases.find('none'),
      await cases.findDetails('none'),
      await cases.findByNumber('none'),
    ];

    expect(found).toEqual([undefined, undefined, undefined]);
    expect(await cases.events('none')).toEqual([]);
    expect(await cases.listByOwner('none')).toEqual([]);
  });

  it('give their events in order, beyond the tenth', async () => {
    const { cases } = bench.stores;
    let record = await stored(bench.stores);

    for (let n = 0; n < 6; n += 1) {
      const change = anAct(record, [
        { type: 'claimed', stage: 'acceptance' },
        { type: 'released', stage: 'acceptance' },
      ]);
      await cases.commit(change);
      record = change.next;
    }

    const events = await cases.events(record.id);
    expect(events.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    expect((await cases.find(record.id))?.claimedBy).toBeUndefined();
  });

  it('are not overwritten by an act that was decided on an older state, and nothing of it is kept', async () => {
    const { cases, messages } = bench.stores;
    const record = await stored(bench.stores);
    const first = anAct(record, [opinion('acceptance', 'accept')]);
    const second = anAct(record, [opinion('acceptance', 'refuse-to-accept')], { owes: ['not-accepted'] });
    await cases.commit(first);

    await expect(cases.commit(second)).rejects.toMatchObject({ name: 'StaleWriteError' });

    expect(await cases.find(record.id)).toEqual(first.next);
    expect(await cases.events(record.id)).toHaveLength(2);
    expect(await messages.listUnsettled(record.id)).toEqual([]);
  });

  it('let one of two acts through that come at the same moment', async () => {
    const { cases } = bench.stores;
    const record = await stored(bench.stores);
    const acts = [opinion('acceptance', 'accept'), opinion('acceptance', 'refuse-to-accept')];

    const outcomes = await Promise.allSettled(acts.map((fact) => cases.commit(anAct(record, [fact]))));

    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await cases.events(record.id)).toHaveLength(2);
  });

  it('are submitted once: the same submission again is stale', async () => {
    const change = aSubmission();
    await bench.stores.cases.commit(change);

    await expect(bench.stores.cases.commit(change)).rejects.toMatchObject({ name: 'StaleWriteError' });

    expect(await bench.stores.cases.events(change.next.id)).toHaveLength(1);
  });

  it('are one at a time for a holder, until the open one is closed', async () => {
    const { cases } = bench.stores;
    const first = await stored(bench.stores, aSubmission({ ownerKeys: ['holder-2'] }));
    const second = aSubmission({ ownerKeys: ['holder-2'] });

    await expect(cases.commit(second)).rejects.toMatchObject({
      name: 'RuleError',
      code: 'OPEN_APPLICATION_EXISTS',
    });
    await cases.commit(anAct(first, [opinion('acceptance', 'refuse-to-accept')]));
    await cases.commit(second);

    expect((await cases.listByOwner('holder-2')).map(({ id }) => id)).toEqual([first.id, second.next.id]);
  });

  it('may be several for a guardian', async () => {
    const { cases } = bench.stores;
    await stored(bench.stores, aSubmission({ ownerKeys: ['child-1', 'mother'] }));

    await stored(bench.stores, aSubmission({ ownerKeys: ['child-2', 'mother'] }));
    await stored(bench.stores, aSubmission({ ownerKeys: ['mother'] }));

    expect(await cases.listByOwner('mother')).toHaveLength(3);
  });

  it('never share a number', async () => {
    const { cases } = bench.stores;
    await stored(bench.stores, aSubmission({ applicationNumber: 'TAKEN' }));
    const second = aSubmission({ applicationNumber: 'TAKEN' });

    await expect(cases.commit(second)).rejects.toMatchObject({ name: 'StaleWriteError' });

    expect(await cases.find(second.next.id)).toBeUndefined();
  });

  it('take the draft they were made from away with them, but only in the version that was submitted', async () => {
    const { cases, drafts } = bench.stores;
    const draft = aDraft('draft-9', ['holder-9']);
    await drafts.save(draft);
    const edited = { ...draft, version: 2 };
    await drafts.save(edited, draft);

    const tooOld = cases.commit(aSubmission({ id: 'draft-9', ownerKeys: ['holder-9'], draft }));
    await expect(tooOld).rejects.toMatchObject({ name: 'StaleWriteError' });
    expect(await drafts.find('draft-9')).toEqual(edited);
    await cases.commit(aSubmission({ id: 'draft-9', ownerKeys: ['holder-9'], draft: edited }));

    expect(await drafts.find('draft-9')).toBeUndefined();
    expect(await drafts.listByOwner('holder-9')).toEqual([]);
  });

  it('open the draft of a correction with the request, and with nothing else', async () => {
    const { cases, drafts } = bench.stores;
    const record = await stored(bench.stores, aSubmission({ ownerKeys: ['holder-10'] }));
    const opens = aDraft(record.id, ['holder-10']);
    const request = anAct(record, [opinion('acceptance', 'request-correction')], { opens });

    await cases.commit(request);
    await expect(cases.commit({ ...request, opens: { ...opens, version: 7 } })).rejects.toMatchObject({
      name: 'StaleWriteError',
    });

    expect(await drafts.find(record.id)).toEqual(opens);
    expect(await drafts.listByOwner('holder-10')).toEqual([opens]);
  });

  it('bring their permit with them', async () => {
    const { cases, permits } = bench.stores;
    const record = await stored(bench.stores);
    const permit = {
      caseId: record.id,
      status: 'valid',
      jws: 'a.b.c',
      keyId: 'k-1',
      sm2: { keyId: 'k-2', signature: 'MEUCIQ==' },
      permit: {
        licenceId: '1.2.156.3005.2.X',
        fullName: '陈晓宁',
        sex: '1',
        ethnicGroup: '汉族',
        birthDate: '1991-02-14',
        citizenIdNumber: '330327199102140017',
        photoSha256: '0'.repeat(64),
        registeredResidenceAddress: '浙江省温州市苍南县',
        currentResidenceAddress: '妙高街道',
        issuedBy: '遂昌县公安局',
        issuedOn: '2026-03-04',
        issuedAt: '2026-03-04T10:00:00.000+08:00',
        endorsementDueOn: '2027-03-04',
        endorsementFrom: '2027-02-04',
      },
    } as const;

    await cases.commit(anAct(record, [{ type: 'claimed', stage: 'acceptance' }], { permit }));

    expect(await permits.find('1.2.156.3005.2.X')).toEqual(permit);
    expect(await permits.find('1.2.156.3005.2.Y')).toBeUndefined();
  });
});
