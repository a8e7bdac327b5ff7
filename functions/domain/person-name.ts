import type { ProblemCode } from './problems.ts';
import type { Defect } from './rule-error.ts';

const MAX_CHARACTERS = 50;

/**
 * The name as it is kept: NFC, without blanks around it, every kind of middle dot as `·` (U+00B7).
 * @see docs/rules.md#person-name
 */
export function normaliseName(text: string): string {
  return text
    .normalize('NFC')
    .trim()
    .replaceAll(/[\u2022\u2027\u30FB\uFF65]/gu, '·');
}

/**
 * Everything that is wrong with the name; none when it is right. Characters are counted as code points, so a rare
 * character of the supplementary planes is one.
 * @param pointer JSON Pointer of the field in what was sent
 * @see docs/rules.md#person-name
 */
export function nameDefects(text: string, pointer = ''): Defect[] {
  const name = normaliseName(text);
  if (name === '') return [{ pointer, code: 'NAME_REQUIRED' }];
  const codes: ProblemCode[] = [];
  const readable = name.replaceAll(/\p{Co}/gu, '');
  if (readable !== name) codes.push('NAME_PRIVATE_USE');
  if (/[^\p{Script=Han}·]/u.test(readable) || /^·|·$|··/u.test(name)) codes.push('NAME_CHARACTERS');
  const defects: Defect[] = codes.map((code) => ({ pointer, code }));
  const length = Array.from(name).length;
  return length > MAX_CHARACTERS
    ? [...defects, { pointer, code: 'NAME_TOO_LONG', params: { length } }]
    : defects;
}

/** Whether two writings are the same name: equal once both are normalised. */
export function sameName(a: string, b: string): boolean {
  return normaliseName(a) === normaliseName(b);
}

/** For lists: the first character, the others starred; a name of one character is starred whole. */
export function maskName(name: string): string {
  const [first = '', ...others] = normaliseName(name);
  return others.length === 0 ? '*' : `${first}${'*'.repeat(others.length)}`;
}
