import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';

/** The one table as the embedded cloud makes it: the same keys and index as `infra/aws/storage.ts`, which a test compares. */
export const TABLE = {
  TableName: 'huren',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
    { AttributeName: 'queuePk', AttributeType: 'S' },
    { AttributeName: 'queueSk', AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'queue',
      KeySchema: [
        { AttributeName: 'queuePk', KeyType: 'HASH' },
        { AttributeName: 'queueSk', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
} satisfies CreateTableCommandInput;
