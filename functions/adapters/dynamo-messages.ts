import * as z from 'zod';
import { MESSAGE_EVENTS } from '../domain/case-event.ts';
import type { MessageStore } from '../ports/case-records.ts';
import { casePk, KEYS, LISTS, UNDER } from './dynamo-keys.ts';
import type { DynamoTable } from './dynamo-table.ts';

const MessageItem = z.object({
  event: z.enum(MESSAGE_EVENTS),
  state: z.enum(['owed', 'claimed', 'sent', 'unknown', 'skipped']),
  /** Number of the last event of the act it is owed for. */
  owedSince: z.int(),
  claimedAtMillis: z.int().optional(),
});

const ListedItem = z.object({ caseId: z.string(), event: z.enum(MESSAGE_EVENTS), since: z.string() });

/** @param transportMillis real time, milliseconds since the epoch: when a claim was made */
export function createDynamoMessages(table: DynamoTable, transportMillis: () => number): MessageStore {
  return {
    async listUnsettled(caseId) {
      const messages = await table.under(casePk(caseId), UNDER.message, MessageItem);
      return messages
        .sort((a, b) => a.owedSince - b.owedSince)
        .flatMap(({ event, state, claimedAtMillis }) =>
          state === 'owed' || state === 'claimed'
            ? [{ event, state, ...(claimedAtMillis !== undefined && { claimedAtMillis }) }]
            : [],
        );
    },
    async list(state) {
      const listed = await table.queue(LISTS[state], ListedItem);
      return listed.map(({ caseId, event, since }) => ({ caseId, event, since }));
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
