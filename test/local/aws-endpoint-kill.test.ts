import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CREDENTIALS, openEmbeddedAws, REGION, temporaryDirectory } from '../support/embedded-aws.ts';

const PROGRAM = fileURLToPath(new URL('../support/embedded-aws-process.ts', import.meta.url));
const ROUNDS = 3;
const WRITERS = 4;
const ENOUGH = 30;
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;

beforeAll(async () => {
  directory = await temporaryDirectory();
});

afterAll(() => directory.remove());

/** Writes objects and messages until the process dies under it; tells what was acknowledged. */
async function writeUntilKilled(round: number): Promise<string[]> {
  const process_ = spawn(process.execPath, [PROGRAM, directory.path]);
  const [endpoint] = (await once(process_.stdout, 'data')) as [Buffer];
  const settings = {
    endpoint: endpoint.toString(),
    region: REGION,
    credentials: CREDENTIALS,
    maxAttempts: 1,
  };
  const [s3, sns] = [new S3Client(settings), new SNSClient(settings)];
  const acknowledged: string[] = [];
  const writers = Array.from({ length: WRITERS }, async (_, writer) => {
    for (let n = 0; !process_.killed; n += 1) {
      const Key = `${round}/${writer}/${n}`;
      await s3.send(new PutObjectCommand({ Bucket: 'materials', Key, Body: Key.repeat(1_000) }));
      await sns.send(new PublishCommand({ PhoneNumber: '+8613800000000', Message: Key }));
      acknowledged.push(Key);
      if (acknowledged.length === ENOUGH) process_.kill('SIGKILL');
    }
  });
  // Every writer ends with a connection that broke off, or by seeing the kill.
  await Promise.allSettled(writers);
  s3.destroy();
  sns.destroy();
  return acknowledged;
}

it('what was acknowledged is there after the process was killed outright, again and again', async () => {
  const acknowledged: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) acknowledged.push(...(await writeUntilKilled(round)));

  const cloud = await openEmbeddedAws(directory.path);
  const s3 = new S3Client(cloud.client);
  const lost: string[] = [];
  for (const Key of acknowledged) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'materials', Key }));
    if ((await Body?.transformToString()) !== Key.repeat(1_000)) lost.push(Key);
  }
  const published = (await cloud.sns.messages()).map(({ text }) => text);
  const files = await readdir(join(directory.path, 's3', 'objects'));
  s3.destroy();
  await cloud.close();

  expect(acknowledged.length).toBeGreaterThanOrEqual(ROUNDS * ENOUGH);
  expect(lost).toEqual([]);
  expect(published).toEqual(expect.arrayContaining(acknowledged));
  expect(new Set(published).size).toBe(published.length);
  // At most one object a writer was under way at each kill.
  expect(files.length).toBeLessThanOrEqual(acknowledged.length + ROUNDS * WRITERS);
});
