import * as z from 'zod';
import { correctCase as correct, correctionToSend, isKeptForm } from '../casework/correct-case.ts';
import { expectOpen } from '../casework/drafts.ts';
import { expectNoRelative } from '../casework/household.ts';
import { readableCase } from '../casework/staff-access.ts';
import { Receipt, receiptOf } from '../casework/submit-case.ts';
import { ById } from '../casework/views.ts';
import { wakeMachine } from '../casework/wake-machine.ts';
import { normaliseForm } from '../domain/form-normalise.ts';
import { Consents, FormDraft } from '../domain/form.ts';
import { RuleError } from '../domain/rule-error.ts';
import { routeOf } from '../manifest.ts';
import { endpoint } from '../runtime/endpoint.ts';

/**
 * POST /cases/{id}/correction. A clerk types what the person corrected on paper in a case of the window, and sends it
 * in the same act. If the wake-up fails the correction stands; the same call again only wakes.
 */
export const correctCase = endpoint({
  route: 'correct-case',
  summary: 'Send the correction of a case typed at the window',
  path: ById,
  body: Consents.omit({ commitment: true }).extend({
    version: z.int().min(1),
    /** The whole form as it is now; absent where only papers were asked for. */
    form: FormDraft.optional(),
  }),
  success: { status: 202, body: Receipt },
  async run(world, { path, body: { version, form, ...consents }, caller }) {
    const { roles } = routeOf('correct-case');
    const found = await world.drafts.find(path.id);
    const { record, details, member } = await readableCase(world, caller, path.id, roles);
    if (record.channel !== 'window') throw new RuleError('NOT_FOUND');
    await expectNoRelative(world, member, details);
    const isRepeat = record.correctedInRound !== undefined && record.draftVersion === version;
    if (isRepeat && (await isKeptForm(world, record.id, form))) {
      await wakeMachine(world, record, { stage: 'correction', round: record.correctedInRound - 1 });
      return { status: 202, body: receiptOf(record) };
    }
    const draft = correctionToSend(world, { draft: found, record }, caller, version);
    const kept = form ? normaliseForm(form) : draft.form;
    expectOpen(draft, kept);
    const actor = { kind: 'staff', id: caller.sub } as const;
    return {
      status: 202,
      body: receiptOf(await correct(world, record, { ...draft, form: kept }, consents, actor)),
    };
  },
});
