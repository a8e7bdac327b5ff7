import * as z from 'zod';
import type { TryStore } from '../ports/registers.ts';
import { ABSENT } from './dynamo-change.ts';
import { KEYS } from './dynamo-keys.ts';
import type { DynamoTable } from './dynamo-table.ts';
import { writerMark } from './writer-mark.ts';

const TriesItem = z.object({ taken: z.int(), expiresAt: z.int() });

/** @param transportMillis real time, milliseconds since the epoch: guessing is not slowed down by the business clock */
export function createDynamoTries(table: DynamoTable, transportMillis: () => number): TryStore {
  return {
    async take(subject, { tries, seconds }) {
      const now = Math.floor(transportMillis() / 1000);
      const key = KEYS.tries(subject);
      for (;;) {
        // Nearly everybody tries once within the time, and a refused write costs as much as one that is carried out.
        const first = await table.apply({
          kind: 'put',
          item: { ...key, taken: 1, expiresAt: now + seconds, writer: writerMark() },
          when: { text: `${ABSENT.text} OR #expiresAt <= :now`, values: { now } },
        });
        if (first) return undefined;
        const counted = await table.apply({
          kind: 'update',
          key,
          set: { text: 'SET #taken = #taken + :one', values: { one: 1 } },
          when: { text: '#expiresAt > :now AND #taken < :tries', values: { now, tries } },
        });
        if (counted) return undefined;
        const found = await table.get(key, TriesItem);
        if (found && found.expiresAt > now && found.taken >= tries) return found.expiresAt - now;
      }
    },
    async giveBack(subject) {
      await table.apply({
        kind: 'update',
        key: KEYS.tries(subject),
        set: { text: 'SET #taken = #taken - :one', values: { one: 1 } },
        when: { text: '#taken > :none', values: { none: 0 } },
      });
    },
  };
}
