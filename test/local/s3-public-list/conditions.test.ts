import { CopyObjectCommand, GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScene, refusal, type Scene } from './scene.ts';

const OLD = new Date('1994-10-29T19:43:31Z');
const FAR = new Date('2100-10-29T19:43:31Z');
const OTHER = '"ABCORZ"';
let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());

/** A bucket with the object `foo`, and its ETag. */
async function stored(versioning = false) {
  const Bucket = await scene.bucket([], { versioning });
  const { ETag = '' } = await scene.put(Bucket, 'foo', 'bar');
  return { Bucket, ETag };
}

describe('a read', () => {
  it('test_get_object_ifmatch_good', async () => {
    const { Bucket, ETag } = await stored();

    expect(await scene.read(Bucket, 'foo', { IfMatch: ETag })).toBe('bar');
  });

  it.each([
    ['test_get_object_ifnonematch_failed', { IfNoneMatch: 'ABCORZ' }],
    ['test_get_object_ifmodifiedsince_good', { IfModifiedSince: OLD }],
    ['test_get_object_ifunmodifiedsince_failed', { IfUnmodifiedSince: FAR }],
  ])('%s', async (_name, condition) => {
    const { Bucket } = await stored();

    expect(await scene.read(Bucket, 'foo', condition)).toBe('bar');
  });

  it.each([
    ['test_get_object_ifmatch_failed', { IfMatch: OTHER }],
    ['test_get_object_ifunmodifiedsince_good', { IfUnmodifiedSince: OLD }],
  ])('%s', async (_name, condition) => {
    const { Bucket } = await stored();

    expect(await refusal(scene.read(Bucket, 'foo', condition))).toBe('412 PreconditionFailed');
  });

  it('test_get_object_ifnonematch_good', async () => {
    const { Bucket, ETag } = await stored();
    const call = scene.s3.send(new GetObjectCommand({ Bucket, Key: 'foo', IfNoneMatch: ETag }));

    await expect(call).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
  });

  it('test_get_object_ifmodifiedsince_failed', async () => {
    const { Bucket } = await stored();
    const { LastModified } = await scene.head(Bucket, 'foo');
    const IfModifiedSince = new Date(Number(LastModified) + 1000);
    const call = scene.s3.send(new HeadObjectCommand({ Bucket, Key: 'foo', IfModifiedSince }));

    await expect(call).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
  });
});

describe('a write', () => {
  it('test_put_object_ifmatch_good', async () => {
    const { Bucket, ETag } = await stored();
    await scene.put(Bucket, 'foo', 'zar', { IfMatch: ETag.replaceAll('"', '') });

    expect(await scene.read(Bucket, 'foo')).toBe('zar');
  });

  it('test_put_object_ifmatch_overwrite_existed_good', async () => {
    const { Bucket } = await stored();
    await scene.put(Bucket, 'foo', 'zar', { IfMatch: '*' });

    expect(await scene.read(Bucket, 'foo')).toBe('zar');
  });

  it('test_put_object_ifmatch_nonexisted_failed', async () => {
    const Bucket = await scene.bucket();

    expect(await refusal(scene.put(Bucket, 'foo', 'bar', { IfMatch: '*' }))).toBe('404 NoSuchKey');
    expect(await refusal(scene.read(Bucket, 'foo'))).toBe('404 NoSuchKey');
  });

  it('test_put_object_ifnonmatch_nonexisted_good', async () => {
    const Bucket = await scene.bucket();
    await scene.put(Bucket, 'foo', 'bar', { IfNoneMatch: '*' });

    expect(await scene.read(Bucket, 'foo')).toBe('bar');
  });

  it.each([
    ['test_put_object_ifmatch_failed', { IfMatch: OTHER }, '412 PreconditionFailed'],
    ['test_put_object_ifnonmatch_overwrite_existed_failed', { IfNoneMatch: '*' }, '412 PreconditionFailed'],
    // The list lets an ETag stand here; AWS takes nothing but the star.
    ['test_put_object_ifnonmatch_good', { IfNoneMatch: 'ABCORZ' }, '501 NotImplemented'],
    [
      'test_put_object_ifnonmatch_failed',
      { IfNoneMatch: '37b51d194a7513e45b56f6524f2d51f2' },
      '501 NotImplemented',
    ],
  ])('%s', async (_name, condition, told) => {
    const { Bucket } = await stored();

    expect(await refusal(scene.put(Bucket, 'foo', 'zar', condition))).toBe(told);
    expect(await scene.read(Bucket, 'foo')).toBe('bar');
  });
});

describe('a copy', () => {
  const copy = (Bucket: string, condition: object) =>
    scene.s3.send(new CopyObjectCommand({ Bucket, Key: 'bar', CopySource: `${Bucket}/foo`, ...condition }));

  it('test_copy_object_ifmatch_good', async () => {
    const { Bucket, ETag } = await stored();
    await copy(Bucket, { CopySourceIfMatch: ETag });

    expect(await scene.read(Bucket, 'bar')).toBe('bar');
  });

  it('test_copy_object_ifnonematch_failed', async () => {
    const { Bucket } = await stored();
    await copy(Bucket, { CopySourceIfNoneMatch: 'ABCORZ' });

    expect(await scene.read(Bucket, 'bar')).toBe('bar');
  });

  it('test_copy_object_ifmatch_failed', async () => {
    const { Bucket } = await stored();

    expect(await refusal(copy(Bucket, { CopySourceIfMatch: 'ABCORZ' }))).toBe('412 PreconditionFailed');
  });

  it('test_copy_object_ifnonematch_good', async () => {
    const { Bucket, ETag } = await stored();

    expect(await refusal(copy(Bucket, { CopySourceIfNoneMatch: ETag }))).toBe('412 PreconditionFailed');
  });

  it('is refused too by the time of its source, which the list does not ask', async () => {
    const { Bucket } = await stored();

    expect(await refusal(copy(Bucket, { CopySourceIfUnmodifiedSince: OLD }))).toBe('412 PreconditionFailed');
    expect(await refusal(copy(Bucket, { CopySourceIfModifiedSince: FAR }))).toBe('412 PreconditionFailed');
  });
});
