import { inflateSync } from 'node:zlib';
import type { Scanner } from '../ports/outside.ts';

/** The EICAR test string, in two parts so that this very file is not taken for infected. */
const EICAR = Buffer.from(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''),
  'ascii',
);
const MOST_INFLATED_BYTES = 32 * 1024 * 1024;

/**
 * NOT an anti-virus engine: it knows one signature, that of the EICAR test file, plain or inside a PDF's compressed
 * streams. It stands where the county's engine goes, and shows that an infected file is refused.
 * @see docs/going-live.md
 */
export function createSignatureScanner(): Scanner {
  return {
    scan(bytes) {
      const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const infected = [file, ...inflatedStreams(file)].some((content) => content.includes(EICAR));
      return Promise.resolve(infected ? 'infected' : 'clean');
    },
  };
}

/** What a PDF's Flate streams hold; a stream of another kind or a broken one is left as it is. */
function* inflatedStreams(file: Buffer): Generator<Buffer> {
  let budget = MOST_INFLATED_BYTES;
  for (let start = file.indexOf('stream'); start !== -1 && budget > 0;) {
    const end = file.indexOf('endstream', start + 6);
    if (end === -1) return;
    const content = inflated(file.subarray(file.indexOf('\n', start) + 1, end), budget);
    budget -= content.length;
    yield content;
    start = file.indexOf('stream', end + 9);
  }
}

function inflated(stream: Buffer, maxOutputLength: number): Buffer {
  try {
    return inflateSync(stream, { maxOutputLength });
  } catch (error) {
    if (error instanceof Error && 'code' in error) return Buffer.alloc(0);
    throw error;
  }
}
