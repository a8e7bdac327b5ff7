import { describe, expect, it } from 'vitest';
import {
  maskMobileNumber,
  mobileNumberDefects,
  normaliseMobileNumber,
} from '../../functions/domain/mobile-number.ts';

describe('a mobile number', () => {
  it.each([
    '13800138000',
    '138 0013 8000',
    '138-0013-8000',
    '+8613800138000',
    '+86 138 0013 8000',
    '008613800138000',
    '8613800138000',
    '１３８００１３８０００',
  ])('%s is read as eleven digits', (text) => {
    expect(mobileNumberDefects(text)).toEqual([]);
    expect(normaliseMobileNumber(text)).toBe('13800138000');
  });

  it.each([
    '13000000000',
    '14000000000',
    '15000000000',
    '16600000000',
    '17000000000',
    '18000000000',
    '19900000000',
  ])('%s is accepted, whoever the operator is', (number) => {
    expect(mobileNumberDefects(number)).toEqual([]);
  });

  it.each([
    '',
    '12800138000',
    '1380013800',
    '138001380000',
    '23800138000',
    '0578-8120110',
    '1380013800a',
    '+1 2025550123',
  ])('%j is refused', (text) => {
    expect(mobileNumberDefects(text, '/mobilePhone')).toEqual([
      { pointer: '/mobilePhone', code: 'MOBILE_NUMBER' },
    ]);
  });

  it('shows its first three and last four digits in lists, and nothing of a number of another length', () => {
    expect(maskMobileNumber('13800138000')).toBe('138****8000');
    expect(maskMobileNumber('138')).toBe('***********');
  });
});
