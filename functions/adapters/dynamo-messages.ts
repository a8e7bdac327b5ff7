import * as z from 'zod';
import { MESSAGE_EVENTS } from '../domain/case-event.ts';
import type { MessageStore, OwedMessage, Share } from '../ports/case-records.ts';
import { RecordItem } from './dynamo-cases.ts';
import { casePk, KEYS, LISTS, UNDER } from './dynamo-keys.ts';
import { counting, planClaim, planShare, type Update } from './dynamo-message-plan.ts';
import type { DynamoTable } from './dynamo-table.ts';
import { writerMark } from './writer-mark.ts';

const MessageItem = z.object({
  event: z.enum(MESSAGE_EVENTS),
  state: z.enum(['owed', 'claimed', 'sent', 'unknown', 'failed', 'skipped', 'given-up']),
  /** Number of the last event of the act it is owed for. */
  owedSince: z.int(),
  claimedAtMillis: z.int().optional(),
  /** Whose claim it is, or the last one was. */
  writer: z.string().optional(),
});

const RecordOrMessage = z.union([RecordItem, MessageItem]);
const ListedItem = MessageItem.extend({ caseId: z.string(), since: z.string() });

/** So often a number's count that others write at the same moment is tried. */
const ATTEMPTS = 5;

/** @param transportMillis real time, milliseconds since the epoch: when a claim was made */
export function createDynamoMessages(table: DynamoTable, transportMillis: () => number): MessageStore {
  return {
    async listUnsettled(caseId) {
      return unsettledOf(await table.under(casePk(caseId), UNDER.message, MessageItem));
    },
    async findWithRecord(caseId) {
      // Nothing of a case lies between its messages and its record.
      const ends = [UNDER.message, KEYS.record(caseId).sk] as const;
      const items = await table.between(casePk(caseId), ends, RecordOrMessage);
      const [record] = items.flatMap((item) => ('value' in item ? [item.value] : []));
      return record && { record, unsettled: unsettledOf(items.filter((item) => 'owedSince' in item)) };
    },
    async list(state) {
      const listed = await table.queue(LISTS[state], ListedItem);
      return listed.map(({ claimedAtMillis: _when, writer: _whose, ...message }) => message);
    },
    async find(caseId, event) {
      const found = await table.get(KEYS.message(caseId, event), MessageItem);
      return found && { caseId, event, owedSince: found.owedSince, state: found.state };
    },
    async claim(caseId, event, share) {
      const id = writerMark();
      const claiming = planClaim(caseId, event, id, transportMillis());
      if (share) {
        const counted = await claimCounted(table, claiming, share);
        if (counted === 'claimed') return { id };
        if (counted === 'used-up') return (await table.apply(claiming)) ? { id, usedUp: true } : undefined;
      }
      return (await table.apply(claiming)) ? { id } : undefined;
    },
    async unclaim(caseId, event, claim) {
      // Where that claim does not stand any more, somebody has settled the message or claimed it anew, and that stands.
      const ours = claim === undefined ? 'attribute_not_exists(#writer)' : '#writer = :writer';
      await table.apply({
        kind: 'update',
        key: KEYS.message(caseId, event),
        set: { text: 'SET #state = :owed REMOVE #claimedAtMillis, #writer', values: { owed: 'owed' } },
        when: {
          text: `#state = :claimed AND ${ours}`,
          values: { claimed: 'claimed', ...(claim !== undefined && { writer: claim }) },
        },
      });
    },
  };
}

/**
 * Claims the message and counts it towards a number's share of the day, both or nothing. What was counted and given
 * back since is not counted again.
 * @returns undefined where the message is not owed, or has been counted: then a claim alone is to be tried
 */
async function claimCounted(
  table: DynamoTable,
  claiming: Update,
  share: Share,
): Promise<'claimed' | 'used-up' | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const refusal = await table.transact([counting(claiming), planShare(share)]);
    if (!refusal) return 'claimed';
    if (refusal.failed.includes(0)) return undefined;
    if (refusal.failed.includes(1)) return 'used-up';
    if (attempt === ATTEMPTS) throw refusal.cause;
  }
}

/** Those that are owed or claimed, the oldest first. */
function unsettledOf(messages: readonly z.infer<typeof MessageItem>[]): OwedMessage[] {
  return messages
    .toSorted((a, b) => a.owedSince - b.owedSince)
    .flatMap<OwedMessage>(({ event, owedSince, state, claimedAtMillis, writer }) => {
      if (state === 'owed') return [{ event, owedSince, state }];
      if (state !== 'claimed') return [];
      const whose = writer !== undefined && { claim: writer };
      return [
        { event, owedSince, state, ...(claimedAtMillis !== undefined && { claimedAtMillis }), ...whose },
      ];
    });
}
