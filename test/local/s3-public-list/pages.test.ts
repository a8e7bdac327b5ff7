import {
  ListObjectsCommand,
  ListObjectsV2Command,
  type ListObjectsCommandInput,
  type ListObjectsV2CommandInput,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScene, refusal, type Scene } from './scene.ts';

const FOUR = ['bar', 'baz', 'foo', 'quxx'];
const SLASHES = ['asdf', 'boo/bar', 'boo/baz/xyzzy', 'cquux/thud', 'cquux/bla'];
const UNDERSCORES = ['_obj1_', '_under1/bar', '_under1/baz/xyzzy', '_under2/thud', '_under2/bla'];
let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());

async function list(Bucket: string, input: Omit<ListObjectsCommandInput, 'Bucket'> = {}) {
  const told = await scene.s3.send(new ListObjectsCommand({ Bucket, ...input }));
  return { ...told, keys: told.Contents?.map(({ Key }) => Key) ?? [] };
}

async function listV2(Bucket: string, input: Omit<ListObjectsV2CommandInput, 'Bucket'> = {}) {
  const told = await scene.s3.send(new ListObjectsV2Command({ Bucket, ...input }));
  return { ...told, keys: told.Contents?.map(({ Key }) => Key) ?? [] };
}

/** All pages of a listing: keys and shared prefixes of each, and where it says to go on. */
async function pages(Bucket: string, Prefix: string, MaxKeys: number): Promise<string[]> {
  const told: string[] = [];
  let Marker: string | undefined = '';
  while (Marker !== undefined) {
    const page = await list(Bucket, { Prefix, MaxKeys, Delimiter: '/', Marker });
    const found = [...page.keys, ...(page.CommonPrefixes ?? []).map((one) => one.Prefix)];
    told.push(`${found.join(' ')} -> ${page.NextMarker ?? 'end'}`);
    expect(page.IsTruncated).toBe(page.NextMarker !== undefined);
    Marker = page.NextMarker;
  }
  return told;
}

async function pagesV2(Bucket: string, Prefix: string, MaxKeys: number): Promise<string[]> {
  const told: string[] = [];
  let more: { StartAfter?: string; ContinuationToken?: string } | undefined = { StartAfter: '' };
  while (more !== undefined) {
    const page = await listV2(Bucket, { Prefix, MaxKeys, Delimiter: '/', ...more });
    told.push([...page.keys, ...(page.CommonPrefixes ?? []).map((one) => one.Prefix)].join(' '));
    const token = page.NextContinuationToken;
    expect(page.IsTruncated).toBe(token !== undefined);
    more = token === undefined ? undefined : { ContinuationToken: token };
  }
  return told;
}

