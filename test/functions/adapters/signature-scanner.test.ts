import { deflateSync, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createSignatureScanner, type Inflate } from '../../../functions/adapters/signature-scanner.ts';

/** Put together here, so that this file is not taken for infected either. */
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS', '-TEST-FILE!$H+H*'].join('');

function pdf(stream: Uint8Array): Buffer {
  return Buffer.concat([
    Buffer.from('%PDF-1.7\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\r\n'),
    stream,
    Buffer.from('\nendstream\nendobj\n%%EOF'),
  ]);
}

describe('the stand-in for a scanner', () => {
  it.each([
    ['infected', 'the test string alone', Buffer.from(EICAR)],
    [
      'infected',
      'the test string behind a picture',
      Buffer.concat([Buffer.alloc(5000, 0xff), Buffer.from(EICAR)]),
    ],
    ['infected', 'a PDF that holds it plainly', pdf(Buffer.from(EICAR))],
    ['infected', 'a PDF that holds it compressed', pdf(deflateSync(EICAR))],
    ['clean', 'a harmless PDF', pdf(deflateSync('BT (harmless) Tj ET'))],
    ['clean', 'a PDF with a broken stream', pdf(Buffer.from('not deflated'))],
    ['clean', 'nothing', Buffer.alloc(0)],
    ['clean', 'half the test string', Buffer.from(EICAR.slice(0, 40))],
  ] as const)('finds %s: %s', async (verdict, _what, bytes) => {
    expect(await createSignatureScanner().scan(bytes)).toBe(verdict);
  });
});

/** The scanner, and how much it has been made to unfold. */
function counted() {
  const work = { streams: 0, mostBytes: 0 };
  const inflate: Inflate = (stream, limit) => {
    work.streams += 1;
    work.mostBytes += Math.min(limit.maxOutputLength, stream.length * 1032);
    return inflateSync(stream, limit);
  };
  return { work, scanner: createSignatureScanner(inflate) };
}

function pdfOf(count: number, stream: Uint8Array): Buffer {
  const one = Buffer.concat([Buffer.from('stream\n'), stream, Buffer.from('\nendstream\n')]);
  return Buffer.concat([Buffer.from('%PDF-1.7\n'), ...Array.from({ length: count }, () => one)]);
}

describe('the work that a file can cause', () => {
  it('ends after two thousand streams, and the file is not called clean', async () => {
    const { work, scanner } = counted();

    const empty = await scanner.scan(Buffer.from('streamendstream'.repeat(650_000)));
    const full = await scanner.scan(pdfOf(5000, deflateSync('harmless')));

    expect([empty, full]).toEqual(['too-complex', 'too-complex']);
    expect(work.streams).toBe(2000);
  });

  it('ends when the streams have unfolded to 128 MiB', async () => {
    const { work, scanner } = counted();
    const verdict = await scanner.scan(pdfOf(50, deflateSync(Buffer.alloc(16 * 1024 * 1024))));

    expect(verdict).toBe('too-complex');
    expect(work.streams).toBe(8);
  });

  it('is charged for streams that break at their end, too', async () => {
    const { work, scanner } = counted();
    const broken = deflateSync(Buffer.alloc(16 * 1024 * 1024));
    broken.fill(0xff, broken.length - 4);

    const verdict = await scanner.scan(pdfOf(500, broken));

    expect(verdict).toBe('too-complex');
    expect(work.streams).toBeLessThan(10);
    expect(work.mostBytes).toBeLessThanOrEqual(160 * 1024 * 1024);
  });

  it('leaves pictures alone, however large, and refuses one stream that unfolds too far', async () => {
    const { work, scanner } = counted();

    const picture = await scanner.scan(pdfOf(20, Buffer.alloc(400_000, 0xff)));
    const looked = work.streams;
    const bomb = await scanner.scan(pdfOf(1, deflateSync(Buffer.alloc(40 * 1024 * 1024))));

    expect([picture, looked, bomb]).toEqual(['clean', 0, 'too-complex']);
  });
});
