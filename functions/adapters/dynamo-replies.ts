import * as z from 'zod';
import type { ReplyStore } from '../ports/registers.ts';
import { ABSENT } from './dynamo-change.ts';
import { KEYS } from './dynamo-keys.ts';
import type { DynamoTable } from './dynamo-table.ts';
import { writerMark } from './writer-mark.ts';

/** Longer than any Lambda of the API runs: whoever has not answered by then is dead. */
const LEASE_MILLIS = 60_000;
const KEPT_SECONDS = 24 * 3600;

const Reply = z.object({ requestHash: z.string(), status: z.int(), body: z.string() });
const ReplyItem = z.union([
  z.object({ state: z.literal('claimed'), leaseUntilMillis: z.int(), expiresAt: z.int() }),
  z.object({ state: z.literal('kept'), value: Reply, expiresAt: z.int() }),
  // As replies were kept before they were packed: each lives for a day.
  Reply.extend({ state: z.literal('kept'), expiresAt: z.int() }).transform(
    ({ state, expiresAt, ...value }) => ({ state, value, expiresAt }),
  ),
]);

/** @param transportMillis real time, milliseconds since the epoch: for leases and the 24 hours */
export function createDynamoReplies(table: DynamoTable, transportMillis: () => number): ReplyStore {
  const expiry = () => Math.ceil(transportMillis() / 1000) + KEPT_SECONDS;

  return {
    async claim(key, requestHash) {
      const now = transportMillis();
      const leaseUntilMillis = now + LEASE_MILLIS;
      const item = {
        ...KEYS.reply(key),
        state: 'claimed',
        requestHash,
        leaseUntilMillis,
        expiresAt: expiry(),
        writer: writerMark(),
      };
      const free = `${ABSENT.text} OR #expiresAt <= :nowSeconds OR (#state = :claimed AND #leaseUntilMillis <= :now)`;
      const values = { nowSeconds: Math.floor(now / 1000), claimed: 'claimed', now };
      if (await table.apply({ kind: 'put', item, when: { text: free, values } })) return 'claimed';
      const found = await table.get(KEYS.reply(key), ReplyItem);
      return found?.state === 'kept' ? found.value : 'busy';
    },
    async keep(key, reply) {
      // As a `value` a long answer is packed, so that it stays within one KiB: it is written with every call.
      const item = { ...KEYS.reply(key), value: reply, state: 'kept', expiresAt: expiry() };
      await table.apply({ kind: 'put', item });
    },
    async release(key) {
      const when = { text: '#state = :claimed', values: { claimed: 'claimed' } };
      await table.apply({ kind: 'delete', key: KEYS.reply(key), when });
    },
  };
}
