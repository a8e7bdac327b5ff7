import type { CaseDetails } from '../domain/application.ts';
import type { CaseFact, MessageEvent } from '../domain/case-event.ts';
import { dayOf } from '../domain/instant.ts';
import { isOff } from '../domain/message-preferences.ts';
import { messageSerial } from '../domain/message-serial.ts';
import { isShared, SHARE_OF_A_DAY } from '../domain/message-share.ts';
import { messageText } from '../domain/message-text.ts';
import type { World } from '../ports.ts';
import type { OwedMessage, Share } from '../ports/case-records.ts';
import { recipientOf } from './recipient.ts';
import { knownCase, recordBySystem } from './record-facts.ts';
import { askFate, sendAndAsk, type KnownFate } from './send-message.ts';

/** A claimer that has not settled after this long is dead: sending and asking take 20 s at most. Milliseconds, transport time. */
const CLAIM_LEASE_MILLIS = 35_000;
/** For so long the receipts of a claimed message are asked for; then it waits for the operator. Transport time. */
const ASKING_MILLIS = 24 * 3_600_000;

/**
 * Sends what the applicant is owed, each message once: it is claimed before it is sent, and goes out under a serial of
 * its own. Where the answer is lost, or a claimer died, the sender's receipts are asked: what was never taken is sent
 * again, under the same serial; what nobody knows of is `unknown`, is listed for the operator and never re-sent by itself.
 * May run twice.
 * @param alongside what else is to be recorded by now: in the act that settles the first message, or alone where none is
 * @returns whether all of them are settled; what is not stays owed and is tried again later
 */
export async function deliverMessages(world: World, caseId: string, alongside?: Deciding): Promise<boolean> {
  let settled = true;
  let also = alongside;
  const owing = await world.messages.findWithRecord(caseId);
  for (const message of owing?.unsettled ?? []) {
    const fate =
      message.state === 'claimed'
        ? await fateOfClaim(world, caseId, message)
        : await sendOnce(world, caseId, message);
    if (fate) {
      await settle(world, caseId, fate, also);
      also = undefined;
    } else settled = false;
  }
  if (also) await recordBySystem(world, caseId, also);
  return settled;
}

/** What is still missing of a record. */
type Deciding = Parameters<typeof recordBySystem>[2];

type Fate = Extract<
  CaseFact,
  { type: 'message-sent' | 'message-unknown' | 'message-failed' | 'message-skipped' }
>;

/** Nothing while another attempt may still be sending, or the receipts cannot be had yet. */
async function fateOfClaim(world: World, caseId: string, message: OwedMessage): Promise<Fate | undefined> {
  const { event, owedSince, claim, claimedAtMillis = 0 } = message;
  const agoMillis = world.transportMillis() - claimedAtMillis;
  if (agoMillis < CLAIM_LEASE_MILLIS) return undefined;
  const known = await askFate(world.messenger, messageSerial({ caseId, event, owedSince }));
  if (known.outcome === 'not-now' && agoMillis >= ASKING_MILLIS) return { type: 'message-unknown', event };
  if (known.outcome !== 'not-sent') return factOf(event, known);
  await world.messages.unclaim(caseId, event, claim);
  return sendOnce(world, caseId, message);
}

async function sendOnce(world: World, caseId: string, message: OwedMessage): Promise<Fate | undefined> {
  const { event, owedSince } = message;
  const record = await knownCase(world, caseId);
  const details = await world.cases.findDetails(caseId);
  const to = await recipientOf(world, record, details, event);
  const isSent = to !== undefined && !record.synthetic && !isOff(details?.messages, event);
  const claim = await world.messages.claim(
    caseId,
    event,
    isSent ? shareOf(world, details, event) : undefined,
  );
  if (!claim) return undefined;
  if (record.synthetic) return { type: 'message-skipped', event, why: 'synthetic' };
  if (isOff(details?.messages, event)) return { type: 'message-skipped', event, why: 'switched-off' };
  if (!to) return { type: 'message-skipped', event, why: 'no-phone' };
  if (claim.usedUp && !(await isWanted(world, caseId, message)))
    return { type: 'message-skipped', event, why: 'too-many' };
  const known = await sendAndAsk(world.messenger, {
    to,
    event,
    caseId,
    serial: messageSerial({ caseId, event, owedSince }),
    text: messageText(event, record, world.county),
  });
  if (known.outcome === 'not-sent') await world.messages.unclaim(caseId, event, claim.id);
  return factOf(event, known);
}

/** What a number that nobody has shown to be theirs may be sent on this day; undefined where nothing is counted. */
function shareOf(world: World, details: CaseDetails | undefined, event: MessageEvent): Share | undefined {
  const phoneKey = isShared(event) ? details?.strangePhone : undefined;
  return phoneKey === undefined ? undefined : { phoneKey, day: dayOf(world.now()), most: SHARE_OF_A_DAY };
}

/** Whether the operator has had the message sent again: nobody pesters anybody by that, and it goes out in any case. */
async function isWanted(world: World, caseId: string, { event, owedSince }: OwedMessage): Promise<boolean> {
  const act = (await world.cases.events(caseId)).find(({ sequence }) => sequence === owedSince)?.fact;
  return act?.type === 'message-settled' && act.event === event && act.outcome === 'resend';
}

/** Undefined while the fate may still come to be known. */
function factOf(event: MessageEvent, known: KnownFate): Fate | undefined {
  switch (known.outcome) {
    case 'sent':
      return { type: 'message-sent', event, messageId: known.messageId };
    case 'failed':
      return { type: 'message-failed', event };
    case 'unknown':
      return { type: 'message-unknown', event };
    case 'not-sent':
    case 'not-now':
      return undefined;
  }
}

const STATE_OF = {
  'message-sent': 'sent',
  'message-unknown': 'unknown',
  'message-failed': 'failed',
  'message-skipped': 'skipped',
} as const;

async function settle(world: World, caseId: string, fact: Fate, alongside?: Deciding): Promise<void> {
  const settles = { event: fact.event, state: STATE_OF[fact.type] };
  await recordBySystem(world, caseId, async (record) => {
    const also = await alongside?.(record);
    return { facts: [...(also?.facts ?? []), fact], extras: { ...also?.extras, settles } };
  });
}
