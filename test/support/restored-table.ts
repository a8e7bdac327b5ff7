import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteTableCommand,
  paginateScan,
  type AttributeValue,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { TABLE } from '../../infra/local/table.ts';

type Items = Record<string, AttributeValue>[];
/** As many as one call may write. */
const MOST_AT_ONCE = 25;

/** Every item of a table: what its recovery to this moment would hold. */
export async function itemsOf(client: DynamoDBClient, TableName: string): Promise<Items> {
  const found: Items = [];
  for await (const { Items: page = [] } of paginateScan({ client }, { TableName, ConsistentRead: true }))
    found.push(...page);
  return found;
}

/** A table with the product's keys and these items under the name; one that is there is deleted first. */
export async function restoreTable(client: DynamoDBClient, TableName: string, items: Items): Promise<void> {
  try {
    await client.send(new DeleteTableCommand({ TableName }));
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ResourceNotFoundException')) throw error;
  }
  await client.send(new CreateTableCommand({ ...TABLE, TableName }));
  for (let at = 0; at < items.length; at += MOST_AT_ONCE) {
    const requests = items.slice(at, at + MOST_AT_ONCE).map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: requests } }));
  }
}
