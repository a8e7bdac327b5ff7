import type { Defect } from './rule-error.ts';

/** The number as it is kept: 11 digits, without blanks, hyphens or the country code +86. May still be wrong. */
export function normaliseMobileNumber(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\s\u2010-\u2015()-]/gu, '')
    .replace(/^(?:\+|00)86|^86(?=1\d{10}$)/u, '');
}

/**
 * None, or the one thing that can be wrong. The operator's segment is not checked: numbers are portable.
 * @param pointer JSON Pointer of the field in what was sent
 * @see docs/rules.md#mobile-number
 */
export function mobileNumberDefects(text: string, pointer = ''): Defect[] {
  return /^1[3-9]\d{9}$/u.test(normaliseMobileNumber(text)) ? [] : [{ pointer, code: 'MOBILE_NUMBER' }];
}

/** For lists: the first three and the last four digits; nothing at all of a number of another length. */
export function maskMobileNumber(number: string): string {
  return number.length === 11 ? `${number.slice(0, 3)}****${number.slice(-4)}` : '*'.repeat(11);
}
