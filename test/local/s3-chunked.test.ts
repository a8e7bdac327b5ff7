import { describe, expect, it } from 'vitest';
import { decodeAwsChunked } from '../../infra/local/s3/aws-chunked.ts';
import { signingKey } from '../../infra/local/sigv4-keys.ts';

// The examples of the S3 API reference, "Signature calculations for the authorization header: chunked upload".
const SCOPE = '20130524/us-east-1/s3/aws4_request';
const BASE = {
  scope: SCOPE,
  signedAt: '20130524T000000Z',
  signingKey: signingKey('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', SCOPE),
};
const SIGNED = {
  ...BASE,
  payload: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
  signature: '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
};
const SIGNED_WITH_TRAILER = {
  ...BASE,
  payload: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
  signature: '106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e',
};
const UNSIGNED = { ...BASE, payload: 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', signature: '' };

function body(signatures: readonly [string, string, string], end = '\r\n', first = 'a'.repeat(65_536)) {
  return Buffer.from(
    [
      `10000;chunk-signature=${signatures[0]}\r\n${first}\r\n`,
      `400;chunk-signature=${signatures[1]}\r\n${'a'.repeat(1_024)}\r\n`,
      `0;chunk-signature=${signatures[2]}\r\n${end}`,
    ].join(''),
  );
}
const PIECES = [
  'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
  '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
  'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
] as const;
const PIECES_WITH_TRAILER = [
  'b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2',
  '1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7',
  '2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992',
] as const;
const trailer = (checksum: string) =>
  `x-amz-checksum-crc32c:${checksum}\r\nx-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n`;

describe('a body in pieces', () => {
  it('is put together when every piece is signed as in the published example', () => {
    const { data, trailers } = decodeAwsChunked(body(PIECES), SIGNED);

    expect(data.toString()).toBe('a'.repeat(66_560));
    expect(trailers).toEqual({});
  });

  it('gives its signed trailer, as in the published example', () => {
    const { data, trailers } = decodeAwsChunked(
      body(PIECES_WITH_TRAILER, trailer('sOO8/Q==')),
      SIGNED_WITH_TRAILER,
    );

    expect(data).toHaveLength(66_560);
    expect(trailers).toMatchObject({ 'x-amz-checksum-crc32c': 'sOO8/Q==' });
  });

  it('is refused when a piece or the trailer was changed', () => {
    const changed = body(PIECES, '\r\n', `b${'a'.repeat(65_535)}`);
    const otherTrailer = body(PIECES_WITH_TRAILER, trailer('AAAAAA=='));

    expect(() => decodeAwsChunked(changed, SIGNED)).toThrow('signature of a part');
    expect(() => decodeAwsChunked(otherTrailer, SIGNED_WITH_TRAILER)).toThrow('signature of a part');
  });

  it('is refused when it ends early, or a piece is longer than stated', () => {
    const decode = (text: string) => () => decodeAwsChunked(Buffer.from(text), UNSIGNED);

    expect(decode('5\r\nabc')).toThrow('ended before');
    expect(decode('3\r\nabc\r\n')).toThrow('ended before');
    expect(decode('2\r\nabc\r\n0\r\n\r\n')).toThrow('longer than stated');
    expect(decode('zz\r\nabc')).toThrow('states no length');
  });
});
