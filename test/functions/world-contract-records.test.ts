import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../functions/ports/registers.ts';
import { aDraft, anOfficer, CHEN } from '../support/builders.ts';
import { BENCHES, type StoreBench } from '../support/store-bench.ts';

describe.each(BENCHES)('plain records %s', (_kind, open) => {
  let bench: StoreBench;
  beforeAll(async () => {
    bench = await open();
  });
  afterAll(() => bench.close());

  it('a draft comes back as it was saved, for each of its owners', async () => {
    const { drafts } = bench.stores;
    const draft = aDraft('draft-1', ['owner-1', 'owner-2']);

    await drafts.save(draft);

    expect(await drafts.find('draft-1')).toEqual(draft);
    expect(await drafts.listByOwner('owner-1')).toEqual([draft]);
    expect(await drafts.listByOwner('owner-2')).toEqual([draft]);
    expect(await drafts.find('draft-0')).toBeUndefined();
  });

  it('a draft is not overwritten by whoever read an older version', async () => {
    const { drafts } = bench.stores;
    const draft = aDraft('draft-2', ['owner-3']);
    await drafts.save(draft);
    const second = { ...draft, version: 2, form: { fullName: '林玉珍' } };
    await drafts.save(second, draft);

    await expect(drafts.save({ ...draft, version: 2 }, draft)).rejects.toMatchObject({
      name: 'StaleWriteError',
    });
    await expect(drafts.save(draft)).rejects.toMatchObject({ name: 'StaleWriteError' });

    expect(await drafts.find('draft-2')).toEqual(second);
  });

  it('a draft leaves the list of who is no longer an owner', async () => {
    const { drafts } = bench.stores;
    const draft = aDraft('draft-3', ['owner-4', 'owner-5']);
    await drafts.save(draft);

    await drafts.save({ ...draft, version: 2, ownerKeys: ['owner-4'] }, draft);

    expect(await drafts.listByOwner('owner-4')).toHaveLength(1);
    expect(await drafts.listByOwner('owner-5')).toEqual([]);
  });

  it('a clerk finds what they type, until it is submitted or forgotten, and no correction', async () => {
    const { drafts } = bench.stores;
    const entry = aDraft('draft-5', ['owner-7'], { channel: 'window', enteredBy: 'ye' });
    const asked = { reasons: [], fields: [], grounds: [], correctBy: '2026-04-02T00:00:00.000+08:00' };
    await drafts.save(entry);
    await drafts.save(aDraft('draft-6', ['owner-8'], { channel: 'window', enteredBy: 'bao' }));
    await drafts.save(
      aDraft('draft-7', ['owner-9'], { channel: 'window', enteredBy: 'ye', correction: asked }),
    );

    const found = await drafts.listByClerk('ye');
    await drafts.forget(entry);

    expect(found).toEqual([entry]);
    expect(await drafts.listByClerk('ye')).toEqual([]);
  });

  it('a draft is gone from the instant it expires, in business time', async () => {
    const { drafts } = bench.stores;
    await drafts.save(aDraft('draft-4', ['owner-6'], { expiresAt: '2026-03-10T00:00:00.000+08:00' }));

    bench.setNow('2026-03-09T23:59:59.999+08:00');
    const before = await drafts.find('draft-4');
    bench.setNow('2026-03-10T00:00:00.000+08:00');

    expect(before?.id).toBe('draft-4');
    expect(await drafts.find('draft-4')).toBeUndefined();
    expect(await drafts.listByOwner('owner-6')).toEqual([]);
  });

  it('an officer is found by id', async () => {
    const member = { ...anOfficer('wang', 'clerk', 'acceptor'), displayName: '王警官', ownerKey: 'k' };
    await bench.enterOfficer(member);

    const found = await bench.stores.staff.find('wang');

    expect(found).toEqual(member);
    expect(await bench.stores.staff.find('nobody')).toBeUndefined();
  });
});

describe.each(BENCHES)('sessions %s', (_kind, open) => {
  let bench: StoreBench;
  beforeAll(async () => {
    bench = await open();
  });
  afterAll(() => bench.close());

  // The benches' transport time begins on 2 March 2026, 09:00.
  const NINE = Date.parse('2026-03-02T09:00:00+08:00') / 1000;
  const session = (id: string, more: Partial<Session> = {}): Session => ({
    id,
    sub: 'owner-1',
    roles: ['applicant'],
    person: CHEN,
    expiresAtSeconds: NINE + 3600,
    ...more,
  });

  it('last until they end', async () => {
    const { sessions } = bench.stores;
    await sessions.create(session('s-1'));

    const before = await sessions.find('s-1');
    await sessions.end('s-1');
    await sessions.end('s-1');

    expect(before).toEqual(session('s-1'));
    expect(await sessions.find('s-1')).toBeUndefined();
  });

  it('are over at their hour, although the table still holds them', async () => {
    const { sessions } = bench.stores;
    await sessions.create(session('s-2', { expiresAtSeconds: NINE + 10 }));

    bench.passMillis(9_999);
    const before = await sessions.find('s-2');
    bench.passMillis(1);

    expect(before?.id).toBe('s-2');
    expect(await sessions.find('s-2')).toBeUndefined();
  });

  it('never take the place of another', async () => {
    const { sessions } = bench.stores;
    await sessions.create(session('s-3'));

    await expect(sessions.create(session('s-3', { sub: 'owner-2' }))).rejects.toThrow('exists');

    expect((await sessions.find('s-3'))?.sub).toBe('owner-1');
  });
});

describe.each(BENCHES)('kept answers %s', (_kind, open) => {
  let bench: StoreBench;
  beforeAll(async () => {
    bench = await open();
  });
  afterAll(() => bench.close());
  const REPLY = { requestHash: 'h', status: 201, body: '{"id":"1"}' };

  it('are claimed by one of many, busy to the others, and repeated once kept', async () => {
    const { replies } = bench.stores;

    const claims = await Promise.all([1, 2, 3].map(() => replies.claim('k-1', 'h')));
    await replies.keep('k-1', REPLY);

    expect(claims.filter((claim) => claim === 'claimed')).toHaveLength(1);
    expect(claims.filter((claim) => claim === 'busy')).toHaveLength(2);
    expect(await replies.claim('k-1', 'h')).toEqual(REPLY);
    expect(await replies.claim('k-1', 'another')).toEqual(REPLY);
  });

  it('can be claimed again once given back; what is kept cannot be given back', async () => {
    const { replies } = bench.stores;
    await replies.claim('k-2', 'h');

    await replies.release('k-2');
    const again = await replies.claim('k-2', 'h');
    await replies.keep('k-2', REPLY);
    await replies.release('k-2');

    expect(again).toBe('claimed');
    expect(await replies.claim('k-2', 'h')).toEqual(REPLY);
  });

  it('pass to the next caller when the first has not answered within a minute', async () => {
    const { replies } = bench.stores;
    await replies.claim('k-3', 'h');

    bench.passMillis(59_999);
    const early = await replies.claim('k-3', 'h');
    bench.passMillis(1);

    expect(early).toBe('busy');
    expect(await replies.claim('k-3', 'h')).toBe('claimed');
  });

  it('are forgotten after a day', async () => {
    const { replies } = bench.stores;
    await replies.claim('k-4', 'h');
    await replies.keep('k-4', REPLY);

    bench.passMillis(24 * 3_600_000);

    expect(await replies.claim('k-4', 'other')).toBe('claimed');
  });
});
