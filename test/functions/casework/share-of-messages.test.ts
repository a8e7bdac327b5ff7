import { beforeEach, describe, expect, it } from 'vitest';
import { correctCase } from '../../../functions/casework/correct-case.ts';
import { enterApplication } from '../../../functions/api/enter-application.ts';
import { setMessagePreferences } from '../../../functions/api/set-message-preferences.ts';
import { submitApplication } from '../../../functions/api/submit-application.ts';
import { trackCase } from '../../../functions/casework/track-case.ts';
import { withdrawApplication } from '../../../functions/api/withdraw-application.ts';
import { ownerKeysOf } from '../../../functions/casework/drafts.ts';
import type { MessageEvent } from '../../../functions/domain/case-event.ts';
import type { VerifiedPerson } from '../../../functions/domain/person.ts';
import { notify } from '../../../functions/steps/notify.ts';
import { aDraft, aForm, CHEN, CONSENTS, decided, LIN } from '../../support/builders.ts';
import { anAct } from '../../support/case-changes.ts';
import { FakeWorld } from '../../support/fake-world.ts';
import { officer, signedIn } from '../../support/signed-in.ts';

/** Of somebody who has nothing to do with it. */
const ANOTHERS = '13900000099';

let world: FakeWorld;
beforeEach(() => {
  world = new FakeWorld();
});

/** Files for themselves, signed in, and types a number. @returns the case, and who is signed in */
async function filed(phone: string, person: VerifiedPerson = CHEN) {
  const caller = await signedIn(world, person);
  const form = aForm(person, { mobilePhone: phone });
  const draft = aDraft(world.newId(), await ownerKeysOf(world, form), { form });
  await world.drafts.save(draft);
  const body = { version: 1, ...CONSENTS };
  await submitApplication.run(world, { path: { id: draft.id }, query: undefined, body, caller });
  return { id: draft.id, caller };
}

/** Tells what is owed, files and withdraws: two messages each time. */
async function filedAndWithdrawn(phone: string, person: VerifiedPerson = CHEN): Promise<string> {
  const { id, caller } = await filed(phone, person);
  await notify.run(world, { applicationId: id });
  const { version = 1 } = (await world.cases.find(id)) ?? {};
  await withdrawApplication.run(world, { path: { id }, query: undefined, body: { version }, caller });
  await notify.run(world, { applicationId: id });
  return id;
}

function sentTo(phone: string): string[] {
  const sent = world.given('messenger.send').map(([message]) => message as { to: string; event: string });
  return sent.filter(({ to }) => to === phone).map(({ event }) => event);
}

const skipped = async (id: string) =>
  (await world.cases.events(id)).flatMap(({ fact }) => (fact.type === 'message-skipped' ? [fact] : []));

/** Owes a message of a case that stands there, as an act would. */
async function owe(id: string, event: MessageEvent): Promise<void> {
  const record = await world.cases.find(id);
  if (record)
    await world.cases.commit(anAct(record, [{ type: 'claimed', stage: 'acceptance' }], { owes: [event] }));
}

