import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScene, type Scene } from './scene.ts';

const Key = 'frodo.txt';
let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());

/** Status, header of the mark and code, to a reader and to who asks for the headers only. */
async function told(Bucket: string, VersionId?: string) {
  const get = await fetch(await getSignedUrl(scene.s3, new GetObjectCommand({ Bucket, Key, VersionId })));
  const url = await getSignedUrl(scene.s3, new HeadObjectCommand({ Bucket, Key, VersionId }));
  const head = await fetch(url, { method: 'HEAD' });
  const code = /<Code>(\w+)<\/Code>/u.exec(await get.text())?.[1];
  const marks = [get, head].map(({ headers }) => headers.get('x-amz-delete-marker'));
  return [get.status, head.status, ...marks, code];
}

describe('the mark of a deletion', () => {
  it.each([
    // S3 has no such header where nothing was marked; the list wants the word `false`.
    ['test_delete_marker_nonversioned', false, null],
    ['test_delete_marker_versioned', true, 'true'],
  ])('%s', async (_name, versioning, mark) => {
    const Bucket = await scene.bucket([Key], { versioning });
    await scene.s3.send(new DeleteObjectCommand({ Bucket, Key }));

    expect(await told(Bucket)).toEqual([404, 404, mark, mark, 'NoSuchKey']);
  });

  it('cannot be read as a version either, and says what it is', async () => {
    const Bucket = await scene.bucket([Key], { versioning: true });
    const { VersionId } = await scene.s3.send(new DeleteObjectCommand({ Bucket, Key }));

    expect(await told(Bucket, VersionId)).toEqual([405, 405, 'true', 'true', 'MethodNotAllowed']);
  });
});
