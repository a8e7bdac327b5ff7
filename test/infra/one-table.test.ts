import { beforeAll, describe, expect, it } from 'vitest';
import { TABLE } from '../../infra/local/table.ts';
import { type Synthesised, synthesise } from './synthesised.ts';

describe('the one table', () => {
  let stack: Synthesised;

  beforeAll(async () => {
    stack = await synthesise('us-east-1');
  });

  it('has the same keys and the same index on one machine as in the cloud', () => {
    const tables = stack.all('DynamoDB::GlobalTable');

    expect(tables).toHaveLength(1);
    expect(tables[0]?.Properties).toMatchObject({
      KeySchema: TABLE.KeySchema,
      AttributeDefinitions: expect.arrayContaining(TABLE.AttributeDefinitions) as unknown,
      GlobalSecondaryIndexes: TABLE.GlobalSecondaryIndexes,
    });
  });
});
