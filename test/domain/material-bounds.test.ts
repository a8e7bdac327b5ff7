import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkContent, holdsOneOf } from '../../functions/domain/material-content.ts';
import { checkDeclaration, withoutReplaced } from '../../functions/domain/material.ts';

const DECLARED = {
  ground: 'employment',
  box: 'LABOR_CONTRACT',
  fileName: '劳动合同.pdf',
  contentType: 'application/pdf',
  sizeBytes: 1000,
  sha256: 'a'.repeat(64),
} as const;

describe('a PDF made to cost time', () => {
  it('is read no further than the first name that is sought', () => {
    let read = 0;
    function* names() {
      for (;;) {
        read += 1;
        yield read === 3 ? 'Launch' : 'Font';
      }
    }

    expect(holdsOneOf(names(), new Set(['Launch']))).toBe(true);
    expect(read).toBe(3);
  });

  it.each([
    ['one name as long as the file', `/${'a'.repeat(9_000_000)}`, []],
    ['a long name that begins as a sought one', `/Launch${'a'.repeat(9_000_000)}`, []],
    ['a million names', '/a '.repeat(1_000_000), []],
    ['a million names and a script', `${'/a '.repeat(1_000_000)}/Launch`, ['MATERIAL_ACTIVE_CONTENT']],
    ['half a million empty streams', 'stream\nendstream'.repeat(500_000), []],
  ])('is judged whatever it is stuffed with: %s', (_, stuffing, reasons) => {
    const bytes = Buffer.from(`%PDF-1.7\n${stuffing} \n%%EOF\n`, 'latin1');
    const sha256 = createHash('sha256').update(bytes).digest('hex');

    const found = checkContent(bytes, { contentType: 'application/pdf', sizeBytes: bytes.length, sha256 });

    expect(found).toEqual(reasons);
  });
});

describe('a file that is announced', () => {
  it('takes the place of what its slot had rejected, once forty are listed', () => {
    const rejected = { ground: 'employment', box: 'LABOR_CONTRACT', status: 'rejected' as const };
    const other = { ground: 'residence', box: 'OTHER', status: 'rejected' as const };
    const list = [other, ...Array.from({ length: 39 }, () => rejected)];

    expect(withoutReplaced(list.slice(1), DECLARED)).toHaveLength(39);
    expect(withoutReplaced(list, DECLARED)).toEqual([other]);
  });

  it('finds no room where eighty are listed, rejected ones too', () => {
    const other = { ground: 'residence', box: 'OTHER', status: 'rejected' as const };
    const eighty = Array.from({ length: 80 }, () => other);

    expect(checkDeclaration(DECLARED, eighty.slice(1))).toEqual([]);
    expect(checkDeclaration(DECLARED, eighty)).toMatchObject([{ pointer: '', code: 'MATERIALS_TOO_MANY' }]);
  });
});
