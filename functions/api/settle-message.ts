import * as z from 'zod';
import { deliverMessages } from '../casework/deliver-messages.ts';
import { expectVersion } from '../casework/drafts.ts';
import { recordOfficeAct } from '../casework/office-acts.ts';
import { memberOf, readableCase } from '../casework/staff-access.ts';
import { Id, OwnWords } from '../casework/views.ts';
import { MESSAGE_EVENTS } from '../domain/case-event.ts';
import { SETTLEMENTS, type Settlement } from '../domain/message-fact.ts';
import { messageOfSerial, type OwedBy } from '../domain/message-serial.ts';
import { RuleError } from '../domain/rule-error.ts';
import { routeOf } from '../manifest.ts';
import { endpoint } from '../runtime/endpoint.ts';
import type { World } from '../ports.ts';
import type { CaseChange } from '../ports/case-records.ts';

const body = z.strictObject({
  outcome: z.enum(SETTLEMENTS),
  reason: OwnWords,
  /** Of the case, where nothing else may have happened to it meanwhile. */
  version: z.int().min(1).optional(),
});

/**
 * POST /messages/{id}/settlement. Settles a message of which nobody knows whether it arrived: who, when and why is
 * recorded; `resend` makes it owed anew in the same act, under a claim and a serial of its own, and sends it once. If the
 * sending fails it stays owed, and the sweep goes on; the same call again changes nothing and sends nothing twice.
 */
export const settleMessage = endpoint({
  route: 'settle-message',
  summary: 'Settle a message of unknown fate',
  path: z.strictObject({ id: z.string().min(1).max(64) }),
  body,
  success: {
    status: 200,
    body: z.strictObject({
      id: z.string(),
      caseId: Id,
      event: z.enum(MESSAGE_EVENTS),
      outcome: z.enum(SETTLEMENTS),
      /** Where the case's message of this kind stands now. */
      state: z.enum(['owed', 'claimed', 'sent', 'unknown', 'failed', 'skipped', 'given-up']),
      version: z.int(),
    }),
  },
  async run(world, { path: { id }, body: { outcome, reason, version }, caller }) {
    const { roles } = routeOf('settle-message');
    await memberOf(world, caller, roles);
    const message = messageOfSerial(id);
    if (!message) throw new RuleError('NOT_FOUND');
    const { caseId, event } = message;
    const readable = await readableCase(world, caller, caseId, roles);
    let { record } = readable;
    if (!(await isRepeated(world, message, { id, outcome, officer: caller.sub }))) {
      if (version !== undefined) expectVersion(record, version);
      await expectUnsure(world, message);
      const fact = { type: 'message-settled', event, serial: id, outcome } as const;
      const act = { officer: caller.sub, about: 'message', words: reason, fact } as const;
      record = await recordOfficeAct(world, readable, act, consequenceOf(message, outcome));
    }
    if (outcome === 'resend') await deliverMessages(world, caseId);
    const state = (await world.messages.find(caseId, event))?.state ?? 'owed';
    return { status: 200, body: { id, caseId, event, outcome, state, version: record.version } };
  },
});

/** What the act makes of the message, in the same transaction. */
function consequenceOf({ event }: OwedBy, outcome: Settlement): Pick<CaseChange, 'owes' | 'settles'> {
  if (outcome === 'resend') return { owes: [event] };
  return { settles: { event, state: outcome === 'delivered' ? 'sent' : 'given-up', was: 'unsure' } };
}

/** @throws RuleError NOT_FOUND for no message, ACTION_NOT_ALLOWED for one whose fate is known, or that is still being sent */
async function expectUnsure(world: World, { caseId, event, owedSince }: OwedBy): Promise<void> {
  const found = await world.messages.find(caseId, event);
  if (!found || found.owedSince < owedSince) throw new RuleError('NOT_FOUND');
  const unsure = found.state === 'unknown' || found.state === 'failed';
  if (found.owedSince !== owedSince || !unsure) throw new RuleError('ACTION_NOT_ALLOWED');
}

async function isRepeated(
  world: World,
  { caseId }: OwedBy,
  { id, outcome, officer }: { id: string; outcome: Settlement; officer: string },
): Promise<boolean> {
  return (await world.cases.events(caseId)).some(
    ({ actor, fact }) =>
      fact.type === 'message-settled' &&
      fact.serial === id &&
      fact.outcome === outcome &&
      actor.id === officer,
  );
}
