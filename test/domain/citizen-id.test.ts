import * as fc from 'fast-check';
import { stdnum } from 'stdnum';
import { describe, expect, it } from 'vitest';
import {
  ageOn,
  citizenIdDefects,
  maskCitizenId,
  normaliseCitizenId,
  parseCitizenId,
} from '../../functions/domain/citizen-id.ts';
import { addDays } from '../../functions/domain/instant.ts';
import { checkMod11And2 } from '../../functions/domain/iso7064.ts';
import { PROVINCES } from '../../functions/domain/division.ts';

const today = '2026-03-02';
const codesOf = (text: string) => citizenIdDefects(text, today).map(({ code }) => code);

describe('a citizen identity number', () => {
  it.each([
    ['11010519491231002X', '110105', '1949-12-31', '2'],
    ['440524188001010014', '440524', '1880-01-01', '1'],
  ])('%s tells the division %s, the birth date %s and the sex %s', (number, divisionCode, birthDate, sex) => {
    const id = parseCitizenId(number, today);

    expect(id).toEqual({ number, divisionCode, birthDate, sex, issuedTo: 'mainland' });
  });

  it.each([
    ['a small x', '11010519491231002x'],
    ['blanks', ' 110105 19491231 002X '],
    ['full-width characters', '１１０１０５１９４９１２３１００２Ｘ'],
    ['ideographic blanks and hyphens', '110105　19491231-002X'],
  ])('is read through %s', (_what, text) => {
    expect(normaliseCitizenId(text)).toBe('11010519491231002X');
    expect(codesOf(text)).toEqual([]);
  });

  it.each([
    ['331123199002290011', ['CITIZEN_ID_BIRTH_DATE', 'CITIZEN_ID_CHECK']],
    ['110105194912310021', ['CITIZEN_ID_CHECK']],
    ['', ['CITIZEN_ID_LENGTH']],
    ['11010519491231002', ['CITIZEN_ID_LENGTH']],
    ['110105491231002', ['CITIZEN_ID_LENGTH', 'CITIZEN_ID_BIRTH_DATE']],
    ['X1010519491231002X', ['CITIZEN_ID_CHARACTERS']],
    ['991305194913310021', ['CITIZEN_ID_PROVINCE', 'CITIZEN_ID_BIRTH_DATE', 'CITIZEN_ID_CHECK']],
    ['99A105194912310021?', ['CITIZEN_ID_LENGTH', 'CITIZEN_ID_CHARACTERS', 'CITIZEN_ID_PROVINCE']],
  ])('%s is told everything that is wrong with it: %j', (text, codes) => {
    expect(codesOf(text)).toEqual(codes);
  });

  it('carries the place and the length, never the number itself', () => {
    const [defect] = citizenIdDefects('1101051949', today, '/applicant/citizenIdNumber');

    expect(defect).toEqual({
      pointer: '/applicant/citizenIdNumber',
      code: 'CITIZEN_ID_LENGTH',
      params: { length: 10 },
    });
  });

  it('of somebody born today is right and of somebody born tomorrow is not', () => {
    const withCheck = (body: string) => body + checkMod11And2(body);

    expect(codesOf(withCheck('33112320260302001'))).toEqual([]);
    expect(codesOf(withCheck('33112320260303001'))).toEqual(['CITIZEN_ID_BIRTH_DATE_FUTURE']);
  });

  it.each(['330103', '330104', '422921', '339999'])(
    'keeps the abolished or unknown county %s',
    (division) => {
      const body = `${division}19900515002`;

      expect(codesOf(body + checkMod11And2(body))).toEqual([]);
    },
  );

  it.each(['81', '82', '83'])(
    'with prefix %s belongs to a resident of Hong Kong, Macao or Taiwan',
    (prefix) => {
      const body = `${prefix}000019900515001`;

      const { issuedTo } = parseCitizenId(body + checkMod11And2(body), today);

      expect(issuedTo).toBe('hong-kong-macao-taiwan');
    },
  );

  it('that is wrong cannot be read: every defect is in the answer', () => {
    const reading = () => parseCitizenId('991305194913310021', today, '/id');

    expect(reading).toThrow(
      expect.objectContaining({
        code: 'MALFORMED',
        defects: [
          { pointer: '/id', code: 'CITIZEN_ID_PROVINCE' },
          { pointer: '/id', code: 'CITIZEN_ID_BIRTH_DATE' },
          { pointer: '/id', code: 'CITIZEN_ID_CHECK' },
        ],
      }),
    );
  });

  it('is right exactly when an independent validator says so', () => {
    const body = fc
      .tuple(
        fc.constantFrom(...PROVINCES.map(({ code }) => code)),
        fc.integer({ min: 0, max: 9999 }),
        fc.integer({ min: 0, max: 45_000 }),
        fc.integer({ min: 0, max: 999 }),
        fc.constantFrom(...Array.from('0123456789X')),
      )
      .map(([province, county, day, order, check]) => {
        const birth = addDays('1900-01-01', day).replaceAll('-', '');
        return `${province}${String(county).padStart(4, '0')}${birth}${String(order).padStart(3, '0')}${check}`;
      });

    const compare = () =>
      fc.assert(
        fc.property(body, (number) => {
          expect(codesOf(number).length === 0).toBe(stdnum.CN?.['ric']?.validate(number).isValid);
        }),
        { numRuns: 500 },
      );

    expect(compare).not.toThrow();
  });

  it('shows its first six and last four characters in lists, and nothing of a number of another length', () => {
    expect(maskCitizenId('11010519491231002X')).toBe('110105********002X');
    expect(maskCitizenId('110105')).toBe('******************');
  });
});

describe('age', () => {
  it.each([
    ['2010-03-02', '2026-03-01', 15],
    ['2010-03-02', '2026-03-02', 16],
    ['2008-02-29', '2024-02-28', 15],
    ['2008-02-29', '2024-02-29', 16],
    ['2012-02-29', '2026-02-27', 13],
    ['2012-02-29', '2026-02-28', 14],
    ['2026-03-02', '2026-03-02', 0],
    ['2026-03-03', '2026-03-02', -1],
  ])('of somebody born on %s is, on %s, %i', (birthDate, day, age) => {
    expect(ageOn(birthDate, day)).toBe(age);
  });
});
