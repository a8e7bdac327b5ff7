import * as z from 'zod';
import { MESSAGE_EVENTS } from '../domain/case-event.ts';
import type { MessageStore, OwedMessage } from '../ports/case-records.ts';
import { RecordItem } from './dynamo-cases.ts';
import { casePk, KEYS, LISTS, UNDER } from './dynamo-keys.ts';
import type { DynamoTable } from './dynamo-table.ts';

const MessageItem = z.object({
  event: z.enum(MESSAGE_EVENTS),
  state: z.enum(['owed', 'claimed', 'sent', 'unknown', 'failed', 'skipped', 'given-up']),
  /** Number of the last event of the act it is owed for. */
  owedSince: z.int(),
  claimedAtMillis: z.int().optional(),
});

const RecordOrMessage = z.union([RecordItem, MessageItem]);
const ListedItem = MessageItem.extend({ caseId: z.string(), since: z.string() });

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
      return listed.map(({ claimedAtMillis: _when, ...message }) => message);
    },
    async find(caseId, event) {
      const found = await table.get(KEYS.message(caseId, event), MessageItem);
      return found && { caseId, event, owedSince: found.owedSince, state: found.state };
    },
    claim(caseId, event) {
      return table.apply({
        kind: 'update',
        key: KEYS.message(caseId, event),
        set: {
          text: 'SET #state = :claimed, #claimedAtMillis = :now',
          values: { claimed: 'claimed', now: transportMillis() },
        },
        when: { text: '#state = :owed', values: { owed: 'owed' } },
      });
    },
    async unclaim(caseId, event) {
      // Where it is not claimed any more, somebody has settled it, and that stands.
      await table.apply({
        kind: 'update',
        key: KEYS.message(caseId, event),
        set: { text: 'SET #state = :owed REMOVE #claimedAtMillis', values: { owed: 'owed' } },
        when: { text: '#state = :claimed', values: { claimed: 'claimed' } },
      });
    },
  };
}

/** Those that are owed or claimed, the oldest first. */
function unsettledOf(messages: readonly z.infer<typeof MessageItem>[]): OwedMessage[] {
  return messages
    .toSorted((a, b) => a.owedSince - b.owedSince)
    .flatMap(({ event, owedSince, state, claimedAtMillis }) =>
      state === 'owed' || state === 'claimed'
        ? [{ event, owedSince, state, ...(claimedAtMillis !== undefined && { claimedAtMillis }) }]
        : [],
    );
}
