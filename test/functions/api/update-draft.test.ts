import { describe, expect, it } from 'vitest';
import { submitApplication } from '../../../functions/api/submit-application.ts';
import { updateDraft } from '../../../functions/api/update-draft.ts';
import { correctionDraft } from '../../../functions/casework/correct-case.ts';
import { ownerKeysOf, saveDraft } from '../../../functions/casework/drafts.ts';
import { openFor } from '../../../functions/domain/correction.ts';
import { aDraft, aForm, CONSENTS, submitted } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';
import { signedIn } from '../../support/signed-in.ts';

const BY = '2026-04-01T00:00:00.000+08:00';

describe('the form of a correction', () => {
  it('is kept as it was sent: what the sign-in knows beyond the signed form is not filled in', async () => {
    const world = new FakeWorld();
    const record = await submitted(world);
    const details = await world.cases.findDetails(record.id);
    if (!details) throw new Error('The case has no details');
    const { mobilePhone: _number, ...signed } = aForm();
    const asked = openFor([{ code: 'NO_GROUND_PROVED' }], BY);
    const draft = correctionDraft(record, { ...details, form: signed }, asked, world.now());
    await world.drafts.save({ ...draft, channel: 'window' });
    const form = { ...signed, proofs: { schooling: ['HIGHER_EDUCATION' as const] } };

    const { body } = await updateDraft.run(world, {
      path: { id: record.id },
      query: undefined,
      body: { version: draft.version, form },
      caller: await signedIn(world),
    });

    expect(body?.form).toEqual(form);
  });
});

describe('a draft', () => {
  it.each([
    ['lives ninety days from its last change', '2026-04-02T09:00:00+08:00', '2026-07-01T09:00:00.000+08:00'],
    [
      'lives 170 days at the most, less than its files',
      '2026-05-30T09:00:00+08:00',
      '2026-08-19T08:00:00.000+08:00',
    ],
  ])('%s', async (_name, changedAt, expiresAt) => {
    const world = new FakeWorld();
    const draft = aDraft('draft-1', await ownerKeysOf(world, aForm()));
    await world.drafts.save(draft);
    world.setNow(changedAt);

    const { expiresAt: until } = await saveDraft(world, draft, { form: aForm() });

    expect(until).toBe(expiresAt);
  });
});

describe('a submission that lacks a paper which the registry might stand in for', () => {
  it('is put off while the registry is silent, and is not counted', async () => {
    const world = new FakeWorld();
    const caller = await signedIn(world);
    const draft = aDraft('draft-1', await ownerKeysOf(world, aForm()), { materials: [] });
    await world.drafts.save(draft);
    world.failNext('population.lookUp', new Error('The province does not answer'));

    const submitting = submitApplication.run(world, {
      path: { id: draft.id },
      query: undefined,
      body: { ...CONSENTS, version: draft.version },
      caller,
    });

    await expect(submitting).rejects.toMatchObject({ code: 'TRY_LATER' });
    expect(world.order('tries.take', 'tries.giveBack')).toEqual(['tries.take', 'tries.giveBack']);
  });
});
