import type { ListObjectsV2CommandInput } from '@aws-sdk/client-s3';

type Input = Omit<ListObjectsV2CommandInput, 'Bucket'>;
/** A listing on one page: what lies there, what is asked, what is told. */
export interface Row {
  /** Of the older form and of the newer. */
  readonly names: readonly [v1: string, v2: string];
  readonly keys: readonly string[];
  readonly input: Input;
  readonly found: readonly string[];
  readonly prefixes?: readonly string[];
}

const FOUR = ['bar', 'baz', 'foo', 'quxx'];
const CAB = ['bar', 'baz', 'cab', 'foo'];
const TREE = ['foo/bar', 'foo/baz', 'quux'];
const DEEP = ['b/a/c', 'b/a/g', 'b/a/r', 'g'];

/** As the public list has them; every row once for each form of the call. */
export const ROWS: readonly Row[] = [
  { names: ['test_bucket_list_empty', 'test_bucket_list_long_name'], keys: [], input: {}, found: [] },
  {
    names: ['test_bucket_list_delimiter_basic', 'test_bucket_listv2_delimiter_basic'],
    keys: ['foo/bar', 'foo/bar/xyzzy', 'quux/thud', 'asdf'],
    input: { Delimiter: '/' },
    found: ['asdf'],
    prefixes: ['foo/', 'quux/'],
  },
  {
    names: ['test_bucket_list_encoding_basic', 'test_bucket_listv2_encoding_basic'],
    keys: ['foo+1/bar', 'foo/bar/xyzzy', 'quux ab/thud', 'asdf+b'],
    input: { Delimiter: '/', EncodingType: 'url' },
    found: ['asdf%2Bb'],
    prefixes: ['foo%2B1/', 'foo/', 'quux%20ab/'],
  },
  {
    names: [
      'test_bucket_list_delimiter_prefix_ends_with_delimiter',
      'test_bucket_listv2_delimiter_prefix_ends_with_delimiter',
    ],
    keys: ['asdf/'],
    input: { Prefix: 'asdf/', Delimiter: '/' },
    found: ['asdf/'],
  },
  {
    names: ['test_bucket_list_delimiter_alt', 'test_bucket_listv2_delimiter_alt'],
    keys: CAB,
    input: { Delimiter: 'a' },
    found: ['foo'],
    prefixes: ['ba', 'ca'],
  },
  {
    names: ['test_bucket_list_delimiter_percentage', 'test_bucket_listv2_delimiter_percentage'],
    keys: ['b%ar', 'b%az', 'c%ab', 'foo'],
    input: { Delimiter: '%' },
    found: ['foo'],
    prefixes: ['b%', 'c%'],
  },
  {
    names: ['test_bucket_list_delimiter_whitespace', 'test_bucket_listv2_delimiter_whitespace'],
    keys: ['b ar', 'b az', 'c ab', 'foo'],
    input: { Delimiter: ' ' },
    found: ['foo'],
    prefixes: ['b ', 'c '],
  },
  {
    names: ['test_bucket_list_delimiter_dot', 'test_bucket_listv2_delimiter_dot'],
    keys: ['b.ar', 'b.az', 'c.ab', 'foo'],
    input: { Delimiter: '.' },
    found: ['foo'],
    prefixes: ['b.', 'c.'],
  },
  {
    names: ['test_bucket_list_delimiter_unreadable', 'test_bucket_listv2_delimiter_unreadable'],
    keys: CAB,
    input: { Delimiter: '\n', EncodingType: 'url' },
    found: CAB,
  },
  {
    names: ['test_bucket_list_delimiter_empty', 'test_bucket_listv2_delimiter_empty'],
    keys: CAB,
    input: { Delimiter: '' },
    found: CAB,
  },
  {
    names: ['test_bucket_list_delimiter_none', 'test_bucket_listv2_delimiter_none'],
    keys: CAB,
    input: {},
    found: CAB,
  },
  {
    names: ['test_bucket_list_delimiter_not_exist', 'test_bucket_listv2_delimiter_not_exist'],
    keys: CAB,
    input: { Delimiter: '/' },
    found: CAB,
  },
  {
    names: ['test_bucket_list_prefix_basic', 'test_bucket_listv2_prefix_basic'],
    keys: TREE,
    input: { Prefix: 'foo/' },
    found: ['foo/bar', 'foo/baz'],
  },
  {
    names: ['test_bucket_list_prefix_alt', 'test_bucket_listv2_prefix_alt'],
    keys: ['bar', 'baz', 'foo'],
    input: { Prefix: 'ba' },
    found: ['bar', 'baz'],
  },
  {
    names: ['test_bucket_list_prefix_empty', 'test_bucket_listv2_prefix_empty'],
    keys: TREE,
    input: { Prefix: '' },
    found: TREE,
  },
  {
    names: ['test_bucket_list_prefix_none', 'test_bucket_listv2_prefix_none'],
    keys: TREE,
    input: {},
    found: TREE,
  },
  {
    names: ['test_bucket_list_prefix_not_exist', 'test_bucket_listv2_prefix_not_exist'],
    keys: TREE,
    input: { Prefix: 'd' },
    found: [],
  },
  {
    names: ['test_bucket_list_prefix_unreadable', 'test_bucket_listv2_prefix_unreadable'],
    keys: TREE,
    input: { Prefix: '\n', EncodingType: 'url' },
    found: [],
  },
  {
    names: ['test_bucket_list_prefix_delimiter_basic', 'test_bucket_listv2_prefix_delimiter_basic'],
    keys: ['foo/bar', 'foo/baz/xyzzy', 'quux/thud', 'asdf'],
    input: { Delimiter: '/', Prefix: 'foo/' },
    found: ['foo/bar'],
    prefixes: ['foo/baz/'],
  },
  {
    names: ['test_bucket_list_prefix_delimiter_alt', 'test_bucket_listv2_prefix_delimiter_alt'],
    keys: ['bar', 'bazar', 'cab', 'foo'],
    input: { Delimiter: 'a', Prefix: 'ba' },
    found: ['bar'],
    prefixes: ['baza'],
  },
  {
    names: [
      'test_bucket_list_prefix_delimiter_prefix_not_exist',
      'test_bucket_listv2_prefix_delimiter_prefix_not_exist',
    ],
    keys: ['b/a/r', 'b/a/c', 'b/a/g', 'g'],
    input: { Delimiter: 'd', Prefix: '/' },
    found: [],
  },
  {
    names: [
      'test_bucket_list_prefix_delimiter_delimiter_not_exist',
      'test_bucket_listv2_prefix_delimiter_delimiter_not_exist',
    ],
    keys: DEEP,
    input: { Delimiter: 'z', Prefix: 'b' },
    found: ['b/a/c', 'b/a/g', 'b/a/r'],
  },
  {
    names: [
      'test_bucket_list_prefix_delimiter_prefix_delimiter_not_exist',
      'test_bucket_listv2_prefix_delimiter_prefix_delimiter_not_exist',
    ],
    keys: DEEP,
    input: { Delimiter: 'z', Prefix: 'y' },
    found: [],
  },
  {
    names: ['test_bucket_list_maxkeys_zero', 'test_bucket_listv2_maxkeys_zero'],
    keys: FOUR,
    input: { MaxKeys: 0 },
    found: [],
  },
  {
    names: ['test_bucket_list_maxkeys_none', 'test_bucket_listv2_maxkeys_none'],
    keys: FOUR,
    input: {},
    found: FOUR,
  },
];
