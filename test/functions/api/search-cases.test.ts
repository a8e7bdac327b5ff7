import { beforeEach, describe, expect, it } from 'vitest';
import { ownerKeysOf } from '../../../functions/casework/drafts.ts';
import { lookupsOf } from '../../../functions/casework/lookups.ts';
import { searchCases } from '../../../functions/api/search-cases.ts';
import type { Caller } from '../../../functions/domain/account.ts';
import { aForm, anOfficer, approved, CHEN, LIN, submitted } from '../../support/builders.ts';
import { aSubmission } from '../../support/case-changes.ts';
import { FakeWorld } from '../../support/fake-world.ts';
import { officer } from '../../support/signed-in.ts';

let world: FakeWorld;
let clerk: Caller;
beforeEach(() => {
  world = new FakeWorld();
  clerk = officer(world, 'ye', 'clerk');
});

const look = async (q: string, caller = clerk) => {
  const { body } = await searchCases.run(world, { path: undefined, query: { q }, body: undefined, caller });
  return body?.cases ?? [];
};

describe('an exact search', () => {
  it('finds a case by number, identity number, mobile and name, however they are typed', async () => {
    const { id, applicationNumber } = await submitted(world);
    await submitted(world, LIN);
    const number = applicationNumber.toLowerCase();

    const found = await Promise.all([
      look(`${number.slice(0, 8)} ${number.slice(8)}`),
      look('330327 19910214 0017'),
      look('+86 138-0000-0001'),
      look(' 陈 晓宁 '),
    ]);

    expect(found.map((cases) => cases.map((one) => one.id))).toEqual([[id], [id], [id], [id]]);
  });

  it('finds a case by the identifier of its permit', async () => {
    const { id } = await approved(world);
    const licenceId = '1.2.156.3005.2.113300000000000199001.113311230000000195.20260302ABCDEFGHJ.001.X';
    world.memory.permits.set(licenceId, {
      caseId: id,
      status: 'valid',
      jws: '',
      keyId: '',
      permit: {} as never,
    });

    expect(await look(licenceId)).toMatchObject([{ id }]);
  });

  it('shows name and number masked', async () => {
    await submitted(world);

    const [found] = await look('陈晓宁');

    expect(found?.holder).toEqual({ fullName: '陈**', citizenIdNumber: '330327********0017' });
    expect(JSON.stringify(found)).not.toContain(CHEN.citizenIdNumber);
  });

  it('finds a child by the parent who applied', async () => {
    const agent = {
      name: LIN.fullName,
      citizenIdNumber: LIN.citizenIdNumber,
      relationship: 'guardian',
      mobilePhone: '13800000002',
    } as const;
    const form = aForm(CHEN, { agent });
    const change = aSubmission({ ownerKeys: await ownerKeysOf(world, form) });
    await world.cases.commit({
      ...change,
      details: { ...change.details, form },
      lookups: await lookupsOf(world, form),
    });
    const { id } = change.next;

    const found = await Promise.all([
      look('林玉珍'),
      look('13800000002'),
      look(LIN.citizenIdNumber.toLowerCase()),
    ]);

    expect(found.map(([one]) => one?.id)).toEqual([id, id, id]);
  });

  it('does not find by what the form no longer says', async () => {
    const { id } = await submitted(world);
    const details = world.memory.details.get(id);
    if (details) world.memory.details.set(id, { ...details, form: aForm(CHEN, { fullName: '陈小宁' }) });

    expect(await look('陈晓宁')).toEqual([]);
  });

  it('is noted in the case that it shows, for the holder to see', async () => {
    const { id } = await submitted(world);

    await look('陈晓宁');

    expect((await world.accesses.list(id)).accesses).toMatchObject([{ what: 'search', who: { id: 'ye' } }]);
  });

  it('shows nobody their own case', async () => {
    await submitted(world);
    const ownerKey = await world.keys.keyOf('person', CHEN.citizenIdNumber);
    world.memory.staff.set('ye', { ...anOfficer('ye', 'clerk'), ownerKey });

    expect(await look('陈晓宁')).toEqual([]);
  });

  it.each(['330327', '138', '%', 'chen'])('refuses a part: %s', async (part) => {
    await submitted(world);

    await expect(look(part)).rejects.toMatchObject({ code: 'SEARCH_TERM' });
  });

  it('finds nobody by a part of the name', async () => {
    await submitted(world);

    expect(await look('陈')).toEqual([]);
  });
});
