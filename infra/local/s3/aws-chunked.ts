import type { VerifiedSignature } from '../sigv4.ts';
import { hmacHex, sameText, sha256Hex } from '../sigv4-keys.ts';
import { AwsError } from '../wire.ts';

/** A body taken apart. */
export interface Decoded {
  readonly data: Buffer;
  /** Fields after the last chunk; lower-case names. */
  readonly trailers: Readonly<Record<string, string>>;
}

const END = Buffer.from('\r\n');
const EMPTY_SHA256 = sha256Hex('');

/**
 * Decodes `aws-chunked`: pieces with their length in hex, signed or not, and trailing fields, signed or not.
 * @param signature that of the request; every chunk's signature continues it
 * @throws AwsError InvalidChunkSizeError, IncompleteBody or SignatureDoesNotMatch
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export function decodeAwsChunked(body: Buffer, signature: VerifiedSignature): Decoded {
  const signed = signature.payload.startsWith('STREAMING-AWS4-HMAC-SHA256-PAYLOAD');
  const trailed = signature.payload.endsWith('-TRAILER');
  const pieces: Buffer[] = [];
  let previous = signature.signature;
  let at = 0;
  for (;;) {
    const [line, start] = lineAt(body, at);
    const [size = '', ...extensions] = line.split(';');
    if (!/^[\da-f]{1,8}$/iu.test(size))
      throw new AwsError('InvalidChunkSizeError', 'A chunk states no length');
    const end = start + Number.parseInt(size, 16);
    if (end > body.length) throw incomplete();
    const data = body.subarray(start, end);
    if (signed) {
      const stated = extensions.join(';').replace(/^chunk-signature=/u, '');
      previous = checkSignature('PAYLOAD', [previous, EMPTY_SHA256, sha256Hex(data)], stated, signature);
    }
    at = end;
    if (data.length === 0) break;
    pieces.push(data);
    if (!body.subarray(end, end + 2).equals(END))
      throw new AwsError('InvalidChunkSizeError', 'A chunk is longer than stated');
    at = end + 2;
  }
  const trailers = trailersAt(body, at);
  if (signed && trailed) {
    const { 'x-amz-trailer-signature': stated = '', ...fields } = trailers;
    const text = Object.entries(fields).map(([name, value]) => `${name}:${value}\n`);
    checkSignature('TRAILER', [previous, sha256Hex(text.join(''))], stated, signature);
  }
  return { data: Buffer.concat(pieces), trailers };
}

function lineAt(body: Buffer, from: number): [line: string, next: number] {
  const end = body.indexOf(END, from);
  if (end < 0) throw incomplete();
  return [body.toString('latin1', from, end), end + 2];
}

function trailersAt(body: Buffer, from: number): Record<string, string> {
  const lines = body.toString('latin1', from).split('\r\n').filter(Boolean);
  return Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).trim().toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  );
}

/** @returns the stated signature, which is found right */
function checkSignature(
  kind: string,
  parts: readonly string[],
  stated: string,
  by: VerifiedSignature,
): string {
  const toSign = [`AWS4-HMAC-SHA256-${kind}`, by.signedAt, by.scope, ...parts].join('\n');
  if (sameText(hmacHex(by.signingKey, toSign), stated)) return stated;
  throw new AwsError('SignatureDoesNotMatch', 'The signature of a part of the body does not match', 403);
}

function incomplete(): AwsError {
  return new AwsError('IncompleteBody', 'The request body ended before the stated length');
}
