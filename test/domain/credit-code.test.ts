import { describe, expect, it } from 'vitest';
import { creditCodeDefects, isCreditCode, normaliseCreditCode } from '../../functions/domain/credit-code.ts';

describe('a unified social credit code', () => {
  it.each([
    '91350100M000100Y43',
    '91110000600037341L',
    '11100000000013338W',
    '11330105002500287C',
    '11220000013544541J',
    '11430000006122244L',
    '11100000MB03271699',
  ])('%s, as published, is right', (code) => {
    expect(isCreditCode(code)).toBe(true);
  });

  it('whose weighted sum leaves no remainder ends in 0', () => {
    expect(isCreditCode('910010000000000000')).toBe(true);
  });

  it('may begin with letters, as those of rural collectives do', () => {
    const endings = Array.from('0123456789ABCDEFGHJKLMNPQRTUWXY');

    const fitting = endings.filter((check) => isCreditCode(`N2331123MF1234567${check}`));

    expect(fitting).toHaveLength(1);
  });

  it('is read through lower case, blanks, hyphens and full-width characters', () => {
    expect(normaliseCreditCode('９1350100-m000100y 43')).toBe('91350100M000100Y43');
    expect(creditCodeDefects('91350100m000100y43')).toEqual([]);
  });

  it.each(['', '91350100M000100Y44', '91350100M000100Y4', '91350100M000100I43', '9135A100M000100Y43'])(
    '%j is refused',
    (code) => {
      expect(creditCodeDefects(code, '/creditCode')).toEqual([
        { pointer: '/creditCode', code: 'CREDIT_CODE' },
      ]);
    },
  );
});
