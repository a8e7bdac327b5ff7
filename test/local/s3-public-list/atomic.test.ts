import { GetObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScene, refusal, type Scene } from './scene.ts';

const MEGABYTE = 1024 * 1024;
const Key = 'testobj';
let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());

/** The one letter that the whole object consists of, and its size; the first two letters when there are more. */
async function content(Bucket: string): Promise<string> {
  const bytes = await (
    await scene.s3.send(new GetObjectCommand({ Bucket, Key }))
  ).Body?.transformToByteArray();
  const all = Buffer.from(bytes ?? []);
  const first = all.toString('latin1', 0, 1);
  return all.equals(Buffer.alloc(all.length, first)) ? `${first} ${all.length}` : 'mixed';
}

describe('an object that is read and written at the same time', () => {
  it.each([
    ['test_atomic_read_1mb', MEGABYTE],
    ['test_atomic_read_4mb', 4 * MEGABYTE],
    ['test_atomic_read_8mb', 8 * MEGABYTE],
  ])('%s', async (_name, size) => {
    const Bucket = await scene.bucket();
    await scene.put(Bucket, Key, Buffer.alloc(size, 'A'));

    const slow = await scene.s3.send(new GetObjectCommand({ Bucket, Key }));
    await scene.put(Bucket, Key, Buffer.alloc(size, 'B'));
    const old = Buffer.from((await slow.Body?.transformToByteArray()) ?? []);

    expect(old.equals(Buffer.alloc(size, 'A'))).toBe(true);
    expect(await content(Bucket)).toBe(`B ${size}`);
  });

  it.each([
    ['test_atomic_write_1mb', MEGABYTE],
    ['test_atomic_write_4mb', 4 * MEGABYTE],
    ['test_atomic_write_8mb', 8 * MEGABYTE],
  ])('%s', async (_name, size) => {
    const Bucket = await scene.bucket();
    await scene.put(Bucket, Key, Buffer.alloc(size, 'A'));

    const write = scene.put(Bucket, Key, Buffer.alloc(size, 'B'));
    const meanwhile = await content(Bucket);
    await write;

    expect([`A ${size}`, `B ${size}`]).toContain(meanwhile);
    expect(await content(Bucket)).toBe(`B ${size}`);
  });

  it.each([
    ['test_atomic_dual_write_1mb', MEGABYTE],
    ['test_atomic_dual_write_4mb', 4 * MEGABYTE],
    ['test_atomic_dual_write_8mb', 8 * MEGABYTE],
  ])('%s', async (_name, size) => {
    const Bucket = await scene.bucket([Key]);

    await Promise.all(['A', 'B'].map((letter) => scene.put(Bucket, Key, Buffer.alloc(size, letter))));

    expect([`A ${size}`, `B ${size}`]).toContain(await content(Bucket));
  });

  it('test_atomic_conditional_write_1mb', async () => {
    const Bucket = await scene.bucket();
    const { ETag } = await scene.put(Bucket, Key, Buffer.alloc(MEGABYTE, 'A'));

    await scene.put(Bucket, Key, Buffer.alloc(MEGABYTE, 'B'), { IfMatch: ETag });

    expect(await content(Bucket)).toBe(`B ${MEGABYTE}`);
  });

  it('test_atomic_dual_conditional_write_1mb', async () => {
    const Bucket = await scene.bucket();
    const { ETag: IfMatch } = await scene.put(Bucket, Key, Buffer.alloc(MEGABYTE, 'A'));

    const writes = ['B', 'C'].map((letter) =>
      scene.put(Bucket, Key, Buffer.alloc(MEGABYTE, letter), { IfMatch }),
    );
    const [first, second] = await Promise.allSettled(writes);
    const [winner, loser] = first?.status === 'fulfilled' ? ['B', writes[1]] : ['C', writes[0]];

    expect(new Set([first?.status, second?.status])).toEqual(new Set(['fulfilled', 'rejected']));
    expect(await refusal(Promise.resolve(loser))).toBe('412 PreconditionFailed');
    expect(await content(Bucket)).toBe(`${winner} ${MEGABYTE}`);
  });
});
