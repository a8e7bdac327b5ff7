import * as z from 'zod';
import { ownDraft } from '../casework/drafts.ts';
import { ownCase } from '../casework/own-case.ts';
import { ById } from '../casework/views.ts';
import { accessAnchors, ACCESSED } from '../domain/access.ts';
import { ROLES } from '../domain/account.ts';
import { endpoint } from '../runtime/endpoint.ts';

const AccessView = z.strictObject({
  at: z.string(),
  /** Staff id, roles and office; never a personal name. */
  who: z.strictObject({ id: z.string(), roles: z.array(z.enum(ROLES)), office: z.string() }),
  what: z.enum(ACCESSED),
  materialId: z.string().nullable(),
  purpose: z.string().nullable(),
});

/** GET /applications/{id}/accesses. Who has opened my file, and whether the record of it is whole. Nobody can open a draft. */
export const listAccesses = endpoint({
  route: 'list-accesses',
  summary: 'Who has opened my file',
  path: ById,
  success: { status: 200, body: z.strictObject({ intact: z.boolean(), accesses: z.array(AccessView) }) },
  async run(world, { path, caller }) {
    if (!(await world.cases.find(path.id))) {
      await ownDraft(world, caller, path.id);
      return { status: 200, body: { intact: true, accesses: [] } };
    }
    const record = await ownCase(world, caller, path.id);
    // The anchors first: what they name was written before them, and is there by now.
    const anchors = accessAnchors(record, await world.cases.events(record.id));
    const { intact, accesses } = await world.accesses.list(record.id, anchors);
    return {
      status: 200,
      body: {
        intact: intact && anchors !== undefined,
        accesses: accesses.map(({ at, who, what, materialId, purpose }) => ({
          at,
          who: { ...who, roles: [...who.roles] },
          what,
          materialId: materialId ?? null,
          purpose: purpose ?? null,
        })),
      },
    };
  },
});
