import { inflateSync } from 'node:zlib';
import type { Scanner } from '../ports/outside.ts';

/** The EICAR test string, in two parts so that this very file is not taken for infected. */
const EICAR = Buffer.from(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''),
  'ascii',
);
/** Tab, line feed, carriage return and space: what may stand before the data; no deflated data begin so. */
const BLANKS = new Set<number | undefined>([9, 10, 13, 32]);
const MEBIBYTE = 1024 * 1024;
/** Far more than a scanned paper has; a file of 10 MiB has room for 650,000 empty ones. */
const MOST_STREAMS = 2000;
/** What one stream may unfold to: a colour page at 300 dots an inch is 25 MiB. */
const MOST_BYTES_OF_A_STREAM = 32 * MEBIBYTE;
/** What all streams of a file may unfold to. */
const MOST_BYTES_OF_A_FILE = 128 * MEBIBYTE;
/** Deflate shrinks nothing further than this. */
const MOST_UNFOLDING = 1032;

/** Unfolds one stream. @throws when it is broken, or longer than `maxOutputLength` bytes */
export type Inflate = (stream: Uint8Array, limit: { maxOutputLength: number }) => Buffer;

/**
 * NOT an anti-virus engine: it knows one signature, that of the EICAR test file, plain or inside a PDF's compressed
 * streams. It stands where the county's engine goes, and shows that an infected file is refused. Its work is bounded: what
 * has more streams, or unfolds to more, than any paper does is `too-complex`, never `clean`.
 * @see docs/going-live.md
 */
export function createSignatureScanner(inflate: Inflate = inflateSync): Scanner {
  return {
    scan(bytes) {
      const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      return Promise.resolve(file.includes(EICAR) ? 'infected' : scanStreams(file, inflate));
    },
  };
}

function scanStreams(file: Buffer, inflate: Inflate): 'clean' | 'infected' | 'too-complex' {
  let budget = MOST_BYTES_OF_A_FILE;
  let streams = 0;
  for (const stream of streamsOf(file)) {
    streams += 1;
    if (streams > MOST_STREAMS || budget <= 0) return 'too-complex';
    if (!isDeflated(stream)) continue;
    const maxOutputLength = Math.min(budget, MOST_BYTES_OF_A_STREAM);
    const { content, cost } = unfold(stream, maxOutputLength, inflate);
    if (content === 'too-long') return 'too-complex';
    if (content.includes(EICAR)) return 'infected';
    budget -= cost;
  }
  return 'clean';
}

/** What stands between `stream` and `endstream`, each byte looked at once. */
function* streamsOf(file: Buffer): Generator<Buffer> {
  for (let start = file.indexOf('stream'); start !== -1;) {
    const end = file.indexOf('endstream', start + 6);
    if (end === -1) return;
    let from = start + 6;
    while (from < end && BLANKS.has(file[from])) from += 1;
    yield file.subarray(from, end);
    start = file.indexOf('stream', end + 9);
  }
}

/** The head that RFC 1950 gives to deflated data; a picture's stream has another. */
function isDeflated(stream: Buffer): boolean {
  const [first = 0, second = 0] = stream;
  return first % 16 === 8 && (first * 256 + second) % 31 === 0;
}

/** A broken stream holds nothing and costs as much as it may have unfolded to before it broke. */
function unfold(
  stream: Buffer,
  maxOutputLength: number,
  inflate: Inflate,
): { content: Buffer | 'too-long'; cost: number } {
  try {
    const content = inflate(stream, { maxOutputLength });
    return { content, cost: content.length };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    const cost = Math.min(maxOutputLength, stream.length * MOST_UNFOLDING);
    return { content: error.code === 'ERR_BUFFER_TOO_LARGE' ? 'too-long' : Buffer.alloc(0), cost };
  }
}
