import { beforeEach, describe, expect, it } from 'vitest';
import { createDraft } from '../../functions/api/create-draft.ts';
import { openSession } from '../../functions/api/open-session.ts';
import type { Caller } from '../../functions/domain/account.ts';
import { SYNTHETIC_PERSON } from '../../functions/domain/synthetic.ts';
import { submitCase } from '../../functions/casework/submit-case.ts';
import { aDraft, aForm, anOfficer, CHEN, CONSENTS, LIN } from '../support/builders.ts';
import { FakeWorld } from '../support/fake-world.ts';
import { signedIn } from '../support/signed-in.ts';

let world: FakeWorld;
beforeEach(() => {
  world = new FakeWorld();
});

/** Signs in as this officer. @returns whom the session is of */
async function session(staffId: string) {
  world.outside.staffTokens.set(`token of ${staffId}`, staffId);
  const { body } = await openSession.run(world, {
    path: undefined,
    query: undefined,
    body: { staffToken: `token of ${staffId}` },
    caller: { sub: 'anyone', roles: [], sessionId: '' },
  });
  return { body, kept: [...world.memory.sessions.values()].at(-1) };
}

const begin = (caller: Caller, form = {}) =>
  createDraft.run(world, { path: undefined, query: undefined, body: { form }, caller });

describe('the account of the smoke test', () => {
  it('signs in as an applicant who does not exist, and as no officer, whatever roles it holds', async () => {
    world.memory.staff.set('smoke-1', anOfficer('smoke-1', 'operator'));

    const { body, kept } = await session('smoke-1');

    expect(body?.roles).toEqual(['applicant']);
    expect(kept).toMatchObject({
      sub: await world.keys.keyOf('person', SYNTHETIC_PERSON.citizenIdNumber),
      roles: ['applicant'],
      staffId: 'smoke-1',
      person: SYNTHETIC_PERSON,
    });
  });

  it('is out of service with its entry', async () => {
    world.memory.staff.set('smoke-1', { ...anOfficer('smoke-1', 'operator'), active: false });

    await expect(session('smoke-1')).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });

  it('is one account alone: another operator stays an operator', async () => {
    world.memory.staff.set('operator-1', anOfficer('operator-1', 'operator'));

    const { kept } = await session('operator-1');

    expect(kept).toMatchObject({ sub: 'operator-1', roles: ['operator'] });
    expect(kept).not.toHaveProperty('person');
  });
});

describe('a draft', () => {
  it('is synthetic by who signed in, and by nothing that is sent', async () => {
    const nobody = await begin(await signedIn(world, SYNTHETIC_PERSON));
    const chen = await begin(await signedIn(world, CHEN));

    expect(await world.drafts.find(nobody.body?.id ?? '')).toMatchObject({ synthetic: true });
    expect(await world.drafts.find(chen.body?.id ?? '')).not.toHaveProperty('synthetic');
  });

  it('of the smoke test is for its invented person and for nobody else', async () => {
    const caller = await signedIn(world, SYNTHETIC_PERSON);

    const form = {
      citizenIdNumber: CHEN.citizenIdNumber,
      agent: { relationship: 'close-relative' as const },
    };
    await expect(begin(caller, form)).rejects.toMatchObject({ code: 'DRAFT_MALFORMED' });
    await expect(begin(caller, { citizenIdNumber: CHEN.citizenIdNumber })).rejects.toMatchObject({
      code: 'DRAFT_MALFORMED',
    });
  });

  it.each([
    ['for it', { citizenIdNumber: '339999197001010006' }],
    ['for it, written otherwise', { citizenIdNumber: '３３９９９９ 19700101 0006' }],
  ])('of nobody else names the invented person: Lin files %s', async (_how, holder) => {
    const lin = await signedIn(world, LIN);
    const agent = { relationship: 'guardian' as const };

    const refused = begin(lin, { ...holder, agent });

    await expect(refused).rejects.toMatchObject({
      code: 'DRAFT_MALFORMED',
      defects: [{ pointer: '/form/citizenIdNumber', code: 'CITIZEN_ID_INVENTED' }],
    });
    const smoke = await signedIn(world, SYNTHETIC_PERSON);
    expect(await world.drafts.listByOwner(smoke.sub)).toEqual([]);
  });

  it('that a clerk types for the invented person is not taken as a case', async () => {
    const form = aForm(SYNTHETIC_PERSON);
    const typed = aDraft(world.newId(), ['anyone'], { form, channel: 'window' });
    await world.drafts.save(typed);

    const submitted = submitCase(world, typed, CONSENTS, { kind: 'staff', id: 'clerk-1' });

    await expect(submitted).rejects.toMatchObject({
      code: 'FORM_INCOMPLETE',
      defects: [{ pointer: '/form/citizenIdNumber', code: 'CITIZEN_ID_INVENTED' }],
    });
  });
});