describe('messages to a number that nobody has shown to be theirs', () => {
  it('are four of a kind that anybody can bring about a day; the fifth is skipped, and the look-up says so', async () => {
    await filedAndWithdrawn(ANOTHERS);
    await filedAndWithdrawn(ANOTHERS, LIN);
    const { id } = await filed(ANOTHERS);

    await notify.run(world, { applicationId: id });

    const { applicationNumber = '' } = (await world.cases.find(id)) ?? {};
    const { timeline } = await trackCase(world, { applicationNumber, idLastFour: '0017' });
    expect(sentTo(ANOTHERS)).toEqual(['received', 'withdrawn', 'received', 'withdrawn']);
    expect(await skipped(id)).toEqual([{ type: 'message-skipped', event: 'received', why: 'too-many' }]);
    expect(timeline.at(-1)).toMatchObject({
      code: 'notice-received',
      en: expect.stringContaining('has had its messages of the day') as string,
    });
  });

  it('go out again on the next civil day', async () => {
    for (const person of [CHEN, LIN]) await filedAndWithdrawn(ANOTHERS, person);
    world.setNow('2026-03-02T23:59:59.999+08:00');
    await filedAndWithdrawn(ANOTHERS);

    world.setNow('2026-03-03T00:00:00.000+08:00');
    await filedAndWithdrawn(ANOTHERS, LIN);

    expect(sentTo(ANOTHERS)).toHaveLength(6);
  });

  it('count together whoever files, and however the number is typed', async () => {
    for (const phone of [ANOTHERS, '+86 139-0000-0099']) await filedAndWithdrawn(phone, LIN);
    await filedAndWithdrawn(ANOTHERS);

    expect(world.given('messenger.send')).toHaveLength(4);
  });

  it('tell in any case what an officer has decided: that it was accepted, is to be corrected, how it ended', async () => {
    for (const person of [CHEN, LIN]) await filedAndWithdrawn(ANOTHERS, person);
    const { id } = await filed(ANOTHERS);
    await notify.run(world, { applicationId: id });

    const told = ['correction', 'accepted', 'issued', 'refused', 'not-accepted', 'lapsed'] as const;
    for (const event of told) await owe(id, event);
    await notify.run(world, { applicationId: id });

    expect(sentTo(ANOTHERS).slice(4)).toEqual(told);
  });

  it('count once, however often they are tried', async () => {
    const { id } = await filed(ANOTHERS);
    for (let tries = 0; tries < 6; tries += 1) {
      world.answerNext('messenger.send', { outcome: 'not-sent' });
      await expect(notify.run(world, { applicationId: id })).rejects.toMatchObject({
        name: 'MessagesPending',
      });
    }

    await notify.run(world, { applicationId: id });

    expect(await skipped(id)).toEqual([]);
    expect([...world.memory.told.values()]).toEqual([1]);
  });

  it('are counted under a keyed hash: the number is nowhere but in the form', async () => {
    const { id } = await filed(ANOTHERS);

    await notify.run(world, { applicationId: id });

    const key = await world.keys.keyOf('mobile', ANOTHERS);
    expect([...world.memory.told.keys()]).toEqual([`${key} 2026-03-02`]);
    expect((await world.cases.findDetails(id))?.strangePhone).toBe(key);
  });

  it('count at the window as well, where nobody is signed in as themselves', async () => {
    const clerk = officer(world, 'clerk-1', 'clerk');
    const form = aForm(CHEN);
    const draft = aDraft(world.newId(), await ownerKeysOf(world, form), {
      channel: 'window',
      enteredBy: 'clerk-1',
    });
    await world.drafts.save(draft);
    const { notice, declaration } = CONSENTS;
    const body = { id: draft.id, version: 1, form, submission: { notice, declaration }, accept: false };

    await enterApplication.run(world, { path: undefined, query: undefined, body, caller: clerk });
    await notify.run(world, { applicationId: draft.id });

    expect([...world.memory.told.values()]).toEqual([1]);
  });

  it('are counted from then on where the person has them sent to another number, and no more where it is theirs again', async () => {
    const { id, caller } = await filed(CHEN.mobilePhone ?? '');
    const redirect = (phone: string) =>
      setMessagePreferences.run(world, { path: { id }, query: undefined, body: { phone }, caller });

    const marks = [(await world.cases.findDetails(id))?.strangePhone];
    for (const phone of [ANOTHERS, CHEN.mobilePhone ?? '']) {
      await redirect(phone);
      marks.push((await world.cases.findDetails(id))?.strangePhone);
    }

    expect(marks).toEqual([undefined, await world.keys.keyOf('mobile', ANOTHERS), undefined]);
  });

  it('stay what they were where a correction leaves the number, and are counted where it brings another', async () => {
    const { id } = await filed(CHEN.mobilePhone ?? '');
    const asked = await decided(world, id, 'acceptance', 'request-correction');
    const details = await world.cases.findDetails(id);
    const form = aForm(CHEN, { mobilePhone: ANOTHERS });
    const drafts = [aForm(CHEN, { registeredResidenceAddress: '灵溪镇人民路2号' }), form].map(
      (corrected) => ({
        ...aDraft(id, asked.ownerKeys, { form: corrected, channel: 'online' }),
        materials: details?.materials ?? [],
      }),
    );

    const marks: (string | undefined)[] = [];
    for (const draft of drafts) {
      const copy = new FakeWorld();
      copy.memory.records.set(id, asked);
      if (details) copy.memory.details.set(id, details);
      await copy.drafts.save(draft);
      await correctCase(copy, asked, draft, CONSENTS, { kind: 'applicant', id: asked.ownerKeys[0] ?? '' });
      marks.push((await copy.cases.findDetails(id))?.strangePhone);
    }

    expect(marks).toEqual([undefined, await world.keys.keyOf('mobile', ANOTHERS)]);
  });
});

describe('messages to the number under which the sign-in knows the person', () => {
  it('are not counted, however many there are', async () => {
    for (let times = 0; times < 4; times += 1) await filedAndWithdrawn(CHEN.mobilePhone ?? '');

    expect(sentTo(CHEN.mobilePhone ?? '')).toHaveLength(8);
    expect(world.memory.told.size).toBe(0);
  });
});
