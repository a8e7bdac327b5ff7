import * as z from 'zod';
import { recordAccess } from '../casework/record-access.ts';
import { readableCase } from '../casework/staff-access.ts';
import { ById } from '../casework/views.ts';
import { firstBrokenLink } from '../domain/case-event.ts';
import { endpoint } from '../runtime/endpoint.ts';

const EventView = z.strictObject({
  caseId: z.string(),
  sequence: z.int(),
  at: z.string(),
  actor: z.strictObject({ kind: z.string(), id: z.string() }),
  fact: z.looseObject({ type: z.string() }),
  previousHash: z.string(),
  hash: z.string(),
});

/** GET /cases/{id}/events. The chain of what happened, and whether every link fits. Ids, codes and instants only. */
export const listCaseEvents = endpoint({
  route: 'list-case-events',
  summary: 'The event chain of a case',
  path: ById,
  success: { status: 200, body: z.strictObject({ intact: z.boolean(), events: z.array(EventView) }) },
  async run(world, { path, caller }) {
    const { record, member } = await readableCase(world, caller, path.id);
    await recordAccess(world, record.id, member, { what: 'events' });
    const events = await world.cases.events(record.id);
    const copies = events.map((event) => ({ ...event, actor: { ...event.actor }, fact: { ...event.fact } }));
    return { status: 200, body: { intact: firstBrokenLink(events) === undefined, events: copies } };
  },
});
