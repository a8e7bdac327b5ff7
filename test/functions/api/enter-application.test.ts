import { beforeEach, describe, expect, it } from 'vitest';
import { enterApplication } from '../../../functions/api/enter-application.ts';
import { getCase } from '../../../functions/api/get-case.ts';
import type { Caller, Role } from '../../../functions/domain/account.ts';
import { aDraft, aForm, anOfficer, CHEN, CHENS_FACTS, CONSENTS, LIN } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';

let world: FakeWorld;
beforeEach(() => {
  world = new FakeWorld();
});

const PAPER = { notice: CONSENTS.notice, declaration: CONSENTS.declaration };

/** An officer whose own number our table knows. */
async function known(id: string, idNumber: string, ...roles: readonly Role[]): Promise<Caller> {
  const ownerKey = await world.keys.keyOf('person', idNumber);
  world.memory.staff.set(id, { ...anOfficer(id, ...roles), ownerKey });
  return { sub: id, roles, sessionId: `session of ${id}` };
}

/** An entry with its papers, ready to be submitted. */
async function begun(caller: Caller) {
  const ownerKeys = [await world.keys.keyOf('person', CHEN.citizenIdNumber)];
  const draft = aDraft(world.newId(), ownerKeys, { channel: 'window', enteredBy: caller.sub });
  for (const { key } of draft.materials) world.outside.files.set(key, Buffer.from(key));
  await world.drafts.save(draft);
  return draft;
}

async function accept(caller: Caller) {
  const { id, version, form } = await begun(caller);
  const body = { id, version, form, submission: PAPER, accept: true };
  return enterApplication.run(world, { path: undefined, query: undefined, body, caller });
}

const type = (caller: Caller, form = aForm()) =>
  enterApplication.run(world, {
    path: undefined,
    query: undefined,
    body: { form, accept: false },
    caller,
  });

describe('a clerk at the window', () => {
  it('accepts a stranger in one act', async () => {
    const answer = await accept(await known('lin', LIN.citizenIdNumber, 'clerk', 'acceptor'));

    expect(answer).toMatchObject({ status: 202, body: { status: 'in-review' } });
  });

  it('neither types nor accepts their own case', async () => {
    const chen = await known('chen', CHEN.citizenIdNumber, 'clerk', 'acceptor');

    await expect(type(chen)).rejects.toMatchObject({ code: 'OWN_CASE' });
    await expect(accept(chen)).rejects.toMatchObject({ code: 'OWN_CASE' });

    expect(world.order('cases.commit')).toEqual([]);
  });

  it('does not accept the case of their household', async () => {
    const lin = await known('lin', LIN.citizenIdNumber, 'clerk', 'acceptor');
    world.outside.people.set(CHEN.citizenIdNumber, { ...CHENS_FACTS, household: [LIN.citizenIdNumber] });

    await expect(accept(lin)).rejects.toMatchObject({ code: 'OWN_CASE' });

    expect(world.order('cases.commit')).toEqual([]);
  });

  it('does not accept in one act while the registry is silent, and nothing is written', async () => {
    const lin = await known('lin', LIN.citizenIdNumber, 'clerk', 'acceptor');
    world.failNext('population.lookUp', new Error('no answer'));

    await expect(accept(lin)).rejects.toMatchObject({ code: 'TRY_LATER' });

    expect(world.order('cases.commit')).toEqual([]);
  });

  it('is told at which field that a clerk who is no acceptor does not accept', async () => {
    const lin = await known('lin', LIN.citizenIdNumber, 'clerk');

    await expect(accept(lin)).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
      defects: [{ pointer: '/accept', code: 'NOT_ALLOWED' }],
    });
  });

  it('finds again what they have begun to type; a colleague does not', async () => {
    const lin = await known('lin', LIN.citizenIdNumber, 'clerk');
    const { id } = await begun(lin);
    const read = (caller: Caller) => getCase.run(world, { path: { id }, query: {}, body: undefined, caller });

    const mine = await read(lin);

    expect(mine.body).toMatchObject({ id, status: 'draft', version: 1 });
    const ye = await known('ye', '330327199102140025', 'clerk');
    await expect(read(ye)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
