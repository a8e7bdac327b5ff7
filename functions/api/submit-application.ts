import * as z from 'zod';
import { countedSubmission } from '../casework/count-submissions.ts';
import { expectVersion, isOwn } from '../casework/drafts.ts';
import { receiptOf, Receipt, submitCase } from '../casework/submit-case.ts';
import { verifiedPhoneOf } from '../casework/strange-phone.ts';
import { ById } from '../casework/views.ts';
import type { Caller } from '../domain/account.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import { Consents } from '../domain/form.ts';
import { RuleError } from '../domain/rule-error.ts';
import { notAllowedNow } from '../domain/tracking.ts';
import { endpoint } from '../runtime/endpoint.ts';
import type { World } from '../ports.ts';

/**
 * POST /applications/{id}/submission. Signs and submits: records first, then starts the machine. If the start fails
 * the submission stands; the same call again gives the same receipt and only starts. Five a person within 24 hours.
 */
export const submitApplication = endpoint({
  route: 'submit-application',
  summary: 'Submit an application',
  path: ById,
  body: Consents.extend({ version: z.int().min(1) }),
  success: { status: 202, body: Receipt },
  async run(world, { path, body: { version, ...consents }, caller }) {
    // Before the case: a draft that is missing by then has become one.
    const draft = await world.drafts.find(path.id);
    const repeated = await world.cases.find(path.id);
    if (repeated) return { status: 202, body: receiptOf(await startAgain(world, repeated, caller, version)) };
    if (!draft || !isOwn(draft, caller)) throw new RuleError('NOT_FOUND');
    expectVersion(draft, version);
    const record = await countedSubmission(world, caller, draft, async () =>
      submitCase(
        world,
        draft,
        consents,
        { kind: 'applicant', id: caller.sub },
        { verifiedPhone: await verifiedPhoneOf(world, caller) },
      ),
    );
    return { status: 202, body: receiptOf(record) };
  },
});

async function startAgain(
  world: World,
  record: CaseRecord,
  caller: Caller,
  version: number,
): Promise<CaseRecord> {
  if (!record.ownerKeys.includes(caller.sub)) throw new RuleError('NOT_FOUND');
  if (record.draftVersion !== version) throw notAllowedNow(record);
  await world.workflow.start(record.id);
  return record;
}
