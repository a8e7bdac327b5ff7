import {
  DeleteItemCommand,
  DynamoDBClient,
  paginateScan,
  UpdateItemCommand,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb';
import { TABLE } from './table.ts';

const STATE_CLAIMED = { '#state': 'state' };
const CLAIMED = { ':claimed': { S: 'claimed' } };

/**
 * Lets go of what the Lambdas of an earlier process had claimed: they died with it, so nobody need wait for their
 * leases to run out. A request under way may be sent again at once; a message that may have gone out has the lease of
 * its claim behind it, and becomes `unknown` when it is next looked at. For the start only, before any Lambda runs.
 */
export async function releaseDeadClaims(): Promise<void> {
  const client = new DynamoDBClient({});
  const pages = paginateScan(
    { client },
    {
      TableName: TABLE.TableName,
      FilterExpression: '#state = :claimed',
      ProjectionExpression: '#pk, #sk',
      ExpressionAttributeNames: { ...STATE_CLAIMED, '#pk': 'pk', '#sk': 'sk' },
      ExpressionAttributeValues: CLAIMED,
    },
  );
  for await (const { Items = [] } of pages) for (const key of Items) await release(client, key);
}

async function release(client: DynamoDBClient, Key: Record<string, AttributeValue>): Promise<void> {
  const where = { TableName: TABLE.TableName, Key };
  if (Key['sk']?.S === 'REPLY') {
    await client.send(new DeleteItemCommand(where));
    return;
  }
  await client.send(
    new UpdateItemCommand({
      ...where,
      UpdateExpression: 'SET #claimedAtMillis = :longAgo',
      ConditionExpression: '#state = :claimed',
      ExpressionAttributeNames: { ...STATE_CLAIMED, '#claimedAtMillis': 'claimedAtMillis' },
      ExpressionAttributeValues: { ...CLAIMED, ':longAgo': { N: '0' } },
    }),
  );
}
