import { createHash, randomBytes } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

/** A real file, unlike any other, and what is to be said of it before it is sent. */
export interface GeneratedFile {
  readonly bytes: Buffer;
  readonly declared: {
    readonly fileName: string;
    readonly contentType: string;
    readonly sizeBytes: number;
    readonly sha256: string;
  };
}

/** A whole PNG of one grey point, with a comment that no other has. */
export function pngFile(fileName = '相片.png'): GeneratedFile {
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  const comment = Buffer.from(`Comment\0${unique()}`, 'latin1');
  const bytes = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    pngChunk('tEXt', comment),
    pngChunk('IDAT', deflateSync(Buffer.from([0, 0x80]))),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
  return declare(bytes, fileName, 'image/png');
}

/** A whole baseline JPEG of eight by eight grey points, with a comment that no other has. */
export function jpegFile(fileName = '相片.jpg'): GeneratedFile {
  const oneCode = [1, ...Array.from({ length: 15 }, () => 0), 0];
  const bytes = Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    jpegSegment(0xe0, [0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    jpegSegment(0xfe, [...Buffer.from(unique(), 'latin1')]),
    jpegSegment(0xdb, [0, ...Array.from({ length: 64 }, () => 1)]),
    jpegSegment(0xc0, [8, 0, 8, 0, 8, 1, 1, 0x11, 0]),
    jpegSegment(0xc4, [0x00, ...oneCode]),
    jpegSegment(0xc4, [0x10, ...oneCode]),
    jpegSegment(0xda, [1, 1, 0, 0, 63, 0]),
    Buffer.from([0x3f, 0xff, 0xd9]),
  ]);
  return declare(bytes, fileName, 'image/jpeg');
}

/** A whole PDF of one page with one line of text that no other has. */
export function pdfFile(fileName = '证明.pdf'): GeneratedFile {
  const content = `BT /F1 12 Tf 72 720 Td (${unique()}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  const xref = `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}`;
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return declare(Buffer.from(text + xref + trailer, 'latin1'), fileName, 'application/pdf');
}

/** Says of these bytes what is true of them. */
export function declare(bytes: Buffer, fileName: string, contentType: string): GeneratedFile {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { bytes, declared: { fileName, contentType, sizeBytes: bytes.length, sha256 } };
}

function unique(): string {
  return randomBytes(12).toString('hex');
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

function jpegSegment(marker: number, data: readonly number[]): Buffer {
  const length = data.length + 2;
  return Buffer.from([0xff, marker, Math.floor(length / 256), length % 256, ...data]);
}
