import { createHash } from 'node:crypto';
import type { VerifiedSignature } from '../sigv4.ts';
import { sha256Hex } from '../sigv4-keys.ts';
import { AwsError, type WireRequest } from '../wire.ts';
import { decodeAwsChunked, type Decoded } from './aws-chunked.ts';
import { verifyChecksums, type Checksums } from './checksums.ts';

/** What was really sent, after every check that came with it. */
export interface Payload {
  readonly data: Buffer;
  readonly checksums: Checksums;
  /** Whether the sender gave a checksum or a Content-MD5. */
  readonly vouchedFor: boolean;
}

/**
 * Decodes the body and compares it with its signature, its checksums (header or trailer) and its Content-MD5.
 * @throws AwsError XAmzContentSHA256Mismatch, BadDigest, InvalidDigest, IncompleteBody, MalformedTrailerError
 */
export function readPayload(request: WireRequest, signature: VerifiedSignature): Payload {
  const { data, trailers } = decode(request, signature);
  const { headers } = request;
  const announced = headers['x-amz-trailer']?.toLowerCase();
  if (announced !== undefined && trailers[announced] === undefined) {
    throw new AwsError(
      'MalformedTrailerError',
      `The request announced the trailer ${announced} and did not send it`,
    );
  }
  const md5 = headers['content-md5'];
  if (md5 !== undefined && md5 !== createHash('md5').update(data).digest('base64')) {
    throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
  const fields = { ...headers, ...trailers };
  const named = Object.keys(fields).some((name) => /^x-amz-checksum-(?:crc|sha)/u.test(name));
  return { data, checksums: verifyChecksums(fields, data), vouchedFor: named || md5 !== undefined };
}

function decode(request: WireRequest, signature: VerifiedSignature): Decoded {
  const { body, headers } = request;
  if (signature.payload.startsWith('STREAMING-')) {
    const decoded = decodeAwsChunked(body, signature);
    const length = headers['x-amz-decoded-content-length'];
    if (length === undefined)
      throw new AwsError('MissingContentLength', 'x-amz-decoded-content-length is missing', 411);
    if (Number(length) === decoded.data.length) return decoded;
    throw new AwsError('IncompleteBody', 'The body is not as long as x-amz-decoded-content-length says');
  }
  if (signature.payload !== 'UNSIGNED-PAYLOAD' && signature.payload !== sha256Hex(body)) {
    const words = "The provided 'x-amz-content-sha256' header does not match what was computed.";
    throw new AwsError('XAmzContentSHA256Mismatch', words);
  }
  return { data: body, trailers: {} };
}
