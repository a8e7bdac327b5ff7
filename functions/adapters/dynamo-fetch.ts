import { setTimeout as wait } from 'node:timers/promises';
import { BatchGetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { StoredItem } from './dynamo-item.ts';

/** As many as one call may ask for. */
const MOST_AT_ONCE = 100;
/** How often one call is made for what it leaves unanswered; some second in all. */
const ATTEMPTS = 6;
const FIRST_WAIT_MILLIS = 25;

/**
 * The items under these keys as they are now, in no order; those that are gone are left out. No key may come twice.
 * @throws Error when the table leaves some unanswered again and again, as it does under too much load
 */
export async function fetchItems(
  client: DynamoDBClient,
  tableName: string,
  keys: readonly StoredItem[],
): Promise<StoredItem[]> {
  const parts = Array.from({ length: Math.ceil(keys.length / MOST_AT_ONCE) }, (_part, index) =>
    keys.slice(index * MOST_AT_ONCE, (index + 1) * MOST_AT_ONCE),
  );
  const found = await Promise.all(parts.map((part) => fetchPart(client, tableName, part)));
  return found.flat();
}

async function fetchPart(
  client: DynamoDBClient,
  tableName: string,
  keys: readonly StoredItem[],
): Promise<StoredItem[]> {
  const found: StoredItem[] = [];
  let left = [...keys];
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (attempt > 0) await wait((1 + Math.random()) * FIRST_WAIT_MILLIS * 2 ** (attempt - 1));
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetItemCommand({ RequestItems: { [tableName]: { Keys: left, ConsistentRead: true } } }),
    );
    found.push(...(Responses?.[tableName] ?? []));
    left = UnprocessedKeys?.[tableName]?.Keys ?? [];
    if (left.length === 0) return found;
  }
  throw new Error(`The table left ${left.length} items unanswered, ${ATTEMPTS} times over`);
}
