import type { Defect } from './rule-error.ts';

/** Without I, O, S, V and Z, which are too like other characters. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** The code as it is kept: full-width characters made plain, blanks and hyphens gone, upper-case. May still be wrong. */
export function normaliseCreditCode(text: string): string {
  return text.normalize('NFKC').replaceAll(/[\s-]/gu, '').toUpperCase();
}

/**
 * Whether the unified social credit code of an organisation (GB 32100-2015) is right: 18 characters, six of them the
 * digits of a division, and the check character over weights of powers of 3, modulo 31.
 * @see docs/rules.md#credit-code
 */
export function isCreditCode(text: string): boolean {
  const code = normaliseCreditCode(text);
  if (!/^[0-9A-HJ-NP-RTUW-Y]{2}\d{6}[0-9A-HJ-NP-RTUW-Y]{10}$/u.test(code)) return false;
  let weight = 1;
  let sum = 0;
  for (const character of code.slice(0, 17)) {
    sum += ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return code.at(-1) === ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/** @param pointer JSON Pointer of the field in what was sent */
export function creditCodeDefects(text: string, pointer = ''): Defect[] {
  return isCreditCode(text) ? [] : [{ pointer, code: 'CREDIT_CODE' }];
}
