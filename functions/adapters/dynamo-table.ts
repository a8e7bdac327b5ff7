import { randomUUID } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type DynamoDBClientConfig,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { placeholders, toItem, toTransactItem, type Change } from './dynamo-change.ts';
import type { ItemKey } from './dynamo-keys.ts';

/** Why a transaction was not written: the places of the changes whose condition did not hold. */
export interface Refusal {
  readonly failed: readonly number[];
  /** Another transaction held one of the items at that moment. */
  readonly conflict: boolean;
  readonly cause: Error;
}

/**
 * A value that is checked only where the rest of the code tells its kinds apart: it was written by this code, and a
 * full schema would have to follow every field for ever.
 */
export function shaped<Value>(shape: z.ZodType): z.ZodType<Value> {
  return z.custom<Value>((value) => shape.safeParse(value).success, 'not in the shape it was written in');
}

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
    readonly config?: DynamoDBClientConfig;
  }) {
    this.#client = new DynamoDBClient(config);
    // It copies every item to hide what a model marks as sensitive, even where nothing is logged. Nothing is logged here.
    this.#client.middlewareStack.remove('loggerMiddleware');
    this.#name = tableName;
  }

  /** Reads consistently: sees every write acknowledged before. Undefined when there is none. */
  async get<Value>(key: ItemKey, schema: z.ZodType<Value>): Promise<Value | undefined> {
    const { Item } = await this.#client.send(
      new GetItemCommand({ TableName: this.#name, Key: toItem({ ...key }), ConsistentRead: true }),
    );
    return Item && schema.parse(unmarshall(Item));
  }

  /** Every item of a partition whose sort key begins so, in order; consistent. */
  async under<Value>(pk: string, beginning: string, schema: z.ZodType<Value>): Promise<Value[]> {
    const keyCondition = { text: '#pk = :pk AND begins_with(#sk, :beginning)', values: { pk, beginning } };
    return this.#queryAll(
      { KeyConditionExpression: keyCondition.text, ConsistentRead: true, ...placeholders(keyCondition) },
      schema,
    );
  }

  /**
   * Every item of a partition of the index `queue`, in order; may lag behind by moments.
   * @param before only those that sort before this
   */
  async queue<Value>(queuePk: string, schema: z.ZodType<Value>, before?: string): Promise<Value[]> {
    const keyCondition =
      before === undefined
        ? { text: '#queuePk = :queuePk', values: { queuePk } }
        : { text: '#queuePk = :queuePk AND #queueSk < :before', values: { queuePk, before } };
    return this.#queryAll(
      { IndexName: 'queue', KeyConditionExpression: keyCondition.text, ...placeholders(keyCondition) },
      schema,
    );
  }

  /** Carries out one change. @returns false when its condition does not hold */
  async apply(change: Exclude<Change, { kind: 'check' }>): Promise<boolean> {
    const { Put, Update, Delete } = toTransactItem(this.#name, change);
    try {
      if (Put) await this.#client.send(new PutItemCommand(Put));
      if (Update) await this.#client.send(new UpdateItemCommand(Update));
      if (Delete) await this.#client.send(new DeleteItemCommand(Delete));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  /**
   * Carries out all changes or none. The token makes the SDK's own repeat of a call whose answer was lost the same
   * transaction, so that it does not trip over its own conditions.
   * @returns undefined when written
   */
  async transact(changes: readonly Change[]): Promise<Refusal | undefined> {
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

  async #queryAll<Value>(
    query: Omit<QueryCommandInput, 'TableName'>,
    schema: z.ZodType<Value>,
  ): Promise<Value[]> {
    const found: Value[] = [];
    let ExclusiveStartKey: QueryCommandInput['ExclusiveStartKey'];
    do {
      const page = await this.#client.send(
        new QueryCommand({ TableName: this.#name, ...query, ExclusiveStartKey }),
      );
      found.push(...(page.Items ?? []).map((item) => schema.parse(unmarshall(item))));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return found;
  }
}

/** @throws the error itself when the cause is neither a condition nor a conflict, such as throttling */
function refusalOf(error: TransactionCanceledException): Refusal {
  const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code ?? 'None');
  const failed = codes.flatMap((code, place) => (code === 'ConditionalCheckFailed' ? [place] : []));
  const conflict = codes.includes('TransactionConflict');
  if (failed.length === 0 && !conflict) throw error;
  return { failed, conflict, cause: error };
}
