import * as z from 'zod';
import { beforeEach, describe, expect, it } from 'vitest';
import { confirmMaterialEndpoint } from '../../../functions/api/confirm-material.ts';
import { createDraft } from '../../../functions/api/create-draft.ts';
import { rateApplication } from '../../../functions/api/rate-application.ts';
import { submitApplication } from '../../../functions/api/submit-application.ts';
import { withdrawApplication } from '../../../functions/api/withdraw-application.ts';
import type { Caller } from '../../../functions/domain/account.ts';
import type { Draft } from '../../../functions/domain/application.ts';
import { Consents } from '../../../functions/domain/form.ts';
import { MaterialDeclaration } from '../../../functions/domain/material.ts';
import { aDraft, CHEN, CONSENTS, LIN } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';
import { signedIn } from '../../support/signed-in.ts';

let world: FakeWorld;
let caller: Caller;
beforeEach(async () => {
  world = new FakeWorld();
  caller = await signedIn(world);
});

const begin = () => createDraft.run(world, { path: undefined, query: undefined, body: { form: {} }, caller });

async function kept(id: string, more: Partial<Draft> = {}): Promise<Draft> {
  const draft = aDraft(id, [caller.sub], more);
  for (const { key } of draft.materials) world.outside.files.set(key, Buffer.from(key));
  await world.drafts.save(draft);
  return draft;
}

const submit = (id: string) =>
  submitApplication.run(world, { path: { id }, query: undefined, body: { ...CONSENTS, version: 1 }, caller });

async function submitAndWithdraw(id: string): Promise<void> {
  await kept(id);
  await submit(id);
  const record = await world.cases.find(id);
  const body = { version: record?.version ?? 0 };
  await withdrawApplication.run(world, { path: { id }, query: undefined, body, caller });
}

describe('how much one person may have', () => {
  it('is five drafts, which the refusal names', async () => {
    const ids = [];
    for (let count = 0; count < 5; count += 1) ids.push((await begin()).body?.id);

    const sixth = begin();

    await expect(sixth).rejects.toMatchObject({
      code: 'DRAFTS_TOO_MANY',
      params: { max: 5, drafts: ids.join(', ') },
    });
  });

  it('does not count what a clerk typed, nor what expired', async () => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) await kept(id, { channel: 'window' });
    for (const id of ['f', 'g', 'h', 'i', 'j'])
      await kept(id, { expiresAt: '2020-01-01T00:00:00.000+08:00' });

    expect((await begin()).status).toBe(201);
  });

  it('does not count what others began for them, and counts it with those', async () => {
    const lin = await signedIn(world, LIN);
    const agent = { relationship: 'close-relative' as const };
    const body = { form: { citizenIdNumber: CHEN.citizenIdNumber, agent } };
    const ask = { path: undefined, query: undefined, body, caller: lin };
    for (let count = 0; count < 5; count += 1) await createDraft.run(world, ask);

    expect((await begin()).status).toBe(201);
    await expect(createDraft.run(world, ask)).rejects.toMatchObject({ code: 'DRAFTS_TOO_MANY' });
  });

  it('is five submissions within 24 hours, and the refusal says when to come back', async () => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) await submitAndWithdraw(id);
    await kept('f');

    await expect(submit('f')).rejects.toMatchObject({
      code: 'TOO_MANY_SUBMISSIONS',
      params: { max: 5, retryAfterSeconds: 86_400 },
    });
    world.passMillis(86_400_000);
    expect((await submit('f')).status).toBe(202);
  });

  it('does not count submissions that are refused', async () => {
    await kept('a', { form: {} });

    for (let time = 0; time < 7; time += 1)
      await expect(submit('a')).rejects.toMatchObject({ code: 'FORM_INCOMPLETE' });
  });
});

describe('the verdict on a file', () => {
  it('says its reasons in words, too', async () => {
    const draft = aDraft('a', [caller.sub]);
    await kept('a', { materials: draft.materials.map((one) => ({ ...one, status: 'awaiting-upload' })) });
    world.outside.files.set('quarantine/a/photo', Buffer.from(''));

    const { body } = await confirmMaterialEndpoint.run(world, {
      path: { id: 'a', materialId: 'photo-1' },
      query: undefined,
      body: undefined,
      caller,
    });

    expect(body?.reasons).toEqual(['MATERIAL_EMPTY']);
    expect(body?.explanations.map(({ code }) => code)).toEqual(['MATERIAL_EMPTY']);
    expect(body?.explanations[0]?.zh).toMatch(/文件/u);
    expect(body?.explanations[0]?.en).toMatch(/empty/u);
  });
});

describe('the description of a request', () => {
  it('says what no name tells: the scale of the grades, and where texts and boxes are listed', () => {
    const rating = JSON.stringify(z.toJSONSchema(rateApplication.body ?? z.never()));
    const consents = JSON.stringify(z.toJSONSchema(Consents, { io: 'input', unrepresentable: 'any' }));
    const declaration = JSON.stringify(z.toJSONSchema(MaterialDeclaration));

    expect(rating).toMatch(/"description":"1 非常满意.*5 非常不满意/u);
    expect(consents.match(/see GET \/form-guide/gu)).toHaveLength(3);
    expect(declaration).toMatch(/see GET \/form-guide/u);
  });
});
