import { isDeepStrictEqual } from 'node:util';
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  type TransactionCanceledException,
  TransactionConflictException,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { toTransactItem, type Change } from './dynamo-change.ts';
import { toStored } from './dynamo-item.ts';

/** Why nothing was written: the places of the changes whose condition did not hold. */
export interface Refusal {
  readonly failed: readonly number[];
  /** Another transaction held one of the items at that moment. */
  readonly conflict: boolean;
  readonly cause: Error;
}

/**
 * Carries out one change by a plain write, which takes half the units of a transaction. It has no token that makes the
 * SDK's repeat of a call whose answer was lost the same write: a repeat that is refused is looked at, and where the item
 * stands as this change leaves it, or an update's mark of its writer is there, it was written the first time.
 * @returns undefined when written
 */
export async function writeOne(
  client: DynamoDBClient,
  tableName: string,
  change: Change,
): Promise<Refusal | undefined> {
  const { Put, Update, Delete } = toTransactItem(tableName, change);
  const told = change.when && ({ ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const);
  try {
    if (Put) await client.send(new PutItemCommand({ ...Put, ...told }));
    if (Update) await client.send(new UpdateItemCommand({ ...Update, ...told }));
    if (Delete) await client.send(new DeleteItemCommand({ ...Delete, ...told }));
    return undefined;
  } catch (error) {
    if (error instanceof TransactionConflictException) return { failed: [], conflict: true, cause: error };
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return wasWritten(change, error) ? undefined : { failed: [0], conflict: false, cause: error };
  }
}

/** Whether an earlier attempt of the same call left the item as it is now. A call that was sent once left nothing. */
function wasWritten(change: Change, { $metadata, Item }: ConditionalCheckFailedException): boolean {
  if (($metadata.attempts ?? 1) < 2) return false;
  if (change.kind === 'delete') return Item === undefined;
  if (change.kind === 'update') {
    const mark = change.set.values?.['writer'];
    return mark !== undefined && Item?.['writer']?.S === mark;
  }
  return isDeepStrictEqual(Item, toStored(change.item));
}

/** @throws the error itself when the cause is neither a condition nor a conflict, such as throttling */
export function refusalOf(error: TransactionCanceledException): Refusal {
  const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code ?? 'None');
  const failed = codes.flatMap((code, place) => (code === 'ConditionalCheckFailed' ? [place] : []));
  const conflict = codes.includes('TransactionConflict');
  if (failed.length === 0 && !conflict) throw error;
  return { failed, conflict, cause: error };
}
