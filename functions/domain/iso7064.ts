/**
 * The two check-character systems of ISO/IEC 7064 that this field uses: MOD 37,36 for electronic licences and our
 * application numbers, MOD 11-2 for citizen identity numbers. @see docs/rules.md#check-characters
 */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * The check character of the hybrid system MOD 37,36.
 * @param text digits and upper-case A–Z only, no separators
 * @returns one character of the same alphabet
 * @throws RangeError for any other character
 */
export function checkMod37And36(text: string): string {
  let product = 36;
  for (const character of text) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) throw new RangeError('MOD 37,36 takes digits and upper-case letters only');
    product = (product + value) % 36 || 36;
    product = (product * 2) % 37;
  }
  return ALPHABET.charAt((37 - product) % 36);
}

/**
 * The check character of the pure system MOD 11-2.
 * @param digits decimal digits only
 * @returns a digit or `X`
 * @throws RangeError for any other character
 */
export function checkMod11And2(digits: string): string {
  if (!/^\d*$/u.test(digits)) throw new RangeError('MOD 11-2 takes digits only');
  const product = Array.from(digits).reduce((sum, digit) => ((sum + Number(digit)) * 2) % 11, 0);
  return '0123456789X'.charAt((12 - product) % 11);
}
