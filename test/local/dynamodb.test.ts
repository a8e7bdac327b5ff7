import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type CreateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureTable, openDynamo, type Dynamo } from '../../infra/local/dynamodb.ts';
import { openEmbeddedAws, temporaryDirectory, type EmbeddedAws } from '../support/embedded-aws.ts';

const TableName = 'cases';
const TABLE: CreateTableCommandInput = {
  TableName,
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  BillingMode: 'PAY_PER_REQUEST',
};
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let dynamo: Dynamo;
let cloud: EmbeddedAws;
let db: DynamoDBClient;

async function open() {
  dynamo = await openDynamo({ directory: directory.path });
  cloud = await openEmbeddedAws(directory.path, dynamo.handle);
  db = new DynamoDBClient({ ...cloud.client, maxAttempts: 5 });
  await ensureTable(db, TABLE);
}

async function close() {
  db.destroy();
  await cloud.close();
  await dynamo.close();
}

beforeAll(async () => {
  directory = await temporaryDirectory();
  await open();
});

afterAll(async () => {
  await close();
  await directory.remove();
});

const put = (pk: string) =>
  db.send(new PutItemCommand({ TableName, Item: { pk: { S: pk }, version: { N: '1' } } }));
const get = async (pk: string) =>
  (await db.send(new GetItemCommand({ TableName, Key: { pk: { S: pk } } }))).Item;

describe('a table', () => {
  it('made again keeps what is in it', async () => {
    await put('kept');

    await ensureTable(db, TABLE);

    expect(await get('kept')).toEqual({ pk: { S: 'kept' }, version: { N: '1' } });
  });

  it('takes any characters as names and values of what it keeps', async () => {
    const Item = { pk: { S: '丽水' }, 姓名: { S: '张三' }, FilterExpression: { S: '互认' } };

    await db.send(new PutItemCommand({ TableName, Item }));

    expect(await get('丽水')).toEqual(Item);
  });

  it('refuses an expression with other than ASCII characters, and stays up', async () => {
    const pid = dynamo.pid();
    const update = new UpdateItemCommand({
      TableName,
      Key: { pk: { S: 'kept' } },
      UpdateExpression: 'SET 姓名 = :name',
      ExpressionAttributeValues: { ':name': { S: '张三' } },
    });

    await expect(db.send(update)).rejects.toMatchObject({ name: 'ValidationException' });

    expect(dynamo.pid()).toBe(pid);
  });

  it('takes such names behind a placeholder', async () => {
    await put('placeholder');

    await db.send(
      new UpdateItemCommand({
        TableName,
        Key: { pk: { S: 'placeholder' } },
        UpdateExpression: 'SET #name = :name',
        ExpressionAttributeNames: { '#name': '姓名' },
        ExpressionAttributeValues: { ':name': { S: '张三' } },
      }),
    );

    expect(await get('placeholder')).toMatchObject({ 姓名: { S: '张三' } });
  });
});

describe('a transaction', () => {
  it('whose condition fails changes nothing and says which condition it was', async () => {
    await put('guarded');
    const Update = {
      TableName,
      Key: { pk: { S: 'guarded' } },
      UpdateExpression: 'SET version = :next',
      ConditionExpression: 'version = :previous',
      ExpressionAttributeValues: { ':next': { N: '9' }, ':previous': { N: '8' } },
    };
    const Put = { TableName, Item: { pk: { S: 'beside' } } };

    const error: unknown = await db
      .send(new TransactWriteItemsCommand({ TransactItems: [{ Put }, { Update }] }))
      .catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(TransactionCanceledException);
    expect(error).toMatchObject({
      CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed' }],
    });
    expect([await get('beside'), await get('guarded')]).toMatchObject([undefined, { version: { N: '1' } }]);
  });
});

describe('the engine', () => {
  it('killed outright is back on its own with all that was acknowledged', async () => {
    const killed = dynamo.pid();
    await put('before the kill');

    process.kill(killed ?? 0, 'SIGKILL');
    const item = await get('before the kill');

    expect(item).toMatchObject({ pk: { S: 'before the kill' } });
    expect(dynamo.pid()).not.toBe(killed);
  });

  it('opened again has what it had', async () => {
    await put('before the restart');

    await close();
    await open();

    expect(await get('before the restart')).toMatchObject({ pk: { S: 'before the restart' } });
  });

  it('that cannot read its database is reported in its own words', async () => {
    const other = await temporaryDirectory();
    await writeFile(join(other.path, 'dynamodb.sqlite'), 'this is no database');

    await expect(openDynamo({ directory: other.path })).rejects.toThrow(/does not come up: .*database/su);

    await other.remove();
  });

  it('ends when it is closed', async () => {
    const other = await temporaryDirectory();
    const second = await openDynamo({ directory: other.path });
    const pid = second.pid() ?? 0;

    await second.close();

    expect(isAlive(pid)).toBe(false);
    await other.remove();
  });

  it('ends with the process that started it, even when that is killed outright', async () => {
    const other = await temporaryDirectory();
    const module = fileURLToPath(new URL('../../infra/local/dynamodb.ts', import.meta.url));
    const script = `const { openDynamo } = await import(process.argv[1]);
      const dynamo = await openDynamo({ directory: process.argv[2] });
      process.stdout.write(String(dynamo.pid()));`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script, module, other.path]);
    const [pid] = (await once(parent.stdout, 'data')) as [Buffer];

    parent.kill('SIGKILL');

    await expect.poll(() => isAlive(Number(pid.toString())), { timeout: 5_000 }).toBe(false);
    await other.remove();
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}
