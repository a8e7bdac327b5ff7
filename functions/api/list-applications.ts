import * as z from 'zod';
import { CaseSummary, caseSummary, DraftView, draftView } from '../casework/views.ts';
import { endpoint } from '../runtime/endpoint.ts';

/** GET /applications. The caller's drafts and cases, those they apply for as guardian or relative included. */
export const listApplications = endpoint({
  route: 'list-applications',
  summary: 'My applications',
  success: { status: 200, body: z.strictObject({ drafts: z.array(DraftView), cases: z.array(CaseSummary) }) },
  async run(world, { caller }) {
    const [drafts, cases] = await Promise.all([
      world.drafts.listByOwner(caller.sub),
      world.cases.listByOwner(caller.sub),
    ]);
    const own = drafts.filter(({ channel, correction }) => channel === 'online' && !correction);
    return { status: 200, body: { drafts: own.map(draftView), cases: cases.map(caseSummary) } };
  },
});
