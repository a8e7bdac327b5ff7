import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatApplicationNumber,
  isApplicationNumber,
  makeApplicationNumber,
  normaliseApplicationNumber,
  parseApplicationNumber,
} from '../../functions/domain/application-number.ts';

const bytes = fc.uint8Array({ minLength: 8, maxLength: 16 });
const sample = makeApplicationNumber('2026-03-02', Uint8Array.of(0, 8, 16, 24, 31, 33, 100, 255));

describe('an application number', () => {
  it('is the day, eight random characters and a check character', () => {
    expect(sample).toBe('202603022AJSZ36ZU');
    expect(formatApplicationNumber(sample)).toBe('20260302-2AJS-Z36Z-U');
  });

  it('is read back from whatever bytes it was made of, and holds no character that looks like another', () => {
    const check = () =>
      fc.assert(
        fc.property(bytes, (random) => {
          const number = makeApplicationNumber('2026-03-02', random);
          expect(number).toMatch(/^20260302[2-9A-HJ-NP-Z]{8}[0-9A-HJ-NP-Z]$/u);
          expect(parseApplicationNumber(number)).toBe(number);
        }),
        { numRuns: 2000 },
      );

    expect(check).not.toThrow();
  });

  it('forgives lower case, blanks, hyphens, full-width characters and letters typed for digits', () => {
    const typed = [
      sample.toLowerCase(),
      ` ${formatApplicationNumber(sample)} `,
      sample.replaceAll('0', 'O'),
      sample.replaceAll('0', 'o'),
      '２０２６０３０２２ＡＪＳＺ３６ＺＵ',
    ];

    expect(typed.map(normaliseApplicationNumber)).toEqual(typed.map(() => sample));
    expect(typed.every(isApplicationNumber)).toBe(true);
  });

  it('notices every single mistyped character', () => {
    const check = () =>
      fc.assert(
        fc.property(
          bytes,
          fc.nat({ max: 16 }),
          fc.constantFrom(...Array.from('0123456789ABCDEFGHJKLMNPQRSTUVWXYZ')),
          (random, place, other) => {
            const number = makeApplicationNumber('2026-03-02', random);
            fc.pre(number[place] !== other);
            expect(isApplicationNumber(number.slice(0, place) + other + number.slice(place + 1))).toBe(false);
          },
        ),
        { numRuns: 1000 },
      );

    expect(check).not.toThrow();
  });

  it.each([
    '',
    '20260302',
    '202613022AJSZ36ZU',
    '202603022AJSZ36Z',
    '202603022AJSZ36ZUU',
    '202603022AJSZ36ZM',
  ])('%j is refused', (text) => {
    const reading = () => parseApplicationNumber(text);

    expect(reading).toThrow(expect.objectContaining({ code: 'APPLICATION_NUMBER' }));
  });

  it('is not made from too little randomness', () => {
    expect(() => makeApplicationNumber('2026-03-02', new Uint8Array(7))).toThrow(RangeError);
  });
});
