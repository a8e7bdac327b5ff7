import * as z from 'zod';
import { memberOf } from '../casework/staff-access.ts';
import { draftView } from '../casework/views.ts';
import { RecognitionType } from '../domain/form-boxes.ts';
import { maskForm } from '../domain/masking.ts';
import { routeOf } from '../manifest.ts';
import { endpoint } from '../runtime/endpoint.ts';

const WindowDraft = z.strictObject({
  id: z.string(),
  version: z.int(),
  recognitionType: RecognitionType.nullable(),
  /** Masked, as in every list; the entry itself is at GET /cases/{id}. */
  fullName: z.string().nullable(),
  citizenIdNumber: z.string().nullable(),
  /** How many files are still missing. */
  missing: z.int(),
  updatedAt: z.string(),
  expiresAt: z.string(),
});

/** GET /window/applications. What the clerk has begun at the window and not submitted, the latest first. */
export const listWindowDrafts = endpoint({
  route: 'list-window-drafts',
  summary: 'Entries begun at the window',
  success: { status: 200, body: z.strictObject({ drafts: z.array(WindowDraft) }) },
  async run(world, { caller }) {
    await memberOf(world, caller, routeOf('list-window-drafts').roles);
    const drafts = await world.drafts.listByClerk(caller.sub);
    return {
      status: 200,
      body: {
        drafts: drafts
          .toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt))
          .map((draft) => {
            const { id, version, missing, updatedAt, expiresAt } = draftView(draft);
            const { recognitionType = null, fullName = null, citizenIdNumber = null } = maskForm(draft.form);
            return {
              id,
              version,
              recognitionType,
              fullName,
              citizenIdNumber,
              missing: missing.length,
              updatedAt,
              expiresAt,
            };
          }),
      },
    };
  },
});
