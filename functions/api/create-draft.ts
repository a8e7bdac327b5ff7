import * as z from 'zod';
import { expectRoomForDraft, newDraft, ownForm, personOf } from '../casework/drafts.ts';
import { DraftView, draftView } from '../casework/views.ts';
import { FormDraft } from '../domain/form.ts';
import { endpoint } from '../runtime/endpoint.ts';

/**
 * POST /applications. Opens a draft, prefilled from the sign-in; whatever is missing may follow. It is kept 90
 * days after the last change, also when the session ends. Five at most, corrections not counted.
 */
export const createDraft = endpoint({
  route: 'create-draft',
  summary: 'Begin an application',
  body: z.strictObject({ form: FormDraft.default({}) }),
  success: { status: 201, body: DraftView },
  async run(world, { body, caller }) {
    await expectRoomForDraft(world, caller.sub);
    const person = await personOf(world, caller);
    const form = ownForm(body.form, person);
    const { synthetic } = person;
    const draft = await newDraft(world, {
      form,
      channel: 'online',
      owner: caller.sub,
      ...(synthetic && { synthetic }),
    });
    await world.drafts.save(draft);
    return { status: 201, body: draftView(draft), headers: { location: `/applications/${draft.id}` } };
  },
});
