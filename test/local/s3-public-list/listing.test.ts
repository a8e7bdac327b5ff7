import { ListObjectsCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROWS } from './listing-rows.ts';
import { openScene, type Scene } from './scene.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());

/** A line end is told encoded: the SDK does not read one that stands alone in XML. */
const asTold = (text: string | undefined) => text?.replace('\n', '%0A');

describe('a listing', () => {
  it.each(ROWS.map((row) => [row.names[0], row] as const))(
    '%s',
    async (_name, { keys, input, found, prefixes = [] }) => {
      const Bucket = await scene.bucket(keys);

      const told = await scene.s3.send(new ListObjectsCommand({ Bucket, ...input }));

      expect(told.Contents?.map(({ Key }) => Key) ?? []).toEqual(found);
      expect(told.CommonPrefixes?.map(({ Prefix }) => Prefix) ?? []).toEqual(prefixes);
      expect(told).toMatchObject({
        IsTruncated: false,
        MaxKeys: input.MaxKeys ?? 1000,
        Prefix: asTold(input.Prefix) ?? '',
      });
      expect(told.Delimiter).toBe(input.Delimiter === '' ? undefined : asTold(input.Delimiter));
    },
  );

  it.each(ROWS.map((row) => [row.names[1], row] as const))(
    '%s',
    async (name, { keys, input, found, prefixes = [] }) => {
      const Bucket = name.endsWith('long_name') ? 'a'.repeat(61) : await scene.bucket(keys);
      await scene.cloud.s3.ensureBucket(Bucket);

      const told = await scene.s3.send(new ListObjectsV2Command({ Bucket, ...input }));

      expect(told.Contents?.map(({ Key }) => Key) ?? []).toEqual(found);
      expect(told.CommonPrefixes?.map(({ Prefix }) => Prefix) ?? []).toEqual(prefixes);
      expect(told.KeyCount).toBe(found.length + prefixes.length);
      expect(told).toMatchObject({
        IsTruncated: false,
        MaxKeys: input.MaxKeys ?? 1000,
        Prefix: asTold(input.Prefix) ?? '',
      });
      expect(told.Delimiter).toBe(input.Delimiter === '' ? undefined : asTold(input.Delimiter));
    },
  );
});