describe('pages', () => {
  it('test_bucket_list_delimiter_prefix', async () => {
    const Bucket = await scene.bucket(SLASHES);

    expect(await pages(Bucket, '', 1)).toEqual(['asdf -> asdf', 'boo/ -> boo/', 'cquux/ -> end']);
    expect(await pages(Bucket, '', 2)).toEqual(['asdf boo/ -> boo/', 'cquux/ -> end']);
    expect(await pages(Bucket, 'boo/', 1)).toEqual(['boo/bar -> boo/bar', 'boo/baz/ -> end']);
    expect(await pages(Bucket, 'boo/', 2)).toEqual(['boo/bar boo/baz/ -> end']);
  });

  it('test_bucket_listv2_delimiter_prefix', async () => {
    const Bucket = await scene.bucket(SLASHES);

    expect(await pagesV2(Bucket, '', 1)).toEqual(['asdf', 'boo/', 'cquux/']);
    expect(await pagesV2(Bucket, '', 2)).toEqual(['asdf boo/', 'cquux/']);
    expect(await pagesV2(Bucket, 'boo/', 1)).toEqual(['boo/bar', 'boo/baz/']);
    expect(await pagesV2(Bucket, 'boo/', 2)).toEqual(['boo/bar boo/baz/']);
  });

  it('test_bucket_list_delimiter_prefix_underscore', async () => {
    const Bucket = await scene.bucket(UNDERSCORES);

    expect(await pages(Bucket, '', 1)).toEqual([
      '_obj1_ -> _obj1_',
      '_under1/ -> _under1/',
      '_under2/ -> end',
    ]);
    expect(await pages(Bucket, '', 2)).toEqual(['_obj1_ _under1/ -> _under1/', '_under2/ -> end']);
    expect(await pages(Bucket, '_under1/', 1)).toEqual(['_under1/bar -> _under1/bar', '_under1/baz/ -> end']);
    expect(await pages(Bucket, '_under1/', 2)).toEqual(['_under1/bar _under1/baz/ -> end']);
  });

  it('test_bucket_listv2_delimiter_prefix_underscore', async () => {
    const Bucket = await scene.bucket(UNDERSCORES);

    expect(await pagesV2(Bucket, '', 1)).toEqual(['_obj1_', '_under1/', '_under2/']);
    expect(await pagesV2(Bucket, '', 2)).toEqual(['_obj1_ _under1/', '_under2/']);
    expect(await pagesV2(Bucket, '_under1/', 1)).toEqual(['_under1/bar', '_under1/baz/']);
    expect(await pagesV2(Bucket, '_under1/', 2)).toEqual(['_under1/bar _under1/baz/']);
  });

  it.each([
    ['test_bucket_list_many', ['bar', 'baz', 'foo'], 2],
    ['test_bucket_list_maxkeys_one', FOUR, 1],
  ] as const)('%s', async (_name, keys, MaxKeys) => {
    const Bucket = await scene.bucket(keys);

    const first = await list(Bucket, { MaxKeys });
    const second = await list(Bucket, { Marker: keys[MaxKeys - 1] });

    expect([first.keys, first.IsTruncated]).toEqual([keys.slice(0, MaxKeys), true]);
    expect([second.keys, second.IsTruncated]).toEqual([keys.slice(MaxKeys), false]);
  });

  it.each([
    ['test_bucket_listv2_many', ['bar', 'baz', 'foo'], 2],
    ['test_bucket_listv2_maxkeys_one', FOUR, 1],
  ] as const)('%s', async (_name, keys, MaxKeys) => {
    const Bucket = await scene.bucket(keys);

    const first = await listV2(Bucket, { MaxKeys });
    const second = await listV2(Bucket, { StartAfter: keys[MaxKeys - 1] });

    expect([first.keys, first.IsTruncated]).toEqual([keys.slice(0, MaxKeys), true]);
    expect([second.keys, second.IsTruncated]).toEqual([keys.slice(MaxKeys), false]);
  });

  it.each([
    ['test_bucket_list_marker_none', undefined, FOUR],
    ['test_bucket_list_marker_empty', '', FOUR],
    ['test_bucket_list_marker_unreadable', '\n', FOUR],
    ['test_bucket_list_marker_not_in_list', 'blah', ['foo', 'quxx']],
    ['test_bucket_list_marker_after_list', 'zzz', []],
  ])('%s', async (_name, Marker, found) => {
    // The SDK does not read a line end that stands alone in XML: it is asked for encoded.
    const told = await list(await scene.bucket(FOUR), { Marker, EncodingType: 'url' });

    expect([told.Marker, told.keys, told.IsTruncated]).toEqual([encodeURI(Marker ?? ''), found, false]);
  });

  it.each([
    ['test_bucket_listv2_startafter_unreadable', '\n', FOUR],
    ['test_bucket_listv2_startafter_not_in_list', 'blah', ['foo', 'quxx']],
    ['test_bucket_listv2_startafter_after_list', 'zzz', []],
  ])('%s', async (_name, StartAfter, found) => {
    const told = await listV2(await scene.bucket(FOUR), { StartAfter, EncodingType: 'url' });

    expect([told.StartAfter, told.keys, told.IsTruncated]).toEqual([encodeURI(StartAfter), found, false]);
  });

  it.each([
    ['test_bucket_listv2_continuationtoken', undefined, ['baz', 'foo', 'quxx']],
    ['test_bucket_listv2_both_continuationtoken_startafter', 'bar', ['foo', 'quxx']],
  ])('%s', async (_name, StartAfter, found) => {
    const Bucket = await scene.bucket(FOUR);
    const { NextContinuationToken } = await listV2(Bucket, { StartAfter, MaxKeys: 1 });

    const told = await listV2(Bucket, { StartAfter, ContinuationToken: NextContinuationToken });

    expect([told.ContinuationToken, told.StartAfter]).toEqual([NextContinuationToken, StartAfter]);
    expect([told.keys, told.IsTruncated]).toEqual([found, false]);
  });

  it('test_bucket_listv2_continuationtoken_empty', async () => {
    const told = await listV2(await scene.bucket(FOUR), { ContinuationToken: '' });

    expect([told.ContinuationToken, told.keys, told.IsTruncated]).toEqual(['', FOUR, false]);
  });

  it('test_bucket_list_maxkeys_invalid', async () => {
    const Bucket = await scene.bucket(FOUR);

    expect(await refusal(list(Bucket, { MaxKeys: Number.NaN }))).toBe('400 InvalidArgument');
  });

  it('test_bucket_list_delimiter_not_skip_special', async () => {
    const inside = Array.from({ length: 999 }, (_, n) => `0/${1000 + n}`);
    const beside = ['1999', '1999#', '1999+', '2000'];

    const told = await list(await scene.bucket(['0/', ...inside, ...beside]), { Delimiter: '/' });

    expect([told.keys, told.CommonPrefixes]).toEqual([beside, [{ Prefix: '0/' }]]);
  });
});
