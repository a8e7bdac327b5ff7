import * as z from 'zod';
import { expectVersion } from '../casework/drafts.ts';
import { recordOfficeAct } from '../casework/office-acts.ts';
import { memberOf, readableCase } from '../casework/staff-access.ts';
import { tellPermitStatus } from '../casework/tell-permit-status.ts';
import { OwnWords } from '../casework/views.ts';
import { isSameNote } from '../domain/office-note.ts';
import { LEADS_TO, PERMIT_ACTIONS, permitStatusAfter } from '../domain/permit-status.ts';
import { RuleError } from '../domain/rule-error.ts';
import { routeOf } from '../manifest.ts';
import { endpoint } from '../runtime/endpoint.ts';

const body = z.strictObject({
  action: z.enum(PERMIT_ACTIONS),
  reason: OwnWords,
  version: z.int().min(1).optional(),
});

/**
 * POST /permits/{licenceId}/status. Suspends, restores or revokes an issued permit: recorded first, with its reason,
 * then the province is told. Where it does not answer (503) the status stands, and the same call again only tells it.
 */
export const setPermitStatus = endpoint({
  route: 'set-permit-status',
  summary: 'Suspend, restore or revoke a permit',
  path: z.strictObject({ licenceId: z.string().max(120) }),
  body,
  success: {
    status: 200,
    body: z.strictObject({
      licenceId: z.string(),
      caseId: z.string(),
      status: z.enum(['valid', 'suspended', 'revoked']),
      version: z.int(),
      /** False until the province has received the permit itself. */
      provinceTold: z.boolean(),
    }),
  },
  async run(world, { path: { licenceId }, body: { action, reason, version }, caller }) {
    const { roles } = routeOf('set-permit-status');
    await memberOf(world, caller, roles);
    const signed = await world.permits.find(licenceId);
    if (!signed) throw new RuleError('NOT_FOUND');
    const readable = await readableCase(world, caller, signed.caseId, roles);
    const note = { about: 'permit-status', words: reason, officer: caller.sub } as const;
    const repeated =
      signed.status === LEADS_TO[action] &&
      readable.record.permitStatus?.status === signed.status &&
      isSameNote(readable.details.officeNotes, note);
    let { record } = readable;
    if (!repeated) {
      if (version !== undefined) expectVersion(record, version);
      const status = permitStatusAfter(signed.status, action);
      const fact = { type: 'permit-status-changed', licenceId, action, status } as const;
      record = await recordOfficeAct(world, readable, { ...note, fact }, { permit: { ...signed, status } });
    }
    const told = await tellPermitStatus(world, record);
    return {
      status: 200,
      body: {
        licenceId,
        caseId: told.id,
        status: told.permitStatus?.status ?? signed.status,
        version: told.version,
        provinceTold: told.permitStatus?.told ?? false,
      },
    };
  },
});
