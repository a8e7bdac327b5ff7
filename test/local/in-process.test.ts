import { GetItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, it } from 'vitest';
import { createAwsEndpoint } from '../../infra/local/aws-endpoint.ts';
import { FaultBook } from '../../infra/local/faults.ts';
import { inProcessTransport } from '../../infra/local/in-process.ts';
import { AwsError, type WireHandler, type WireRequest } from '../../infra/local/wire.ts';

const asked: WireRequest[] = [];
const absent: WireHandler = () => Promise.reject(new AwsError('NotImplemented', 'not here', 501));

/** Only DynamoDB, which answers whatever `answer` says. */
function endpointWith(answer: WireHandler, faults = new FaultBook()) {
  return createAwsEndpoint({
    prefix: '/aws',
    credentials: { accessKeyId: 'LOCAL', secretAccessKey: 'secret' },
    region: 'cn-northwest-1',
    dynamo: async (request) => {
      asked.push(request);
      return answer(request);
    },
    stepFunctions: absent,
    kms: absent,
    sns: absent,
    s3: absent,
    faults,
  });
}

function clientOf(handler: WireHandler): DynamoDBClient {
  return new DynamoDBClient({
    ...inProcessTransport(handler),
    endpoint: 'http://127.0.0.1:9/aws',
    region: 'cn-northwest-1',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    maxAttempts: 2,
  });
}

const GET = new GetItemCommand({ TableName: 'cases', Key: { pk: { S: '林' } } });
const FOUND = JSON.stringify({ Item: { pk: { S: '林' } } });

afterEach(() => void asked.splice(0));

describe('a client in the same process', () => {
  it('is answered without a socket and without a signature', async () => {
    const endpoint = endpointWith(async () => ({ status: 200, body: FOUND }));

    const { Item } = await clientOf(endpoint.trusted).send(GET);

    expect(Item).toEqual({ pk: { S: '林' } });
    expect(asked[0]?.headers['x-amz-target']).toBe('DynamoDB_20120810.GetItem');
    expect(JSON.parse(asked[0]?.body.toString() ?? '')).toEqual({
      TableName: 'cases',
      Key: { pk: { S: '林' } },
    });
  });

  it('meets the faults that are ordered, and tries again as over the wire', async () => {
    const faults = new FaultBook();
    faults.add({ service: 'dynamodb', operation: 'GetItem', kind: 'error', times: 1 });
    const endpoint = endpointWith(async () => ({ status: 200, body: FOUND }), faults);

    const { Item, $metadata } = await clientOf(endpoint.trusted).send(GET);

    expect(Item).toBeDefined();
    expect($metadata.attempts).toBe(2);
  });

  it('gets the service’s own errors', async () => {
    const endpoint = endpointWith(() =>
      Promise.reject(new AwsError('ResourceNotFoundException', 'no table')),
    );

    const answer = clientOf(endpoint.trusted).send(GET);

    await expect(answer).rejects.toMatchObject({ name: 'ResourceNotFoundException', message: 'no table' });
  });

  it('is refused by the way that outsiders take', async () => {
    const endpoint = endpointWith(async () => ({ status: 200, body: FOUND }));

    const answer = clientOf(endpoint.signed).send(GET);

    await expect(answer).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } });
    expect(asked).toEqual([]);
  });
});
