import { isDay, type Day } from './instant.ts';
import { checkMod37And36 } from './iso7064.ts';
import { RuleError } from './rule-error.ts';

/** 32 characters, so five bits choose one evenly; without 0, O, 1 and I, which people mistake for each other. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const RANDOM_LENGTH = 8;
const SHAPE = /^(?<day>\d{8})[2-9A-HJ-NP-Z]{8}(?<check>[0-9A-HJ-NP-Z])$/u;

/**
 * A number for a new application: day of submission, eight random characters, check character; 17 in all.
 * It tells nobody how many cases there are.
 * @param submittedOn day of submission
 * @param random at least eight bytes, cryptographically strong; the first eight are used
 * @throws RangeError when there are fewer bytes (a fault)
 * @see docs/rules.md#application-number
 */
export function makeApplicationNumber(submittedOn: Day, random: Uint8Array): string {
  if (random.length < RANDOM_LENGTH)
    throw new RangeError(`An application number takes ${RANDOM_LENGTH} random bytes`);
  const indexes = [...random.subarray(0, RANDOM_LENGTH)].map((byte) => byte % ALPHABET.length);
  const date = submittedOn.replaceAll('-', '');
  let number = withCheck(date, indexes);
  // A check character O or I would be read as 0 or 1; another last random character gives another check.
  while (/[OI]$/u.test(number)) {
    indexes.push(((indexes.pop() ?? 0) + 1) % ALPHABET.length);
    number = withCheck(date, indexes);
  }
  return number;
}

/**
 * The number as it is kept, from what a person typed: blanks, hyphens, lower case, full-width characters, and O or I
 * for 0 or 1 are forgiven. May still be wrong.
 */
export function normaliseApplicationNumber(text: string): string {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/[\s\u2010-\u2015-]/gu, '')
    .toUpperCase();
  return plain.replaceAll('O', '0').replaceAll('I', '1');
}

/** Whether what was typed is an application number: a real day, the right alphabet, the right check character. */
export function isApplicationNumber(text: string): boolean {
  const number = normaliseApplicationNumber(text);
  const { day = '', check } = SHAPE.exec(number)?.groups ?? {};
  const isReal = isDay(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`);
  return isReal && checkMod37And36(number.slice(0, -1)) === check;
}

/** The number in its kept form. @throws RuleError APPLICATION_NUMBER when it is wrong */
export function parseApplicationNumber(text: string): string {
  if (!isApplicationNumber(text)) throw new RuleError('APPLICATION_NUMBER');
  return normaliseApplicationNumber(text);
}

/** For paper and screens: `20260302-ABCD-EFGH-J`. */
export function formatApplicationNumber(number: string): string {
  return [number.slice(0, 8), number.slice(8, 12), number.slice(12, 16), number.slice(16)].join('-');
}

function withCheck(date: string, indexes: readonly number[]): string {
  const body = date + indexes.map((index) => ALPHABET.charAt(index)).join('');
  return body + checkMod37And36(body);
}
