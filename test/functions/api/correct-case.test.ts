import { beforeEach, describe, expect, it } from 'vitest';
import { correctCase } from '../../../functions/api/correct-case.ts';
import { getCase } from '../../../functions/api/get-case.ts';
import { correctionDraft } from '../../../functions/casework/correct-case.ts';
import { ownDraft, ownerKeysOf } from '../../../functions/casework/drafts.ts';
import { recordFacts } from '../../../functions/casework/record-facts.ts';
import { submitCase } from '../../../functions/casework/submit-case.ts';
import { openFor } from '../../../functions/domain/correction.ts';
import type { FormDraft } from '../../../functions/domain/form.ts';
import { aDraft, aForm, CONSENTS } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';
import { officer, signedIn } from '../../support/signed-in.ts';

const PAPER = { notice: CONSENTS.notice, declaration: CONSENTS.declaration };
const BY = '2026-03-20T17:30:00.000+08:00';

let world: FakeWorld;
beforeEach(() => {
  world = new FakeWorld();
});

/** Asked to correct the form. */
async function waiting(channel: 'window' | 'online'): Promise<string> {
  const form = aForm();
  const draft = aDraft(world.newId(), await ownerKeysOf(world, form), { channel, enteredBy: 'ye', form });
  for (const { key } of draft.materials) world.outside.files.set(key, Buffer.from(key));
  await world.drafts.save(draft);
  const record = await submitCase(world, draft, CONSENTS, { kind: 'staff', id: 'ye' });
  const details = await world.cases.findDetails(record.id);
  if (!details) throw new Error('The case has no details');
  const opened = openFor([{ code: 'FORM_INCORRECT' }], BY);
  await recordFacts(
    world,
    record,
    { kind: 'staff', id: 'wang' },
    [
      {
        type: 'decided',
        stage: 'acceptance',
        outcome: 'request-correction',
        reasons: ['FORM_INCORRECT'],
        overrides: [],
        correctBy: BY,
      },
    ],
    { opens: correctionDraft(record, details, opened, world.now()) },
  );
  return record.id;
}

const versionOf = async (id: string) => (await world.drafts.find(id))?.version ?? 0;
const correct = (id: string, version: number, form?: FormDraft) =>
  correctCase.run(world, {
    path: { id },
    query: undefined,
    body: { version, ...PAPER, ...(form && { form }) },
    caller: officer(world, 'tang', 'clerk'),
  });

describe('a correction asked of a case of the window', () => {
  it('is typed and sent by any clerk, and the same call again only wakes', async () => {
    const id = await waiting('window');
    const version = await versionOf(id);
    const form = aForm(undefined, { registeredResidenceAddress: '灵溪镇人民路2号' });

    const first = await correct(id, version, form);
    const again = await correct(id, version, form);

    expect([first.status, again.status]).toEqual([202, 202]);
    expect(again.body).toEqual(first.body);
    expect((await world.cases.findDetails(id))?.form.registeredResidenceAddress).toBe('灵溪镇人民路2号');
    expect((await world.cases.find(id))?.correctedInRound).toBeDefined();
  });

  it('shows the clerk what is open, and opens its papers to them and to the holder', async () => {
    const id = await waiting('window');
    const clerk = officer(world, 'tang', 'clerk');

    const file = await getCase.run(world, { path: { id }, query: {}, body: undefined, caller: clerk });

    expect(file.body).toMatchObject({ correction: { version: await versionOf(id), correctBy: BY } });
    expect(await ownDraft(world, clerk, id)).toMatchObject({ id });
    expect(await ownDraft(world, await signedIn(world), id)).toMatchObject({ id });
    const acceptor = officer(world, 'mao', 'acceptor');
    await expect(ownDraft(world, acceptor, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('changes nothing that was not asked for', async () => {
    const id = await waiting('window');
    const other = aForm(undefined, { citizenIdNumber: '330327198807060020' });

    await expect(correct(id, await versionOf(id), other)).rejects.toMatchObject({
      code: 'DRAFT_MALFORMED',
      defects: [{ code: 'FIELD_NOT_OPEN' }],
    });
  });

  it('is the applicant’s own online', async () => {
    const id = await waiting('online');

    await expect(correct(id, await versionOf(id))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
