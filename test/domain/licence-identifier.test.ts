import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkMod11And2, checkMod37And36 } from '../../functions/domain/iso7064.ts';
import {
  isLicenceIdentifier,
  makeLicenceIdentifier,
  parseLicenceIdentifier,
} from '../../functions/domain/licence-identifier.ts';

const published = [
  '1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0',
  '1.2.156.3005.2.11100000000013338W032.11220000013544541J.2430599.001.F',
  '1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U',
  '1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.002.S',
  '1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9',
];

describe('an electronic licence identifier', () => {
  it.each(published)('%s, as published, is right', (identifier) => {
    const parts = parseLicenceIdentifier(identifier);

    expect(isLicenceIdentifier(identifier)).toBe(true);
    expect(makeLicenceIdentifier(parts)).toBe(identifier);
  });

  it('is made of type, issuer, serial number and version', () => {
    const parts = parseLicenceIdentifier(published[0] ?? '');

    expect(parts).toEqual({
      typeCode: '11100000000013338W009',
      issuerCode: '11330105002500287C',
      serialNumber: '2025052201',
      version: 2,
    });
  });

  it.each([
    [
      'a check character of the copied variant with letters one too high',
      'W032.11220000013544541J.2430599.001',
      'F',
    ],
    ['dots taken into the check', 'W011.11430000006122244L.20230000403.001', 'U'],
  ])('is not confirmed by %s', (_what, tail, right) => {
    const prefix = '1.2.156.3005.2.11100000000013338';
    const others = Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ').filter(
      (character) => character !== right,
    );

    const accepted = others.filter((character) => isLicenceIdentifier(`${prefix}${tail}.${character}`));

    expect(isLicenceIdentifier(`${prefix}${tail}.${right}`)).toBe(true);
    expect(accepted).toEqual([]);
  });

  it.each([
    ['another root', '1.2.156.3005.3.11100000000013338W009.11330105002500287C.2025052201.002.0'],
    ['no root', '11100000000013338W009.11330105002500287C.2025052201.002.0'],
    ['a short type code', '1.2.156.3005.2.11100000000013338W09.11330105002500287C.2025052201.002.0'],
    ['lower case', '1.2.156.3005.2.11100000000013338w009.11330105002500287C.2025052201.002.0'],
    ['a changed version', '1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.003.0'],
    ['two digits swapped', '1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052210.002.0'],
    ['something after it', '1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0\n'],
    ['nothing in it', ''],
  ])('with %s is refused', (_what, text) => {
    const reading = () => parseLicenceIdentifier(text);

    expect(isLicenceIdentifier(text)).toBe(false);
    expect(reading).toThrow(expect.objectContaining({ code: 'LICENCE_IDENTIFIER' }));
  });

  it.each([
    ['version', { version: 0 }],
    ['version', { version: 1000 }],
    ['version', { version: 1.5 }],
    ['serialNumber', { serialNumber: 'A-1' }],
    ['serialNumber', { serialNumber: '' }],
    ['typeCode', { typeCode: '123' }],
    ['issuerCode', { issuerCode: '遂昌' }],
  ])('is not made from a bad %s', (_what, change) => {
    const parts = {
      typeCode: '11100000000013338W009',
      issuerCode: '11330105002500287C',
      serialNumber: 'A1',
      version: 1,
    };

    const making = () => makeLicenceIdentifier({ ...parts, ...change });

    expect(making).toThrow(expect.objectContaining({ code: 'LICENCE_IDENTIFIER' }));
  });
});

describe('check characters', () => {
  it('of MOD 37,36 fit the published vectors', () => {
    expect(checkMod37And36('A12425GABC1234002')).toBe('M');
    expect(checkMod37And36('11100000MB03271699022340100000000016001')).toBe('9');
  });

  it('of MOD 11-2 fit the published vectors', () => {
    expect(checkMod11And2('11010519491231002')).toBe('X');
    expect(checkMod11And2('44052418800101001')).toBe('4');
  });

  it('take no other characters', () => {
    expect(() => checkMod37And36('a1')).toThrow(RangeError);
    expect(() => checkMod11And2('1X')).toThrow(RangeError);
  });

  it('of MOD 37,36 notice every change of one character', () => {
    const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
    const text = fc.array(fc.constantFrom(...Array.from(alphabet)), { minLength: 1, maxLength: 40 });

    const check = () =>
      fc.assert(
        fc.property(text, fc.nat(), fc.constantFrom(...Array.from(alphabet)), (characters, seed, other) => {
          const place = seed % characters.length;
          fc.pre(characters[place] !== other);
          expect(checkMod37And36(characters.with(place, other).join(''))).not.toBe(
            checkMod37And36(characters.join('')),
          );
        }),
      );

    expect(check).not.toThrow();
  });
});
