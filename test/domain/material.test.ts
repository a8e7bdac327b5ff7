import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkContent, sniffContentType } from '../../functions/domain/material-content.ts';
import { MaterialDeclaration, checkDeclaration, neededSlots } from '../../functions/domain/material.ts';

const bytesOf = (...parts: (string | number[])[]): Uint8Array =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  );
const JPEG = bytesOf([0xff, 0xd8, 0xff, 0xe0], 'picture', [0xff, 0xd9]);
const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const PNG = bytesOf(PNG_SIGNATURE, 'IHDR', [0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]);
const pdf = (body = '') => bytesOf(`%PDF-1.7\n1 0 obj << /Type /Catalog ${body} >> endobj\n%%EOF\n`);

function declaredOf(bytes: Uint8Array, contentType: string) {
  return { contentType, sizeBytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function declaration(changes: Partial<MaterialDeclaration> = {}): MaterialDeclaration {
  return {
    ground: 'employment',
    box: 'LABOR_CONTRACT',
    fileName: '劳动合同.pdf',
    contentType: 'application/pdf',
    sizeBytes: 1000,
    sha256: 'a'.repeat(64),
    ...changes,
  };
}

describe('the type of a file', () => {
  it.each([
    ['image/jpeg', JPEG],
    ['image/png', PNG],
    ['application/pdf', pdf()],
    [undefined, bytesOf('GIF89a')],
    [undefined, bytesOf('<html>')],
    [undefined, bytesOf('PK\u0003\u0004')],
    [undefined, bytesOf([0xff, 0xd8])],
    [undefined, bytesOf('')],
  ])('is told by its first bytes: %s', (type, bytes) => {
    expect(sniffContentType(bytes)).toBe(type);
  });
});

describe('the content of an uploaded file', () => {
  it.each([
    ['a JPEG', JPEG, 'image/jpeg'],
    ['a JPEG padded with zeros', bytesOf([...JPEG], [0, 0, 0]), 'image/jpeg'],
    ['a PNG', PNG, 'image/png'],
    ['a PDF', pdf(), 'application/pdf'],
    [
      'a PDF whose compressed data spell a short name by chance',
      pdf('stream\n\u0001/JS\u0002endstream'),
      'application/pdf',
    ],
    ['a PDF with names that only begin alike', pdf('/JSON /LaunchPad'), 'application/pdf'],
  ])('is confirmed: %s', (_, bytes, type) => {
    expect(checkContent(bytes, declaredOf(bytes, type))).toEqual([]);
  });

  it.each([
    ['another type', PNG, 'image/jpeg', ['MATERIAL_TYPE_DIFFERS']],
    ['a type not taken', bytesOf('GIF89a'), 'image/jpeg', ['MATERIAL_TYPE']],
    ['a JPEG without its end', JPEG.subarray(0, -1), 'image/jpeg', ['MATERIAL_TRUNCATED']],
    ['a PNG without its end', PNG.subarray(0, -12), 'image/png', ['MATERIAL_TRUNCATED']],
    ['a PDF without its end', bytesOf('%PDF-1.7\n'), 'application/pdf', ['MATERIAL_TRUNCATED']],
    [
      'a PDF whose end mark lies too far back',
      bytesOf('%PDF-1.7 %%EOF', 'x'.repeat(2000)),
      'application/pdf',
      ['MATERIAL_TRUNCATED'],
    ],
    ['a script', pdf('/JavaScript'), 'application/pdf', ['MATERIAL_ACTIVE_CONTENT']],
    ['a script in short', pdf('/JS (app.alert)'), 'application/pdf', ['MATERIAL_ACTIVE_CONTENT']],
    ['a script with an escaped name', pdf('/J#61vaScript'), 'application/pdf', ['MATERIAL_ACTIVE_CONTENT']],
    ['a launch action', pdf('/Launch'), 'application/pdf', ['MATERIAL_ACTIVE_CONTENT']],
    ['an embedded file', pdf('/EmbeddedFile'), 'application/pdf', ['MATERIAL_ACTIVE_CONTENT']],
    ['encryption', pdf('/Encrypt 5 0 R'), 'application/pdf', ['MATERIAL_ENCRYPTED']],
    ['nothing', bytesOf(''), 'image/jpeg', ['MATERIAL_EMPTY']],
  ])('is rejected for %s', (_, bytes, type, reasons) => {
    expect(checkContent(bytes, declaredOf(bytes, type))).toEqual(reasons);
  });

  it('is rejected with every reason at once', () => {
    const declared = { contentType: 'image/png', sizeBytes: 1, sha256: 'b'.repeat(64) };

    expect(checkContent(pdf('/Launch').subarray(0, -7), declared)).toEqual([
      'MATERIAL_SIZE_DIFFERS',
      'MATERIAL_HASH_DIFFERS',
      'MATERIAL_TYPE_DIFFERS',
      'MATERIAL_TRUNCATED',
      'MATERIAL_ACTIVE_CONTENT',
    ]);
  });

  it('is rejected for a script that stands after a stream, or in one that never ends', () => {
    const after = pdf('stream\nxx endstream /JS (app.alert)');
    const endless = pdf('stream\nxx /JS (app.alert)');

    expect(checkContent(after, declaredOf(after, 'application/pdf'))).toEqual(['MATERIAL_ACTIVE_CONTENT']);
    expect(checkContent(endless, declaredOf(endless, 'application/pdf'))).toEqual([
      'MATERIAL_ACTIVE_CONTENT',
    ]);
  });

  it('is confirmed at ten mebibytes', () => {
    const bytes = new Uint8Array(10 * 1024 * 1024);
    bytes.set(JPEG.subarray(0, 4));
    bytes.set([0xff, 0xd9], bytes.length - 2);

    expect(checkContent(bytes, declaredOf(bytes, 'image/jpeg'))).toEqual([]);
  });

  it('is rejected above ten mebibytes, whatever was announced', () => {
    const bytes = new Uint8Array(10 * 1024 * 1024 + 1);
    bytes.set(JPEG.subarray(0, 4));
    bytes.set([0xff, 0xd9], bytes.length - 2);

    expect(checkContent(bytes, declaredOf(bytes, 'image/jpeg'))).toEqual(['MATERIAL_TOO_LARGE']);
  });
});

describe('a file that is announced', () => {
  const codes = (
    changes: Partial<MaterialDeclaration>,
    existing: Parameters<typeof checkDeclaration>[1] = [],
  ) => checkDeclaration(declaration(changes), existing).map(({ pointer, code }) => `${pointer} ${code}`);

  it.each([
    [{}, []],
    [{ sizeBytes: 10 * 1024 * 1024 }, []],
    [{ ground: 'residence', box: 'RENTED_HOUSE.LEASE_CONTRACT' } as const, []],
    [{ ground: 'photo', box: 'APPLICANT', contentType: 'image/png' } as const, []],
    [{ box: 'OWNED_HOUSE' }, ['/box MATERIAL_SLOT']],
    [{ contentType: 'image/gif' }, ['/contentType MATERIAL_TYPE']],
    [{ ground: 'photo', box: 'APPLICANT' } as const, ['/contentType PHOTO_NOT_AN_IMAGE']],
    [{ sizeBytes: 0 }, ['/sizeBytes MATERIAL_EMPTY']],
    [{ sizeBytes: 10 * 1024 * 1024 + 1 }, ['/sizeBytes MATERIAL_TOO_LARGE']],
    [{ fileName: '../etc/passwd' }, ['/fileName MATERIAL_NAME']],
    [{ fileName: 'a\u202Egpj.exe' }, ['/fileName MATERIAL_NAME']],
  ])('has its defects: %o', (changes, expected) => {
    expect(codes(changes)).toEqual(expected);
  });

  it('finds room for one photo, ten files a box and forty a case', () => {
    const one = (ground: string, box: string) => ({ ground, box, status: 'confirmed' as const });
    const photo = { ground: 'photo', box: 'APPLICANT', contentType: 'image/png' } as const;
    const ten = Array.from({ length: 10 }, () => one('employment', 'LABOR_CONTRACT'));
    const forty = Array.from({ length: 40 }, () => one('residence', 'OTHER'));

    expect(codes(photo, [one('photo', 'APPLICANT')])).toEqual(['/box MATERIALS_IN_SLOT']);
    expect(codes({}, ten.slice(1))).toEqual([]);
    expect(codes({}, ten)).toEqual(['/box MATERIALS_IN_SLOT']);
    expect(codes({}, forty.slice(1))).toEqual([]);
    expect(codes({}, forty)).toEqual([' MATERIALS_TOO_MANY']);
  });

  it('does not count what was rejected', () => {
    const photo = { ground: 'photo', box: 'APPLICANT', contentType: 'image/png' } as const;

    expect(codes(photo, [{ ground: 'photo', box: 'APPLICANT', status: 'rejected' }])).toEqual([]);
  });

  it('has a hash in lower-case hex and a ground that exists', () => {
    expect(MaterialDeclaration.safeParse(declaration({ sha256: 'A'.repeat(64) })).success).toBe(false);
    expect(MaterialDeclaration.safeParse({ ...declaration(), ground: 'hobby' }).success).toBe(false);
  });
});

describe('the places a form needs filled', () => {
  it('are the photo and one for each ticked box, with their names', () => {
    const needs = neededSlots({ proofs: { residence: ['RENTED_HOUSE.TAXES_PAID'] } });

    expect(needs).toEqual([
      { ground: 'photo', box: 'APPLICANT', zh: '本人相片', en: 'Photo of the applicant' },
      {
        ground: 'residence',
        box: 'RENTED_HOUSE.TAXES_PAID',
        zh: '依法缴纳税费',
        en: 'Rented: taxes and fees paid',
      },
    ]);
  });
});
