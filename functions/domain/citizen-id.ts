import { isProvinceCode } from './division.ts';
import { addMonths, isDay, type Day } from './instant.ts';
import { checkMod11And2 } from './iso7064.ts';
import type { ProblemCode } from './problems.ts';
import { RuleError, type Defect } from './rule-error.ts';

/** What a citizen identity number says by itself. */
export interface CitizenId {
  /** 18 characters, upper-case X. */
  readonly number: string;
  /** GB/T 2260 code of the county of first issue; it may be abolished since, and is not the household register. */
  readonly divisionCode: string;
  readonly birthDate: Day;
  /** GB/T 2261.1: 1 male, 2 female. */
  readonly sex: '1' | '2';
  /** Numbers 81, 82 and 83 are given to residents of Hong Kong, Macao and Taiwan, who are outside this service. */
  readonly issuedTo: 'mainland' | 'hong-kong-macao-taiwan';
}

const OUTSIDE_REGIME = new Set(['81', '82', '83']);

/** The number as it is kept: full-width characters made plain, blanks and hyphens gone, x upper-case. May still be wrong. */
export function normaliseCitizenId(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\s\u2010-\u2015-]/gu, '')
    .toUpperCase();
}

/**
 * Everything that is wrong with the number, never only the first thing; none when it is right. County codes are not
 * looked up, since old numbers keep abolished ones; the province must exist.
 * @param today the day of asking: nobody is born after it
 * @param pointer JSON Pointer of the field in what was sent
 * @see docs/rules.md#citizen-identity-number
 */
export function citizenIdDefects(text: string, today: Day, pointer = ''): Defect[] {
  const number = normaliseCitizenId(text);
  const codes: ProblemCode[] = [];
  if (!/^\d*X?$/u.test(number)) codes.push('CITIZEN_ID_CHARACTERS');
  if (/^\d\d/u.test(number) && !isIssuedPrefix(number.slice(0, 2))) codes.push('CITIZEN_ID_PROVINCE');
  if (/^\d{6}\d{8}/u.test(number)) {
    const birthDate = birthDateOf(number);
    if (!isDay(birthDate)) codes.push('CITIZEN_ID_BIRTH_DATE');
    else if (birthDate > today) codes.push('CITIZEN_ID_BIRTH_DATE_FUTURE');
  }
  if (/^\d{17}[\dX]$/u.test(number) && checkMod11And2(number.slice(0, 17)) !== number.at(-1)) {
    codes.push('CITIZEN_ID_CHECK');
  }
  const defects: Defect[] = codes.map((code) => ({ pointer, code }));
  const length = Array.from(number).length;
  return length === 18 ? defects : [{ pointer, code: 'CITIZEN_ID_LENGTH', params: { length } }, ...defects];
}

/**
 * Reads a number that must be right.
 * @throws RuleError MALFORMED with every defect
 */
export function parseCitizenId(text: string, today: Day, pointer = ''): CitizenId {
  const defects = citizenIdDefects(text, today, pointer);
  if (defects.length > 0) throw new RuleError('MALFORMED', defects);
  const number = normaliseCitizenId(text);
  return {
    number,
    divisionCode: number.slice(0, 6),
    birthDate: birthDateOf(number),
    sex: Number(number.charAt(16)) % 2 === 1 ? '1' : '2',
    issuedTo: OUTSIDE_REGIME.has(number.slice(0, 2)) ? 'hong-kong-macao-taiwan' : 'mainland',
  };
}

/** For lists and logs of people: the first six and the last four characters; nothing at all of a number of another length. */
export function maskCitizenId(number: string): string {
  return number.length === 18 ? `${number.slice(0, 6)}********${number.slice(-4)}` : '*'.repeat(18);
}

/**
 * Full years of age on a day, reached on the birthday; of 29 February, on the last of February in common years.
 * Negative before birth. @see docs/rules.md#age
 */
export function ageOn(birthDate: Day, day: Day): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return addMonths(birthDate, years * 12) <= day ? years : years - 1;
}

function isIssuedPrefix(prefix: string): boolean {
  return isProvinceCode(prefix) || OUTSIDE_REGIME.has(prefix);
}

function birthDateOf(number: string): Day {
  return `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
}
