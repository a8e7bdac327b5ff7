import { uriEncode } from '../sigv4-keys.ts';
import { AwsError, type WireResponse } from '../wire.ts';
import type { S3Call } from './call.ts';
import type { Version } from './object-store.ts';
import { OWNER_ID, tag, xmlAnswer } from './xml.ts';

const MOST_ON_A_PAGE = 1_000;
const OWNER = `<Owner>${tag('ID', OWNER_ID)}</Owner>`;

interface Page {
  readonly versions: readonly Version[];
  /** What several keys share up to the delimiter. */
  readonly prefixes: readonly string[];
  /** The last key or shared prefix of the page, when more follows. */
  readonly last?: string;
  readonly lastVersionId?: string;
}

/** GET ?list-type=2 */
export async function listObjectsV2(call: S3Call): Promise<WireResponse> {
  const token = call.query.get('continuation-token');
  const startAfter = call.query.get('start-after');
  const after = token === undefined ? (startAfter ?? '') : Buffer.from(token, 'base64url').toString();
  const page = await pageOf(call, after);
  const owned = call.query.get('fetch-owner') === 'true';
  const next = page.last === undefined ? undefined : Buffer.from(page.last).toString('base64url');
  const text = encoder(call);
  return xmlAnswer(
    'ListBucketResult',
    [
      ...common(call, page),
      tag('KeyCount', page.versions.length + page.prefixes.length),
      tag('StartAfter', startAfter === undefined ? undefined : text(startAfter)),
      tag('ContinuationToken', token),
      tag('NextContinuationToken', next),
      ...page.versions.map(
        (version) =>
          `<Contents>${tag('Key', text(version.key))}${entry(version)}${owned ? OWNER : ''}</Contents>`,
      ),
    ].join(''),
  );
}

/** GET, the older form */
export async function listObjects(call: S3Call): Promise<WireResponse> {
  const marker = call.query.get('marker') ?? '';
  const page = await pageOf(call, marker);
  const text = encoder(call);
  return xmlAnswer(
    'ListBucketResult',
    [
      ...common(call, page),
      tag('Marker', text(marker)),
      // Without a delimiter the last key serves, so S3 does not tell it again.
      tag(
        'NextMarker',
        page.last === undefined || !call.query.get('delimiter') ? undefined : text(page.last),
      ),
      ...page.versions.map(
        (version) => `<Contents>${tag('Key', text(version.key))}${entry(version)}${OWNER}</Contents>`,
      ),
    ].join(''),
  );
}

/** GET ?versions */
export async function listObjectVersions(call: S3Call): Promise<WireResponse> {
  const [keyMarker, versionMarker] = [
    call.query.get('key-marker') ?? '',
    call.query.get('version-id-marker'),
  ];
  const page = await pageOf(call, keyMarker, { all: true, versionMarker });
  const text = encoder(call);
  let previousKey: string | undefined;
  const entries = page.versions.map((version) => {
    // A page that goes on within a key starts with an older version.
    const latest = version.key !== previousKey && !(version.key === keyMarker && versionMarker !== undefined);
    previousKey = version.key;
    const name = version.deleteMarker ? 'DeleteMarker' : 'Version';
    const told = version.deleteMarker ? tag('LastModified', version.lastModified) : entry(version);
    return `<${name}>${tag('Key', text(version.key))}${tag('VersionId', version.versionId)}${tag('IsLatest', latest)}${told}${OWNER}</${name}>`;
  });
  return xmlAnswer(
    'ListVersionsResult',
    [
      ...common(call, page),
      tag('KeyMarker', text(keyMarker)),
      tag('VersionIdMarker', versionMarker),
      tag('NextKeyMarker', page.last === undefined ? undefined : text(page.last)),
      tag('NextVersionIdMarker', page.lastVersionId),
      ...entries,
    ].join(''),
  );
}

async function pageOf(
  { store, bucket, query }: S3Call,
  after: string,
  versions: { all?: boolean; versionMarker?: string | undefined } = {},
): Promise<Page> {
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const most = pageSize(query.get('max-keys'));
  const [found, prefixes]: [Version[], string[]] = [[], []];
  let seenKey: string | undefined;
  let pastMarker = versions.versionMarker === undefined;
  let last: string | undefined;
  for await (const version of store.scan(bucket.name, prefix)) {
    const { key } = version;
    const older = key === seenKey;
    seenKey = key;
    if (!versions.all && (older || version.deleteMarker)) continue;
    if (key === after && !pastMarker) {
      pastMarker = version.versionId === versions.versionMarker;
      continue;
    }
    const goesOn = key === after && versions.versionMarker !== undefined;
    if (!goesOn && Buffer.compare(Buffer.from(key), Buffer.from(after)) <= 0) continue;
    const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const shared = cut < 0 ? undefined : key.slice(0, cut + delimiter.length);
    if (shared !== undefined && (shared === prefixes.at(-1) || (after !== '' && after === shared))) continue;
    if (found.length + prefixes.length === most) {
      const lastVersionId = versions.all && last === found.at(-1)?.key ? found.at(-1)?.versionId : undefined;
      return {
        versions: found,
        prefixes,
        ...(last !== undefined && { last }),
        ...(lastVersionId && { lastVersionId }),
      };
    }
    if (shared === undefined) found.push(version);
    else prefixes.push(shared);
    last = shared ?? key;
  }
  return { versions: found, prefixes };
}

function pageSize(text: string | undefined): number {
  const size = text === undefined ? MOST_ON_A_PAGE : Number(text);
  if (Number.isInteger(size) && size >= 0) return Math.min(size, MOST_ON_A_PAGE);
  throw new AwsError('InvalidArgument', 'Provided max-keys not an integer or within integer range');
}

function common(call: S3Call, page: Page): string[] {
  const text = encoder(call);
  const [prefix, delimiter] = [call.query.get('prefix') ?? '', call.query.get('delimiter') ?? ''];
  return [
    tag('Name', call.bucket.name),
    tag('Prefix', text(prefix)),
    tag('Delimiter', delimiter === '' ? undefined : text(delimiter)),
    tag('MaxKeys', pageSize(call.query.get('max-keys'))),
    tag('EncodingType', call.query.get('encoding-type')),
    tag('IsTruncated', page.last !== undefined),
    ...page.prefixes.map((one) => `<CommonPrefixes>${tag('Prefix', text(one))}</CommonPrefixes>`),
  ];
}

function encoder({ query }: S3Call): (text: string) => string {
  return query.get('encoding-type') === 'url'
    ? (text) => uriEncode(text).replaceAll('%2F', '/')
    : (text) => text;
}

function entry(version: Version): string {
  const [algorithm] = Object.keys(version.checksums);
  return [
    tag('LastModified', version.lastModified),
    tag('ETag', `"${version.etag}"`),
    tag('ChecksumAlgorithm', algorithm?.toUpperCase()),
    tag('Size', version.sizeBytes),
    tag('StorageClass', 'STANDARD'),
  ].join('');
}
