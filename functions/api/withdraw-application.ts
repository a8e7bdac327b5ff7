import * as z from 'zod';
import { expectVersion } from '../casework/drafts.ts';
import { ownCase } from '../casework/own-case.ts';
import { recordFacts } from '../casework/record-facts.ts';
import { ById, CaseSummary, caseSummary } from '../casework/views.ts';
import { wakeMachine } from '../casework/wake-machine.ts';
import { awaitedAt, AWAITED, nextPosition } from '../domain/status.ts';
import { notAllowedNow } from '../domain/tracking.ts';
import { endpoint } from '../runtime/endpoint.ts';

/**
 * POST /applications/{id}/withdrawal. Ends the case at the person's wish, until the permit is being issued. Recorded
 * first, then the machine is woken; if that fails the withdrawal stands, and the same call again only wakes.
 */
export const withdrawApplication = endpoint({
  route: 'withdraw-application',
  summary: 'Withdraw an application',
  path: ById,
  body: z.strictObject({ version: z.int().min(1) }),
  success: { status: 200, body: CaseSummary },
  async run(world, { path, body, caller }) {
    const record = await ownCase(world, caller, path.id);
    if (record.position === 'withdrawn' && record.version === body.version + 1) {
      for (const stage of AWAITED) await wakeMachine(world, record, { stage, round: record.round });
      return { status: 200, body: caseSummary(record) };
    }
    if (!nextPosition(record.position, 'withdraw')) throw notAllowedNow(record);
    expectVersion(record, body.version);
    const actor = { kind: 'applicant', id: caller.sub } as const;
    const draft = await world.drafts.find(record.id);
    const withdrawn = await recordFacts(world, record, actor, [{ type: 'withdrawn' }], {
      owes: ['withdrawn'],
      ...(draft && { draft }),
    });
    const stage = awaitedAt(record.position);
    if (stage) await wakeMachine(world, withdrawn, { stage, round: record.round });
    return { status: 200, body: caseSummary(withdrawn) };
  },
});
