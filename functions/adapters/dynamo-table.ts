import { randomUUID } from 'node:crypto';
import {
  DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  type DynamoDBClientConfig,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { AwsTransport } from './aws-transport.ts';
import { placeholders, toTransactItem, type Change } from './dynamo-change.ts';
import { fetchItems } from './dynamo-fetch.ts';
import { fromStored, toAttributes, type StoredItem } from './dynamo-item.ts';
import type { ItemKey } from './dynamo-keys.ts';
import { refusalOf, writeOne, type Refusal } from './dynamo-write.ts';

/**
 * A value that is checked only where the rest of the code tells its kinds apart: it was written by this code, and a
 * full schema would have to follow every field for ever.
 */
export function shaped<Value>(shape: z.ZodType): z.ZodType<Value> {
  return z.custom<Value>((value) => shape.safeParse(value).success, 'not in the shape it was written in');
}

/** Where an item stands in the index; an item that has left it stands nowhere. */
const Place = z.object({ queuePk: z.string().default(''), queueSk: z.string().default('') });

/** The one table. What is read passes a schema; what does not fit is a fault (ZodError). */
export class DynamoTable {
  readonly #client: DynamoDBClient;
  readonly #name: string;

  /** @param options.config for the client. @default the container's own region, credentials and endpoint */
  constructor({
    tableName,
    config = {},
  }: {
    readonly tableName: string;
    readonly config?: DynamoDBClientConfig & Partial<Pick<AwsTransport, 'needless'>>;
  }) {
    this.#client = new DynamoDBClient(config);
    // The logger copies every item to hide what a model marks as sensitive, even where nothing is logged, as here.
    for (const name of ['loggerMiddleware', ...(config.needless ?? [])])
      this.#client.middlewareStack.remove(name);
    this.#name = tableName;
  }

  /** Reads consistently: sees every write acknowledged before. Undefined when there is none. */
  async get<Value>(key: ItemKey, schema: z.ZodType<Value>): Promise<Value | undefined> {
    const { Item } = await this.#client.send(
      new GetItemCommand({ TableName: this.#name, Key: toAttributes({ ...key }), ConsistentRead: true }),
    );
    return Item && schema.parse(fromStored(Item));
  }

  /** Every item of a partition whose sort key begins so, in order; consistent. */
  async under<Value>(pk: string, beginning: string, schema: z.ZodType<Value>): Promise<Value[]> {
    const items = await this.#queryAll(beginningWith(pk, beginning));
    return items.map((item) => schema.parse(fromStored(item)));
  }

  /** The last item of a partition whose sort key begins so; consistent. Undefined when there is none. */
  async last<Value>(pk: string, beginning: string, schema: z.ZodType<Value>): Promise<Value | undefined> {
    const query = { ...beginningWith(pk, beginning), ScanIndexForward: false, Limit: 1 };
    const { Items } = await this.#client.send(new QueryCommand({ TableName: this.#name, ...query }));
    const [item] = Items ?? [];
    return item && schema.parse(fromStored(item));
  }

  /** Every item of a partition whose sort key is one of these or lies between them, in order; consistent. */
  async between<Value>(
    pk: string,
    [first, last]: readonly [string, string],
    schema: z.ZodType<Value>,
  ): Promise<Value[]> {
    const text = '#pk = :pk AND #sk BETWEEN :first AND :last';
    const items = await this.#queryAll({
      KeyConditionExpression: text,
      ConsistentRead: true,
      ...placeholders({ text, values: { pk, first, last } }),
    });
    return items.map((item) => schema.parse(fromStored(item)));
  }

  /**
   * Every item of a partition of the index `queue`, in order. The index holds keys only and may lag behind by moments:
   * what it names is read from the table, as it is now, and left out where it is gone or has moved to another partition.
   * @param before only those that sort before this
   */
  async queue<Value>(queuePk: string, schema: z.ZodType<Value>, before?: string): Promise<Value[]> {
    const values = { queuePk, ...(before !== undefined && { before }) };
    const text = `#queuePk = :queuePk${before === undefined ? '' : ' AND #queueSk < :before'}`;
    const keys = { text: '#pk, #sk' };
    const named = await this.#queryAll({
      IndexName: 'queue',
      KeyConditionExpression: text,
      ProjectionExpression: keys.text,
      ...placeholders({ text, values }, keys),
    });
    // An item that moves within its partition may be named twice for a moment.
    const unique = new Map(named.map((key) => [`${key['pk']?.S} ${key['sk']?.S}`, key]));
    const items = await fetchItems(this.#client, this.#name, [...unique.values()]);
    return items
      .map(fromStored)
      .map((item) => ({ item, place: Place.parse(item) }))
      .filter(({ place }) => place.queuePk === queuePk && (before === undefined || place.queueSk < before))
      .toSorted((a, b) => (a.place.queueSk < b.place.queueSk ? -1 : 1))
      .map(({ item }) => schema.parse(item));
  }

  /**
   * Carries out one change.
   * @returns false when its condition does not hold
   * @throws TransactionConflictException while a transaction holds the item
   */
  async apply(change: Change): Promise<boolean> {
    const refusal = await writeOne(this.#client, this.#name, change);
    if (refusal?.conflict) throw refusal.cause;
    return refusal === undefined;
  }

  /**
   * Carries out all changes or none. The token makes the SDK's own repeat of a call whose answer was lost the same
   * transaction, so that it does not trip over its own conditions. One change alone is a plain write, but for an update:
   * a repeat of that could add twice.
   * @returns undefined when written
   */
  async transact(changes: readonly Change[]): Promise<Refusal | undefined> {
    const [only] = changes;
    if (changes.length === 1 && (only?.kind === 'put' || only?.kind === 'delete'))
      return writeOne(this.#client, this.#name, only);
    const TransactItems = changes.map((change) => toTransactItem(this.#name, change));
    try {
      await this.#client.send(
        new TransactWriteItemsCommand({ TransactItems, ClientRequestToken: randomUUID() }),
      );
      return undefined;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      return refusalOf(error);
    }
  }

  async #queryAll(query: Omit<QueryCommandInput, 'TableName'>): Promise<StoredItem[]> {
    const found: StoredItem[] = [];
    let ExclusiveStartKey: QueryCommandInput['ExclusiveStartKey'];
    do {
      const page = await this.#client.send(
        new QueryCommand({ TableName: this.#name, ...query, ExclusiveStartKey }),
      );
      found.push(...(page.Items ?? []));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return found;
  }
}

function beginningWith(pk: string, beginning: string) {
  const text = '#pk = :pk AND begins_with(#sk, :beginning)';
  return {
    KeyConditionExpression: text,
    ConsistentRead: true,
    ...placeholders({ text, values: { pk, beginning } }),
  };
}
