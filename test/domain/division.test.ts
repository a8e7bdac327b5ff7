import { describe, expect, it } from 'vitest';
import {
  divisionName,
  isDivisionCode,
  isInZhejiang,
  isProvinceCode,
  PROVINCES,
  SUICHANG_TOWNSHIPS,
  ZHEJIANG_CITIES,
  ZHEJIANG_COUNTIES,
} from '../../functions/domain/division.ts';

describe('the administrative divisions', () => {
  it('are 34 provinces, 11 cities and 90 counties of Zhejiang, and 20 township units of Suichang', () => {
    const counts = [PROVINCES, ZHEJIANG_CITIES, ZHEJIANG_COUNTIES, SUICHANG_TOWNSHIPS].map(
      ({ length }) => length,
    );

    expect(counts).toEqual([34, 11, 90, 20]);
    expect(
      ZHEJIANG_COUNTIES.every(({ code }) => ZHEJIANG_CITIES.some((city) => code.startsWith(city.code))),
    ).toBe(true);
    expect(SUICHANG_TOWNSHIPS.every(({ code }) => code.startsWith('331123') && code.length === 9)).toBe(true);
  });

  it.each([
    ['33', '浙江省'],
    ['331123', '浙江省丽水市遂昌县'],
    ['331123001', '浙江省丽水市遂昌县妙高街道'],
    ['331123200', '浙江省丽水市遂昌县三仁畲族乡'],
    ['331127', '浙江省丽水市景宁畲族自治县'],
    ['330103', '浙江省杭州市'],
    ['340100', '安徽省'],
  ])('%s is %s', (code, name) => {
    expect(divisionName(code)).toBe(name);
  });

  it('have no name for an unknown province', () => {
    expect(divisionName('990101')).toBeUndefined();
    expect(isProvinceCode('99')).toBe(false);
  });

  it.each([
    ['331123', true, true],
    ['330104', true, true],
    ['331123001', true, true],
    ['340111', true, false],
    ['990101', false, false],
    ['33112', false, false],
    ['33112a', false, false],
  ])('%s: a code %s, in Zhejiang %s', (code, wellFormed, inZhejiang) => {
    expect(isDivisionCode(code)).toBe(wellFormed);
    expect(isInZhejiang(code)).toBe(inZhejiang);
  });
});
