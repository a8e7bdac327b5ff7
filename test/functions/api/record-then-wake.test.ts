import { beforeEach, describe, expect, it } from 'vitest';
import { correctApplication } from '../../../functions/api/correct-application.ts';
import { claimTask } from '../../../functions/api/claim-task.ts';
import { recordDecision } from '../../../functions/api/record-decision.ts';
import { withdrawApplication } from '../../../functions/api/withdraw-application.ts';
import { saveDraft } from '../../../functions/casework/drafts.ts';
import type { Decision } from '../../../functions/domain/decision.ts';
import { CONSENTS, submitted } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';
import { officer, signedIn } from '../../support/signed-in.ts';

let world: FakeWorld;
let id: string;

beforeEach(async () => {
  world = new FakeWorld();
  ({ id } = await submitted(world));
  await world.taskTokens.open({ caseId: id, stage: 'acceptance', round: 1, token: 'token-of-acceptance' });
});

const decide = async (more: Partial<Decision>) => {
  const caller = officer(world, 'acceptor-1', 'acceptor');
  const decision: Decision = {
    stage: 'acceptance',
    outcome: 'accept',
    comment: '材料齐全。',
    reasons: [],
    overrides: [],
    version: 1,
    ...more,
  };
  return recordDecision.run(world, { path: { applicationId: id }, query: undefined, body: decision, caller });
};

const claim = async () =>
  claimTask.run(world, {
    path: { applicationId: id },
    query: undefined,
    body: {},
    caller: officer(world, 'acceptor-1', 'acceptor'),
  });

const askForPhoto = async () => {
  await claim();
  await decide({
    outcome: 'request-correction',
    reasons: [{ code: 'PHOTO_UNSUITABLE', note: '相片过暗' }],
  });
  await world.taskTokens.open({ caseId: id, stage: 'correction', round: 1, token: 'token-of-correction' });
};

/** The applicant puts another photo in the place of the dark one. */
const replacePhoto = async () => {
  const draft = await world.drafts.find(id);
  if (!draft) throw new Error('No correction is open');
  const materials = draft.materials.map((file) =>
    file.ground === 'photo' ? { ...file, id: world.newId(), sha256: 'f'.repeat(64) } : file,
  );
  return (await saveDraft(world, draft, { materials })).version;
};

const correct = async (version: number) =>
  correctApplication.run(world, {
    path: { id },
    query: undefined,
    body: { version, ...CONSENTS },
    caller: await signedIn(world),
  });

describe('a decision', () => {
  it('is recorded before the machine is woken', async () => {
    await claim();

    await decide({});

    expect(world.order('cases.commit', 'workflow.wake').slice(-2)).toEqual(['cases.commit', 'workflow.wake']);
    expect((await world.cases.find(id))?.position).toBe('in-review');
  });

  it('stands when the wake-up fails, and the same decision again only wakes', async () => {
    await claim();
    world.failNext('workflow.wake', new Error('the machine does not answer'));
    await expect(decide({})).rejects.toThrow('the machine does not answer');
    const recorded = await world.cases.events(id);

    const { body } = await decide({});

    expect(body).toMatchObject({ status: 'in-review', stage: 'review', version: 2 });
    expect(await world.cases.events(id)).toEqual(recorded);
    expect(world.order('workflow.wake')).toEqual(['workflow.wake']);
  });

  it('is not given without a claim, and changes nothing', async () => {
    const before = await world.cases.find(id);

    await expect(decide({})).rejects.toMatchObject({ code: 'NOT_CLAIMED' });

    expect(await world.cases.find(id)).toEqual(before);
    expect(world.order('workflow.wake')).toEqual([]);
  });
});

describe('a correction', () => {
  it('is recorded once, however often it is sent, also after the findings were gathered anew', async () => {
    await askForPhoto();
    const version = await replacePhoto();
    const first = await correct(version);
    const events = await world.cases.events(id);

    const again = await correct(version);

    expect(again.body).toEqual(first.body);
    expect(await world.cases.events(id)).toEqual(events);
  });

  it('changes nothing but what was asked for', async () => {
    await askForPhoto();
    const draft = await world.drafts.find(id);

    expect(draft?.correction).toMatchObject({ fields: [], grounds: ['photo'] });
  });

  it('is not taken while nothing has changed, and its draft bears the number of the case', async () => {
    await askForPhoto();
    const version = (await world.cases.find(id))?.version ?? 0;

    await expect(correct(version)).rejects.toMatchObject({ code: 'CORRECTION_UNCHANGED' });

    expect((await world.drafts.find(id))?.version).toBe(version);
    expect((await world.cases.find(id))?.position).toBe('awaiting-correction');
  });

  it('cannot be asked for a second time', async () => {
    await askForPhoto();
    await correct(await replacePhoto());
    await claim();

    await expect(
      decide({ outcome: 'request-correction', reasons: [{ code: 'OTHER', note: '再补' }], version: 3 }),
    ).rejects.toMatchObject({ code: 'CORRECTION_EXHAUSTED' });

    expect((await world.cases.find(id))?.position).toBe('submitted');
  });
});

describe('a withdrawal', () => {
  it('ends the case and takes the draft of a correction away', async () => {
    await askForPhoto();
    const caller = await signedIn(world);

    await withdrawApplication.run(world, { path: { id }, query: undefined, body: { version: 2 }, caller });

    expect((await world.cases.find(id))?.position).toBe('withdrawn');
    expect(await world.drafts.find(id)).toBeUndefined();
  });
});
