import { isApplicationNumber, normaliseApplicationNumber } from './application-number.ts';
import { normaliseCitizenId } from './citizen-id.ts';
import { mobileNumberDefects, normaliseMobileNumber } from './mobile-number.ts';
import { nameDefects, normaliseName } from './person-name.ts';
import { RuleError } from './rule-error.ts';

/** What one may look for, and its kept form. */
export interface SearchTerm {
  readonly kind: 'application-number' | 'licence' | 'person' | 'mobile' | 'name';
  readonly value: string;
}

/** Root of every identifier of an electronic licence, GB/T 36904. */
const LICENCE = /^1\.2\.156\.3005\.2\.[0-9A-Z.]{20,100}$/u;

/**
 * What was typed, told by its form; blanks, case and full-width characters are forgiven. Names hold no digits, so no
 * two kinds look alike: a mobile number has 11 digits, an identity number 18 characters, an application number 17.
 * @throws RuleError SEARCH_TERM when it is none of them
 * @see docs/rules.md#search
 */
export function searchTermOf(text: string): SearchTerm {
  const plain = text.normalize('NFKC').replaceAll(/\s/gu, '').toUpperCase();
  if (LICENCE.test(plain)) return { kind: 'licence', value: plain };
  if (isApplicationNumber(text))
    return { kind: 'application-number', value: normaliseApplicationNumber(text) };
  const number = normaliseCitizenId(text);
  if (/^\d{17}[\dX]$/u.test(number)) return { kind: 'person', value: number };
  if (mobileNumberDefects(text).length === 0) return { kind: 'mobile', value: normaliseMobileNumber(text) };
  const name = normaliseName(text.replaceAll(/\s/gu, ''));
  if (nameDefects(name).length === 0) return { kind: 'name', value: name };
  throw new RuleError('SEARCH_TERM');
}
