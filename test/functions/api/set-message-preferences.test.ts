import { beforeEach, describe, expect, it } from 'vitest';
import { setMessagePreferences } from '../../../functions/api/set-message-preferences.ts';
import { submitApplication } from '../../../functions/api/submit-application.ts';
import { deliverMessages } from '../../../functions/casework/deliver-messages.ts';
import { submitCase } from '../../../functions/casework/submit-case.ts';
import type { Caller } from '../../../functions/domain/account.ts';
import type { MessageWish } from '../../../functions/domain/message-preferences.ts';
import { aDraft, aForm, CHEN, CONSENTS, LIN, submitted } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';
import { signedIn } from '../../support/signed-in.ts';

let world: FakeWorld;
let chen: Caller;
beforeEach(async () => {
  world = new FakeWorld();
  chen = await signedIn(world);
});

const wish = (id: string, body: MessageWish & { version?: number }, caller = chen) =>
  setMessagePreferences.run(world, { path: { id }, query: undefined, body, caller });
const skipped = async (id: string) =>
  (await world.cases.events(id)).flatMap(({ fact }) => (fact.type === 'message-skipped' ? [fact] : []));

describe('message preferences', () => {
  it('keep “received” from being sent once it is switched off', async () => {
    const { id } = await submitted(world);

    const { body } = await wish(id, { received: false });
    await deliverMessages(world, id);

    expect(body?.messages.filter(({ on }) => !on)).toEqual([
      { event: 'received', on: false, canBeSwitchedOff: true },
    ]);
    expect(world.given('messenger.send')).toEqual([]);
    expect(await skipped(id)).toEqual([{ type: 'message-skipped', event: 'received', why: 'switched-off' }]);
  });

  it('send to the new number, and leave the signed form as it is', async () => {
    const { id } = await submitted(world);

    const { body } = await wish(id, { phone: '+86 139-0000-0009' });
    await deliverMessages(world, id);

    expect(body?.phone).toBe('139****0009');
    expect(world.given('messenger.send')).toMatchObject([[{ to: '13900000009' }]]);
    expect((await world.cases.findDetails(id))?.form.mobilePhone).toBe(CHEN.mobilePhone);
  });

  it('refuse at once everything that cannot be, and change nothing', async () => {
    const { id } = await submitted(world);
    const before = await world.cases.find(id);

    const refused = wish(id, { issued: false, refused: false, received: false, phone: '12' });

    await expect(refused).rejects.toMatchObject({
      code: 'MESSAGES_REFUSED',
      defects: [
        { pointer: '/issued', code: 'MESSAGE_COMPULSORY' },
        { pointer: '/refused', code: 'MESSAGE_COMPULSORY' },
        { pointer: '/phone', code: 'MOBILE_NUMBER' },
      ],
    });
    expect(await world.cases.find(id)).toEqual(before);
  });

  it('leave what is not named as it was, and can be taken back', async () => {
    const { id } = await submitted(world);
    await wish(id, { received: false, phone: '13900000009' });

    await wish(id, { accepted: false });
    await wish(id, { received: true });

    expect((await world.cases.findDetails(id))?.messages).toEqual({
      phone: '13900000009',
      off: ['accepted'],
    });
  });

  it('record nothing when the same is wished again, and never move the case’s version', async () => {
    const { id, version } = await submitted(world);
    await wish(id, { received: false, version });
    const events = (await world.cases.events(id)).length;

    const again = await wish(id, { received: false, version });

    expect(again.body?.version).toBe(version);
    expect(await world.cases.events(id)).toHaveLength(events);
  });

  it('keep the number out of the events', async () => {
    const { id } = await submitted(world);

    await wish(id, { phone: '13900000009' });

    const events = await world.cases.events(id);
    expect(events.at(-1)?.fact).toEqual({ type: 'messages-set', off: [], redirected: true });
    expect(JSON.stringify(events)).not.toContain('13900000009');
  });

  it('go with a draft into the case', async () => {
    const draft = aDraft(world.newId(), [chen.sub]);
    for (const { key } of draft.materials) world.outside.files.set(key, Buffer.from(key));
    await world.drafts.save(draft);

    const { body } = await wish(draft.id, { version: 1, received: false });
    await submitApplication.run(world, {
      path: { id: draft.id },
      query: undefined,
      body: { ...CONSENTS, version: body?.version ?? 0 },
      caller: chen,
    });
    await deliverMessages(world, draft.id);

    expect(body?.version).toBe(2);
    expect(world.given('messenger.send')).toEqual([]);
  });

  it('belong to a version, where one is named', async () => {
    const { id } = await submitted(world);

    await expect(wish(id, { version: 7, received: false })).rejects.toMatchObject({ code: 'STALE_VERSION' });
  });

  it('say that nobody can be told where there is no number', async () => {
    const { mobilePhone: _none, ...form } = aForm();
    const draft = aDraft(world.newId(), [chen.sub], { channel: 'window', enteredBy: 'wang', form });
    await world.drafts.save(draft);
    const { commitment: _online, ...onPaper } = CONSENTS;
    const { id } = await submitCase(world, draft, onPaper, { kind: 'staff', id: 'wang' });

    const { body } = await wish(id, { accepted: false });
    await deliverMessages(world, id);

    expect(body?.phone).toBeNull();
    expect(await skipped(id)).toEqual([{ type: 'message-skipped', event: 'received', why: 'no-phone' }]);
  });

  it('are nobody else’s to set', async () => {
    const { id } = await submitted(world);

    const foreign = wish(id, { received: false }, await signedIn(world, LIN));

    await expect(foreign).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
