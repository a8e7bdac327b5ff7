import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { KMSClient, ListAliasesCommand } from '@aws-sdk/client-kms';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AwsError, type WireRequest } from '../../infra/local/wire.ts';
import {
  CREDENTIALS,
  openEmbeddedAws,
  temporaryDirectory,
  type EmbeddedAws,
} from '../support/embedded-aws.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let cloud: EmbeddedAws;
let reached: WireRequest[];

beforeAll(async () => {
  directory = await temporaryDirectory();
  reached = [];
  cloud = await openEmbeddedAws(directory.path, async (request) => {
    reached.push(request);
    if (request.headers['x-amz-target']?.endsWith('ListTables'))
      return { status: 200, body: '{"TableNames":["cases"]}' };
    throw new AwsError('ValidationException', 'no', 400, { CancellationReasons: [] });
  });
});

afterAll(async () => {
  await cloud.close();
  await directory.remove();
});

type Settings = EmbeddedAws['client'];
const CALLS = [
  [
    'dynamodb',
    (to: Settings) => new DynamoDBClient(to).send(new ListTablesCommand()),
    'UnrecognizedClientException',
    'InvalidSignatureException',
  ],
  [
    'kms',
    (to: Settings) => new KMSClient(to).send(new ListAliasesCommand()),
    'UnrecognizedClientException',
    'InvalidSignatureException',
  ],
  [
    'states',
    (to: Settings) => new SFNClient(to).send(new ListExecutionsCommand()),
    'UnrecognizedClientException',
    'InvalidSignatureException',
  ],
  [
    'sns',
    (to: Settings) => new SNSClient(to).send(new ListTopicsCommand()),
    'InvalidClientTokenId',
    'SignatureDoesNotMatch',
  ],
  [
    's3',
    (to: Settings) => new S3Client(to).send(new ListBucketsCommand()),
    'InvalidAccessKeyId',
    'SignatureDoesNotMatch',
  ],
] as const;

describe('the AWS endpoint', () => {
  it('sends each service to its own handler, by what the SDK sends', async () => {
    const tables = await new DynamoDBClient(cloud.client).send(new ListTablesCommand());
    const topics = await new SNSClient(cloud.client).send(new ListTopicsCommand());
    const aliases = await new KMSClient(cloud.client).send(new ListAliasesCommand());
    const buckets = await new S3Client(cloud.client).send(new ListBucketsCommand());

    expect(tables.TableNames).toEqual(['cases']);
    expect([topics.Topics, aliases.Aliases, buckets.Buckets ?? []]).toEqual([[], [], []]);
    expect(reached.map(({ path }) => path)).toEqual(['/_local/aws/']);
  });

  it.each(CALLS)('refuses %s with a wrong key or signature, in its own words', async (...row) => {
    const [, call, wrongKey, wrongSignature] = row;
    const reachedBefore = reached.length;

    const byOtherKey = call({ ...cloud.client, credentials: { ...CREDENTIALS, accessKeyId: 'OTHER' } });
    await expect(byOtherKey).rejects.toMatchObject({ name: wrongKey });
    const byOtherSecret = call({
      ...cloud.client,
      credentials: { ...CREDENTIALS, secretAccessKey: 'other' },
    });
    await expect(byOtherSecret).rejects.toMatchObject({ name: wrongSignature });

    expect(reached).toHaveLength(reachedBefore);
  });

  it('refuses a signature for another region', async () => {
    const client = new SNSClient({ ...cloud.client, region: 'us-east-1' });

    await expect(client.send(new ListTopicsCommand())).rejects.toThrow('expecting cn-northwest-1/sns');
  });

  it('refuses a signature of an hour ago', async () => {
    const client = new DynamoDBClient({ ...cloud.client, systemClockOffset: -3_600_000 });

    await expect(client.send(new ListTablesCommand())).rejects.toMatchObject({
      name: 'InvalidSignatureException',
    });
  });

  it.each(['/', ''])('answers 501 by name for a service that it has not, at the path %j', async (end) => {
    const scope =
      'AWS4-HMAC-SHA256 Credential=AKIDLOCAL/20260302/cn-northwest-1/sts/aws4_request, SignedHeaders=host, Signature=0';
    const headers = { 'content-type': 'application/x-www-form-urlencoded', authorization: scope };

    const answer = await fetch(cloud.client.endpoint + end, {
      method: 'POST',
      headers,
      body: 'Action=GetCallerIdentity',
    });

    expect(answer.status).toBe(501);
    expect(await answer.text()).toContain('<Message>The embedded cloud has no service sts</Message>');
  });

  it('lets an ordered fault happen, which the SDK gets over by trying again', async () => {
    cloud.faults.add({ service: 'sns', operation: 'ListTopics', kind: 'error', times: 1 });
    cloud.faults.add({ service: 's3', operation: 'ListBuckets', kind: 'error', times: 1 });
    const patient = { ...cloud.client, maxAttempts: 3 };

    const topics = await new SNSClient(patient).send(new ListTopicsCommand());
    const buckets = await new S3Client(patient).send(new ListBucketsCommand());

    expect([topics.$metadata.attempts, buckets.$metadata.attempts]).toEqual([2, 2]);
    expect(cloud.faults.list()).toEqual([]);
  });
});
