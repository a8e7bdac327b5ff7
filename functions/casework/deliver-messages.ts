import type { CaseFact, MessageEvent } from '../domain/case-event.ts';
import { isOff, phoneOf } from '../domain/message-preferences.ts';
import { messageText } from '../domain/message-text.ts';
import type { World } from '../ports.ts';
import type { OwedMessage } from '../ports/case-records.ts';
import { knownCase, recordBySystem } from './record-facts.ts';

/** A claimer that has not settled after this long is dead: no Lambda of ours lives longer. Milliseconds, transport time. */
const CLAIM_LEASE_MILLIS = 35_000;

/**
 * Sends what the applicant is owed, each message at most once. SNS takes no idempotency token, so a message is
 * claimed before it is sent; one whose claimer died is `unknown`, is listed for the operator and never re-sent.
 * May run twice.
 * @returns whether all of them are settled; what is not stays owed and is tried again later
 */
export async function deliverMessages(world: World, caseId: string): Promise<boolean> {
  let settled = true;
  for (const message of await world.messages.listUnsettled(caseId)) {
    const fate =
      message.state === 'claimed'
        ? fateOfClaim(world, message)
        : await sendOnce(world, caseId, message.event);
    if (fate) await settle(world, caseId, fate);
    else settled = false;
  }
  return settled;
}

type Fate = Extract<CaseFact, { type: 'message-sent' | 'message-unknown' | 'message-skipped' }>;

/** Nothing while another attempt may still be sending. */
function fateOfClaim(world: World, { event, claimedAtMillis = 0 }: OwedMessage): Fate | undefined {
  if (world.transportMillis() - claimedAtMillis < CLAIM_LEASE_MILLIS) return undefined;
  return { type: 'message-unknown', event };
}

async function sendOnce(world: World, caseId: string, event: MessageEvent): Promise<Fate | undefined> {
  const record = await knownCase(world, caseId);
  const details = await world.cases.findDetails(caseId);
  const to = details && phoneOf(details.messages, details.form);
  if (!(await world.messages.claim(caseId, event))) return undefined;
  if (isOff(details?.messages, event)) return { type: 'message-skipped', event, why: 'switched-off' };
  if (!to) return { type: 'message-skipped', event, why: 'no-phone' };
  const sent = await world.messenger.send({
    to,
    event,
    caseId,
    text: messageText(event, record, world.county),
  });
  if (sent.outcome === 'sent') return { type: 'message-sent', event, messageId: sent.messageId };
  if (sent.outcome === 'unknown') return { type: 'message-unknown', event };
  await world.messages.unclaim(caseId, event);
  return undefined;
}

const STATE_OF = {
  'message-sent': 'sent',
  'message-unknown': 'unknown',
  'message-skipped': 'skipped',
} as const;

async function settle(world: World, caseId: string, fact: Fate): Promise<void> {
  const settles = { event: fact.event, state: STATE_OF[fact.type] };
  await recordBySystem(world, caseId, () => ({ facts: [fact], extras: { settles } }));
}
