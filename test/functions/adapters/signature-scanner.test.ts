import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createSignatureScanner } from '../../../functions/adapters/signature-scanner.ts';

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
