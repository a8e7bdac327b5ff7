import * as z from 'zod';
import {
  expectOpen,
  expectVersion,
  ownDraft,
  ownerKeysOf,
  ownForm,
  personOf,
  saveDraft,
} from '../casework/drafts.ts';
import { ById, DraftView, draftView } from '../casework/views.ts';
import { FormDraft } from '../domain/form.ts';
import { endpoint } from '../runtime/endpoint.ts';

/** PUT /applications/{id}. Replaces the form of a draft, or, in a correction, what was asked for. A version somebody else has moved on from changes nothing. */
export const updateDraft = endpoint({
  route: 'update-draft',
  summary: 'Change the form of a draft',
  path: ById,
  body: z.strictObject({ version: z.int().min(1), form: FormDraft }),
  success: { status: 200, body: DraftView },
  async run(world, { path, body, caller }) {
    const draft = await ownDraft(world, caller, path.id);
    expectVersion(draft, body.version);
    const form = ownForm(body.form, await personOf(world, caller), draft.correction !== undefined);
    expectOpen(draft, form);
    const ownerKeys = [...new Set([caller.sub, ...(await ownerKeysOf(world, form))])];
    return { status: 200, body: draftView(await saveDraft(world, draft, { form, ownerKeys })) };
  },
});
