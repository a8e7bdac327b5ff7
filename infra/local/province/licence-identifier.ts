const FORM = /^1\.2\.156\.3005\.2\.([0-9A-Z]{21})\.([0-9A-Z]{6,18})\.([0-9A-Z]+)\.(\d{3})\.([0-9A-Z])$/u;
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * Whether the text is a licence identifier of GB/T 36904: root, type, issuer, serial, version, check character
 * (ISO/IEC 7064 MOD 37,36 over the middle four). The platform's own check, apart from the issuer's.
 */
export function isLicenceIdentifier(text: string): boolean {
  const match = FORM.exec(text);
  if (match === null) return false;
  const [, type = '', issuer = '', serial = '', version = '', check] = match;
  let product = 36;
  for (const character of `${type}${issuer}${serial}${version}`) {
    product = (product + ALPHABET.indexOf(character)) % 36 || 36;
    product = (product * 2) % 37;
  }
  return ALPHABET[(37 - product) % 36] === check;
}
