import * as z from 'zod';
import { ownCase } from '../casework/own-case.ts';
import { recordFacts } from '../casework/record-facts.ts';
import { ById } from '../casework/views.ts';
import { RuleError } from '../domain/rule-error.ts';
import { expectSecondLookOpen } from '../domain/second-look.ts';
import { endpoint } from '../runtime/endpoint.ts';

/**
 * POST /applications/{id}/second-look. “I disagree”: puts a refused case, once, on the supervisors' list. It suspends
 * nothing and takes no remedy away. The same reason again gets the same answer.
 */
export const askSecondLook = endpoint({
  route: 'ask-second-look',
  summary: 'Ask a supervisor to look again',
  path: ById,
  body: z.strictObject({ reason: z.string().trim().min(1).max(1000) }),
  success: {
    status: 202,
    body: z.strictObject({ askedAt: z.string(), version: z.int() }),
  },
  async run(world, { path, body: { reason }, caller }) {
    const record = await ownCase(world, caller, path.id);
    const details = await world.cases.findDetails(record.id);
    if (!details) throw new RuleError('NOT_FOUND');
    if (record.secondLook && details.secondLookReason === reason)
      return { status: 202, body: { askedAt: record.secondLook.askedAt, version: record.version } };
    expectSecondLookOpen(record, details.opinions, world.now());
    const actor = { kind: 'applicant', id: caller.sub } as const;
    const asked = await recordFacts(world, record, actor, [{ type: 'second-look-asked' }], {
      details: { ...details, secondLookReason: reason },
    });
    return { status: 202, body: { askedAt: world.now(), version: asked.version } };
  },
});
