import { beforeEach, describe, expect, it } from 'vitest';
import { enterApplication } from '../../../functions/api/enter-application.ts';
import { listWindowDrafts } from '../../../functions/api/list-window-drafts.ts';
import type { Caller } from '../../../functions/domain/account.ts';
import { aDraft, aForm, CONSENTS, LIN } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';
import { officer, signedIn } from '../../support/signed-in.ts';

let world: FakeWorld;
let clerk: Caller;
beforeEach(() => {
  world = new FakeWorld();
  clerk = officer(world, 'ye', 'clerk');
});

const begin = (caller: Caller, form = aForm()) =>
  enterApplication.run(world, {
    path: undefined,
    query: undefined,
    body: { form, accept: false },
    caller,
  });
const list = async (caller: Caller) => {
  const { body } = await listWindowDrafts.run(world, {
    path: undefined,
    query: undefined,
    body: undefined,
    caller,
  });
  return body?.drafts ?? [];
};

describe('the entries of a clerk', () => {
  it('are listed, the latest first, masked, with how many files are missing', async () => {
    await begin(clerk);
    world.setNow('2026-03-02T10:00:00+08:00');
    await begin(clerk, aForm(LIN, { recognitionType: 'REGISTRATION_TIME' }));

    const drafts = await list(clerk);

    expect(drafts).toMatchObject([
      {
        version: 1,
        recognitionType: 'REGISTRATION_TIME',
        fullName: '林**',
        citizenIdNumber: '330327********0020',
        missing: 2,
        updatedAt: '2026-03-02T10:00:00.000+08:00',
      },
      { recognitionType: 'EXISTING_PERMIT', fullName: '陈**', updatedAt: '2026-03-02T09:00:00.000+08:00' },
    ]);
  });

  it('are nobody else’s, and no draft of an applicant is among them', async () => {
    await begin(clerk);
    const { sub } = await signedIn(world);
    await world.drafts.save(aDraft(world.newId(), [sub]));

    expect(await list(officer(world, 'bao', 'clerk'))).toEqual([]);
    expect(await list(clerk)).toHaveLength(1);
  });

  it('leave the list when they are submitted', async () => {
    const ownerKeys = [await world.keys.keyOf('person', aForm().citizenIdNumber)];
    const draft = aDraft(world.newId(), ownerKeys, { channel: 'window', enteredBy: clerk.sub });
    await world.drafts.save(draft);
    const before = await list(clerk);

    await enterApplication.run(world, {
      path: undefined,
      query: undefined,
      body: {
        id: draft.id,
        version: draft.version,
        form: aForm(),
        submission: { notice: CONSENTS.notice, declaration: CONSENTS.declaration },
        accept: false,
      },
      caller: clerk,
    });

    expect(before).toHaveLength(1);
    expect(await list(clerk)).toEqual([]);
  });

  it('are not shown to somebody who is a clerk no longer', async () => {
    await begin(clerk);
    officer(world, 'ye', 'acceptor');

    await expect(list(clerk)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });
});
