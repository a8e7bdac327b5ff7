import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { DeleteItemCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startForJourney, type JourneyProduct } from '../support/journey-product.ts';
import { call, ok, Person } from './client.ts';

/** Belongs to nobody: the division does not exist. */
const NUMBER = '339999197001010014';
const PLACE = ['--county', 'suichang', '--table', 'huren', '--lookup-key', 'alias/huren-lookup'];
const WANTED = [...PLACE, '--staff-id', 'operator-1', '--name', '钟维一'];

let product: JourneyProduct;
let env: Record<string, string>;
beforeAll(async () => {
  product = await startForJourney();
  const { accessKeyId, secretAccessKey } = JSON.parse(
    await readFile(`${product.dataDir}/credentials.json`, 'utf8'),
  ) as Record<string, string>;
  env = {
    PATH: process.env['PATH'] ?? '',
    AWS_REGION: 'cn-northwest-1',
    AWS_ACCESS_KEY_ID: accessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: secretAccessKey ?? '',
  };
  await removeStaff();
});
afterAll(() => product.stop());

/** As a deployment is without any officer; the account of the smoke test, which has an operator's role, is none. */
async function removeStaff(): Promise<void> {
  const client = new DynamoDBClient({ endpoint: `${product.origin}/_local/aws`, region: 'cn-northwest-1' });
  const { Items = [] } = await client.send(new ScanCommand({ TableName: 'huren' }));
  for (const { pk, sk } of Items)
    if (pk?.S?.startsWith('STAFF') && pk.S !== 'STAFF#smoke-1' && sk)
      await client.send(new DeleteItemCommand({ TableName: 'huren', Key: { pk, sk } }));
}

function command(
  args: readonly string[],
  typed = NUMBER,
): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const end = ['--endpoint', `${product.origin}/_local/aws`];
    const child = execFile(
      process.execPath,
      ['infra/operator.ts', ...args, ...end],
      { env },
      (error, out, err) => {
        resolve({ code: error === null ? 0 : Number(error.code), out, err });
      },
    );
    child.stdin?.end(`${typed}\n`);
  });
}

describe('the first operator of a deployment', () => {
  it('cannot sign in before, is entered by one command, and then enters the others', async () => {
    const before = await call(`${product.origin}/_local/token`, 'POST', { body: { person: 'operator-1' } });

    const entered = await command(WANTED);

    const operator = await Person.signIn(product.origin, 'operator-1');
    const acceptor = {
      version: 0,
      displayName: '毛受一',
      roles: ['acceptor'],
      office: 'center',
      active: true,
      citizenIdNumber: '339999198001010019',
    };
    const added = await operator.send('PUT', '/staff/acceptor-1', {
      body: acceptor,
      headers: { 'idempotency-key': 'a3c9b6e2-1f0a-4e65-9a39-6f0c6d6d3f11' },
    });
    expect(before.status).toBe(403);
    expect(entered).toMatchObject({ code: 0, out: 'entered operator-1, operator, version 1\n' });
    expect(ok(added)).toMatchObject({ id: 'acceptor-1', roles: ['acceptor'], version: 1 });
  });

  it('is not entered twice, and a second one only where the first cannot sign in any more', async () => {
    const other = [...PLACE, '--staff-id', 'operator-2', '--name', '练维二'];

    const second = await command(other, '339999197001010030');
    const same = await command([...WANTED, '--again']);
    const locked = await command([...other, '--again'], '339999197001010030');

    expect(second).toMatchObject({ code: 1 });
    expect(second.err).toContain('There is an operator in service: operator-1');
    expect(same.err).toContain('operator-1 has an entry already');
    expect(locked).toMatchObject({ code: 0, out: 'entered operator-2, operator, version 1\n' });
  });

  it('says everything that is wrong with the call, and with the entry', async () => {
    const wrong = await command(['--county', 'nowhere', '--staff-id', 'Big', '--name', ' ']);
    const entry = await command(
      [...PLACE, '--staff-id', 'operator-3', '--name', '某', '--office', 'none', '--again'],
      '1',
    );

    expect(wrong.code).toBe(2);
    for (const part of ['nowhere.json', '“Big”', '--name', '--table', '--lookup-key'])
      expect(wrong.err).toContain(part);
    expect(entry.code).toBe(1);
    expect(entry.err).toContain('/office: OFFICE_UNKNOWN');
    expect(entry.err).toContain('/citizenIdNumber:');
  });
});
