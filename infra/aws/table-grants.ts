import type { ProductFunction } from './product-function.ts';
import { QUEUE, type Storage } from './storage.ts';
import { viaService } from './via-service.ts';

/** What may be done with items. Nobody scans. */
export type ItemAction = 'GetItem' | 'Query' | 'PutItem' | 'UpdateItem' | 'DeleteItem';

/** May do this with items of the table, alone or in a transaction. */
export function grantItems(fn: ProductFunction, storage: Storage, action: ItemAction): void {
  fn.allow({ actions: [`dynamodb:${action}`], resources: [storage.table.tableArn] });
  openTable(fn, storage);
}

/** May go through the queue: the index, which names the items, and the items. */
export function grantQueue(fn: ProductFunction, storage: Storage): void {
  fn.allow({ actions: ['dynamodb:Query'], resources: [`${storage.table.tableArn}/index/${QUEUE}`] });
  fn.allow({ actions: ['dynamodb:BatchGetItem'], resources: [storage.table.tableArn] });
  openTable(fn, storage);
}

/**
 * Reading and writing items both take the table's own key, which DynamoDB has KMS decrypt for the caller; what else it
 * asks of KMS it asks by its own grant, which deployment gave it.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.howitworks.html
 */
function openTable(fn: ProductFunction, { table, key }: Storage): void {
  fn.allow({
    actions: ['kms:Decrypt'],
    resources: [key.keyArn],
    conditions: viaService(table, 'dynamodb', ['aws:dynamodb:tableName', table.tableName]),
  });
  fn.set('tableName', table.tableName);
}
