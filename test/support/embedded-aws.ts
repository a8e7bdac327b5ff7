import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAwsEndpoint } from '../../infra/local/aws-endpoint.ts';
import { FaultBook } from '../../infra/local/faults.ts';
import { serve } from '../../infra/local/http-server.ts';
import { openKms } from '../../infra/local/kms/kms.ts';
import { openS3 } from '../../infra/local/s3/s3.ts';
import { openSns } from '../../infra/local/sns.ts';
import { AwsError, type WireHandler, type WireRequest } from '../../infra/local/wire.ts';

/** The pair of keys of every test. */
export const CREDENTIALS = { accessKeyId: 'AKIDLOCAL', secretAccessKey: 'local-secret' };
export const REGION = 'cn-northwest-1';
const PREFIX = '/_local/aws';
/** Monday, 2 March 2026, 09:00 in the county. */
const OPENING = Date.parse('2026-03-02T09:00:00+08:00');

/** Everything of the embedded cloud's AWS side but the state machine, on a port of its own. */
export async function openEmbeddedAws(directory: string, dynamo: WireHandler = notHere) {
  const clock = { nowMillis: () => OPENING };
  const faults = new FaultBook();
  const requests: WireRequest[] = [];
  const s3 = await openS3({
    directory: join(directory, 's3'),
    credentials: CREDENTIALS,
    region: REGION,
    prefix: PREFIX,
  });
  const kms = await openKms({ file: join(directory, 'kms.json'), region: REGION });
  const sns = await openSns({ file: join(directory, 'sns.jsonl'), region: REGION, clock });
  const endpoint = createAwsEndpoint({
    prefix: PREFIX,
    credentials: CREDENTIALS,
    region: REGION,
    dynamo,
    stepFunctions: notHere,
    kms: kms.handle,
    sns: sns.handle,
    s3: s3.handle,
    faults,
  });
  const served = await serve(
    (request) => {
      requests.push(request);
      return endpoint.signed(request);
    },
    { port: 0 },
  );
  return {
    faults,
    requests,
    s3,
    kms,
    sns,
    /** Settings for any SDK client. */
    client: {
      endpoint: `${served.origin}${PREFIX}`,
      region: REGION,
      credentials: CREDENTIALS,
      maxAttempts: 1,
    },
    async close() {
      await served.close();
      await sns.close();
      await s3.close();
    },
  };
}
export type EmbeddedAws = Awaited<ReturnType<typeof openEmbeddedAws>>;

/** A directory for one test file; `remove` takes it away. */
export async function temporaryDirectory(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'huren-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

const notHere: WireHandler = () =>
  Promise.reject(new AwsError('NotImplemented', 'Not part of this test', 501));
