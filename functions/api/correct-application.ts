import * as z from 'zod';
import { correctCase, correctionToSend } from '../casework/correct-case.ts';
import { ownCase } from '../casework/own-case.ts';
import { verifiedPhoneOf } from '../casework/strange-phone.ts';
import { Receipt, receiptOf } from '../casework/submit-case.ts';
import { ById } from '../casework/views.ts';
import { wakeMachine } from '../casework/wake-machine.ts';
import { Consents } from '../domain/form.ts';
import { endpoint } from '../runtime/endpoint.ts';

/**
 * POST /applications/{id}/correction. Signs the corrected form: records first, then wakes the machine. If the wake-up
 * fails the correction stands; the same call again gets the same answer and only wakes.
 */
export const correctApplication = endpoint({
  route: 'correct-application',
  summary: 'Send the correction',
  path: ById,
  body: Consents.extend({ version: z.int().min(1) }),
  success: { status: 202, body: Receipt },
  async run(world, { path, body: { version, ...consents }, caller }) {
    const found = await world.drafts.find(path.id);
    const record = await ownCase(world, caller, path.id);
    if (record.correctedInRound && record.draftVersion === version) {
      await wakeMachine(world, record, { stage: 'correction', round: record.correctedInRound - 1 });
      return { status: 202, body: receiptOf(record) };
    }
    const draft = correctionToSend(world, { draft: found, record }, caller, version);
    const actor = { kind: 'applicant', id: caller.sub } as const;
    const verifiedPhone = await verifiedPhoneOf(world, caller);
    const corrected = await correctCase(world, record, draft, consents, actor, verifiedPhone);
    return { status: 202, body: receiptOf(corrected) };
  },
});
