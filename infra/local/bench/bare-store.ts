import { randomUUID } from 'node:crypto';
import { DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { AWS_PREFIX, REGION } from '../prepare.ts';
import { TABLE } from '../table.ts';
import type { MeasuredProduct } from './measured-product.ts';
import { secondsOf } from './figure.ts';

/** About what one fact of a case weighs, bytes. */
const FILLING = 'x'.repeat(600);

/**
 * Transactions a second that the store takes when nothing else is done: two new items each, signed by the SDK, through
 * the same endpoint that the product uses. @param hands so many under way at once
 */
export async function bareTransactions(
  product: MeasuredProduct,
  count: number,
  hands: number,
): Promise<number> {
  const client = new DynamoDBClient({
    endpoint: `${product.origin}${AWS_PREFIX}`,
    region: REGION,
    credentials: await product.credentials(),
  });
  let left = count;
  const work = async (): Promise<void> => {
    for (; left > 0; left -= 1) await client.send(twoItems());
  };
  // The first call makes the connection and the signing key.
  await client.send(twoItems());
  const seconds = await secondsOf(() => Promise.all(Array.from({ length: hands }, work)));
  client.destroy();
  return count / seconds;
}

function twoItems(): TransactWriteItemsCommand {
  const pk = { S: `BENCH#${randomUUID()}` };
  const put = (sk: string) => ({
    Put: {
      TableName: TABLE.TableName,
      Item: { pk, sk: { S: sk }, filling: { S: FILLING } },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  });
  return new TransactWriteItemsCommand({ TransactItems: [put('RECORD'), put('EVENT#1')] });
}
