import { checkMod37And36 } from './iso7064.ts';
import { RuleError } from './rule-error.ts';

/** The parts of an electronic licence identifier (GB/T 36904). */
export interface LicenceIdentifierParts {
  /** 21 characters: the credit code of who registered the licence type, and three digits. */
  readonly typeCode: string;
  /** Code of the issuing body, normally its credit code. */
  readonly issuerCode: string;
  /** Upper-case letters and digits. */
  readonly serialNumber: string;
  /** 1 … 999; grows with every change of the same licence. */
  readonly version: number;
}

const ROOT = '1.2.156.3005.2';
const SHAPE =
  /^1\.2\.156\.3005\.2\.(?<typeCode>[0-9A-Z]{18}\d{3})\.(?<issuerCode>[0-9A-Z]+)\.(?<serialNumber>[0-9A-Z]+)\.(?<version>\d{3})\.(?<check>[0-9A-Z])$/u;

/**
 * The identifier with its check character, which covers everything between the root and itself without the dots.
 * @throws RuleError LICENCE_IDENTIFIER when a part has another shape
 * @see docs/rules.md#licence-identifier
 */
export function makeLicenceIdentifier(parts: LicenceIdentifierParts): string {
  const version = String(parts.version).padStart(3, '0');
  const body = [parts.typeCode, parts.issuerCode, parts.serialNumber, version];
  if (!body.every((part) => /^[0-9A-Z]+$/u.test(part))) throw new RuleError('LICENCE_IDENTIFIER');
  const identifier = `${ROOT}.${body.join('.')}.${checkMod37And36(body.join(''))}`;
  parseLicenceIdentifier(identifier);
  return identifier;
}

/** @throws RuleError LICENCE_IDENTIFIER when the shape, the version or the check character is wrong */
export function parseLicenceIdentifier(text: string): LicenceIdentifierParts {
  const parts = read(text);
  if (!parts) throw new RuleError('LICENCE_IDENTIFIER');
  return parts;
}

/** Whether the text is an electronic licence identifier with the right check character. */
export function isLicenceIdentifier(text: string): boolean {
  return read(text) !== undefined;
}

function read(text: string): LicenceIdentifierParts | undefined {
  const { typeCode, issuerCode, serialNumber, version, check } = SHAPE.exec(text)?.groups ?? {};
  if (!typeCode || !issuerCode || !serialNumber || !version || version === '000') return undefined;
  if (checkMod37And36(typeCode + issuerCode + serialNumber + version) !== check) return undefined;
  return { typeCode, issuerCode, serialNumber, version: Number(version) };
}
