import { readFile } from 'node:fs/promises';
import { DescribeTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { KMSClient, ScheduleKeyDeletionCommand, SignCommand, VerifyCommand } from '@aws-sdk/client-kms';
import { CreateMultipartUploadCommand, GetBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListActivitiesCommand,
  ListStateMachinesCommand,
  RedriveExecutionCommand,
  SendTaskHeartbeatCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { ListPhoneNumbersOptedOutCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startForJourney, type JourneyProduct } from '../support/journey-product.ts';

/** The SDK as it is, led to the product by its endpoint; `awscli-session.ts` asks the same with Debian's command line. */
let product: JourneyProduct;
let settings: {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly maxAttempts: number;
};
beforeAll(async () => {
  product = await startForJourney();
  const credentials = JSON.parse(await readFile(`${product.dataDir}/credentials.json`, 'utf8')) as {
    accessKeyId: string;
    secretAccessKey: string;
  };
  const endpoint = `${product.origin}/_local/aws`;
  settings = { endpoint, region: 'cn-northwest-1', credentials, maxAttempts: 1 };
});
afterAll(() => product.stop());

const FAILING = JSON.stringify({
  QueryLanguage: 'JSONata',
  StartAt: 'No',
  States: { No: { Type: 'Fail', Error: 'Broken', Cause: 'on purpose' } },
});

async function until<Value>(ask: () => Promise<Value>, pleases: (value: Value) => boolean): Promise<Value> {
  for (;;) {
    const value = await ask();
    if (pleases(value)) return value;
  }
}

describe('the SDK at the product’s own endpoint', () => {
  it('finds the one table of the store', async () => {
    const dynamo = new DynamoDBClient(settings);

    const { TableNames = [] } = await dynamo.send(new ListTablesCommand({}));
    const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: TableNames[0] }));

    expect(TableNames).toHaveLength(1);
    expect(Table?.TableStatus).toBe('ACTIVE');
    await expect(dynamo.send(new DescribeTableCommand({ TableName: 'none' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('signs with a key that never leaves and verifies what it signed', async () => {
    const kms = new KMSClient(settings);
    const what = {
      KeyId: 'alias/huren-licence',
      Message: Buffer.from('互认'),
      SigningAlgorithm: 'ECDSA_SHA_256',
    } as const;

    const { Signature } = await kms.send(new SignCommand(what));

    expect((await kms.send(new VerifyCommand({ ...what, Signature }))).SignatureValid).toBe(true);
  });

  it('takes an execution through failure and redrive', async () => {
    const sfn = new SFNClient(settings);
    const roleArn = 'arn:aws-cn:iam::000000000000:role/none';
    const machine = await sfn.send(
      new CreateStateMachineCommand({ name: 'no', definition: FAILING, roleArn }),
    );
    const { executionArn } = await sfn.send(
      new StartExecutionCommand({ stateMachineArn: machine.stateMachineArn }),
    );
    const described = () => sfn.send(new DescribeExecutionCommand({ executionArn }));
    const failed = await until(described, ({ status }) => status === 'FAILED');

    await sfn.send(new RedriveExecutionCommand({ executionArn }));
    const again = await until(described, ({ status }) => status === 'FAILED');
    const { events = [] } = await sfn.send(new GetExecutionHistoryCommand({ executionArn }));

    expect([failed.error, failed.redriveCount, again.redriveCount]).toEqual(['Broken', 0, 1]);
    expect(events.map(({ type }) => type)).toContain('ExecutionRedriven');
    const { stateMachines = [] } = await sfn.send(new ListStateMachinesCommand({}));
    expect(stateMachines.map(({ name }) => name)).toEqual(expect.arrayContaining(['no', 'recognition']));
  });

  it('refuses a token that nobody gave out', async () => {
    const call = new SendTaskHeartbeatCommand({ taskToken: 'none' });

    await expect(new SFNClient(settings).send(call)).rejects.toMatchObject({ name: 'InvalidToken' });
  });

  it('sends the same message twice when told twice, as SNS does', async () => {
    const sns = new SNSClient(settings);
    const message = { PhoneNumber: '+8613900000001', Message: '您好' };

    const first = await sns.send(new PublishCommand(message));
    const second = await sns.send(new PublishCommand(message));

    expect(first.MessageId).not.toBe(second.MessageId);
  });

  it('answers 501 with the name of what is not built', async () => {
    const upload = { Bucket: 'materials', Key: 'big' };
    const s3 = new S3Client({ ...settings, forcePathStyle: true });
    const notBuilt = (name: string) => ({
      message: expect.stringContaining(name) as unknown,
      $metadata: { httpStatusCode: 501 },
    });

    await expect(s3.send(new CreateMultipartUploadCommand(upload))).rejects.toMatchObject(
      notBuilt('CreateMultipartUpload'),
    );
    await expect(s3.send(new GetBucketPolicyCommand({ Bucket: 'materials' }))).rejects.toMatchObject(
      notBuilt('policy'),
    );
    const key = { KeyId: 'alias/huren-licence' };
    await expect(new KMSClient(settings).send(new ScheduleKeyDeletionCommand(key))).rejects.toMatchObject(
      notBuilt('ScheduleKeyDeletion'),
    );
    await expect(new SNSClient(settings).send(new ListPhoneNumbersOptedOutCommand({}))).rejects.toMatchObject(
      notBuilt('ListPhoneNumbersOptedOut'),
    );
    await expect(new SFNClient(settings).send(new ListActivitiesCommand({}))).rejects.toMatchObject(
      notBuilt('ListActivities'),
    );
  });
});
