import { beforeEach, describe, expect, it } from 'vitest';
import { withdrawApplication } from '../../../functions/api/withdraw-application.ts';
import { listApplications } from '../../../functions/api/list-applications.ts';
import { ownerKeysOf } from '../../../functions/casework/drafts.ts';
import { submitCase } from '../../../functions/casework/submit-case.ts';
import type { CaseRecord } from '../../../functions/domain/case-record.ts';
import type { VerifiedPerson } from '../../../functions/domain/person.ts';
import { notify } from '../../../functions/steps/notify.ts';
import { aDraft, aForm, CHEN, CONSENTS, LIN, submitted } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';
import { signedIn } from '../../support/signed-in.ts';

/** What Lin, a stranger who files for Chen, types as the number to be told at. */
const STRANGERS_NUMBER = '13900000099';

let world: FakeWorld;
beforeEach(() => {
  world = new FakeWorld();
});

/** Files for Chen as somebody else who says they are a close relative. */
async function filedBy(filer: VerifiedPerson, channel: 'online' | 'window' = 'online'): Promise<CaseRecord> {
  const agent = {
    name: filer.fullName,
    citizenIdNumber: filer.citizenIdNumber,
    relationship: 'close-relative',
    mobilePhone: STRANGERS_NUMBER,
  } as const;
  const form = aForm(CHEN, { agent, frail: true, mobilePhone: STRANGERS_NUMBER });
  const ownerKeys = await ownerKeysOf(world, form);
  const plain = aDraft(world.newId(), ownerKeys, { form, channel });
  const [photo] = plain.materials;
  if (!photo) throw new Error('A draft has a photo');
  const papers = ['AGENT', 'KINSHIP'].map((box) => ({ ...photo, id: box, ground: 'identity', box }));
  const draft = { ...plain, materials: [...plain.materials, ...papers] };
  await world.drafts.save(draft);
  const actor =
    channel === 'online'
      ? ({ kind: 'applicant', id: ownerKeys[1] ?? '' } as const)
      : ({ kind: 'staff', id: 'clerk-1' } as const);
  return submitCase(world, draft, CONSENTS, actor);
}

/** Ends the case, so that another can be filed for the same person. */
async function ended({ id, version }: CaseRecord, person = CHEN): Promise<void> {
  const caller = await signedIn(world, person);
  await withdrawApplication.run(world, { path: { id }, query: undefined, body: { version }, caller });
  await notify.run(world, { applicationId: id });
  world.setNow('2026-03-03T09:00:00+08:00');
}

/** To whom each message of the case went, and the text of the one to the holder. */
async function told({ id }: CaseRecord) {
  const before = world.given('messenger.send').length;
  await notify.run(world, { applicationId: id });
  const sent = world.given('messenger.send').slice(before);
  return sent.map(([message]) => message as { to: string; event: string; text: string });
}

const skipped = async ({ id }: CaseRecord) =>
  (await world.cases.events(id)).flatMap(({ fact }) => (fact.type === 'message-skipped' ? [fact] : []));

describe('an application that somebody else files', () => {
  it('is told to the holder at the number they gave when they last filed themselves', async () => {
    await ended(await submitted(world));

    const messages = await told(await filedBy(LIN));

    expect(messages.map(({ to, event }) => `${event} ${to}`)).toEqual([
      `received ${STRANGERS_NUMBER}`,
      'filed-for-you 13800000001',
    ]);
    expect(messages[1]?.text).toBe(
      '【遂昌公安】有人代您提交了居住证互认转换申请。如您不知情，请登录“浙里办”查看并撤回。咨询0578-8120110',
    );
    expect(messages[1]?.text.length).toBeLessThanOrEqual(70);
  });

  it('is seen by the holder, who can withdraw it and then apply', async () => {
    await ended(await submitted(world));
    const { id, version } = await filedBy(LIN);
    const caller = await signedIn(world);
    const listed = await listApplications.run(world, {
      path: undefined,
      query: undefined,
      body: undefined,
      caller,
    });

    await withdrawApplication.run(world, { path: { id }, query: undefined, body: { version }, caller });

    expect(JSON.stringify(listed.body)).toContain(id);
    expect((await submitted(world)).position).toBe('submitted');
  });

  it.each([
    ['who never filed before', async () => {}],
    ['whose earlier case another filed too', async () => ended(await filedBy(LIN))],
    ['whose earlier case a clerk typed', async () => ended(await filedBy(LIN, 'window'))],
    [
      'whose earlier case is synthetic, with a number that may be anybody’s',
      async () => {
        const [sub = ''] = await ownerKeysOf(world, aForm(CHEN));
        const draft = aDraft(world.newId(), [sub], { synthetic: true });
        await world.drafts.save(draft);
        await ended(await submitCase(world, draft, CONSENTS, { kind: 'applicant', id: sub }));
      },
    ],
    [
      'whose earlier form is erased',
      async () => {
        await ended(await submitted(world));
        world.memory.details.clear();
      },
    ],
  ])('cannot be told to a holder %s, and the case says so', async (_who, before) => {
    await before();

    const record = await filedBy(LIN);
    const messages = await told(record);

    expect(messages.map(({ event }) => event)).toEqual(['received']);
    expect(await skipped(record)).toEqual([
      { type: 'message-skipped', event: 'filed-for-you', why: 'no-phone' },
    ]);
  });

  it('is told at the latest of several numbers', async () => {
    await ended(await submitted(world));
    const moved = { ...CHEN, mobilePhone: '13800000077' };
    const second = await submitted(world, moved);
    const caller = await signedIn(world);
    const body = { version: second.version };
    await withdrawApplication.run(world, { path: { id: second.id }, query: undefined, body, caller });

    const messages = await told(await filedBy(LIN));

    expect(messages.map(({ to }) => to)).toEqual([STRANGERS_NUMBER, '13800000077']);
  });

  it('is not told to a holder who files themselves', async () => {
    await ended(await submitted(world));

    const messages = await told(await submitted(world));

    expect(messages.map(({ event }) => event)).toEqual(['received']);
  });
});
