import * as z from 'zod';
import { MESSAGE_EVENTS } from '../domain/case-event.ts';
import type { MessageStore } from '../ports/case-records.ts';
import { casePk, KEYS, LISTS, UNDER } from './dynamo-keys.ts';
import type { DynamoTable } from './dynamo-table.ts';

const MessageItem = z.object({
  event: z.enum(MESSAGE_EVENTS),
  state: z.enum(['owed', 'claimed', 'sent', 'unknown', 'failed', 'skipped', 'given-up']),
  /** Number of the last event of the act it is owed for. */
  owedSince: z.int(),
  claimedAtMillis: z.int().optional(),
});

const ListedItem = MessageItem.extend({ caseId: z.string(), since: z.string() });

/** @param transportMillis real time, milliseconds since the epoch: when a claim was made */
export function createDynamoMessages(table: DynamoTable, transportMillis: () => number): MessageStore {
  return {
    async listUnsettled(caseId) {
      const messages = await table.under(casePk(caseId), UNDER.message, MessageItem);
      return messages
        .sort((a, b) => a.owedSince - b.owedSince)
        .flatMap(({ event, owedSince, state, claimedAtMillis }) =>
          state === 'owed' || state === 'claimed'
            ? [{ event, owedSince, state, ...(claimedAtMillis !== undefined && { claimedAtMillis }) }]
            : [],
        );
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
