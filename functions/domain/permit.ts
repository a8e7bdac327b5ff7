import { sha256Hex } from './canonical.ts';
import { normaliseCitizenId } from './citizen-id.ts';
import { divisionName, type Division } from './division.ts';
import { findEthnicGroup } from './ethnic-group.ts';
import type { CompleteForm } from './form.ts';
import { endorsementOf } from './endorsement.ts';
import { dayOf, type Day, type Instant } from './instant.ts';
import { normaliseName } from './person-name.ts';

/**
 * The electronic residence permit: the ten items the law lists (Interim Regulations, art. 4) and the machine
 * data beside them. Nothing else may stand on it.
 * @see docs/rules.md#permit
 */
export interface Permit {
  readonly licenceId: string;
  readonly fullName: string;
  readonly sex: '1' | '2';
  readonly ethnicGroup: string;
  readonly birthDate: Day;
  readonly citizenIdNumber: string;
  /** Content hash of the photograph, lower-case hex. */
  readonly photoSha256: string;
  readonly registeredResidenceAddress: string;
  readonly currentResidenceAddress: string;
  readonly issuedBy: string;
  readonly issuedOn: Day;
  readonly issuedAt: Instant;
  /** One year after issue; the window opens a month before. */
  readonly endorsementDueOn: Day;
  readonly endorsementFrom: Day;
  /** Number of the permit it replaces, where there was one. */
  readonly replaces?: string;
}

export interface SignedPermit {
  readonly caseId: string;
  readonly permit: Permit;
  readonly status: 'valid' | 'suspended' | 'revoked';
  /** JWS, compact, ES256, over the permit. */
  readonly jws: string;
  readonly keyId: string;
  /** In China: SM2 with SM3 over the same bytes as the JWS's own signature, its first two parts. */
  readonly sm2?: Sm2Signature;
}

/** A signature by SM2 (GB/T 32918.2) under the distinguishing id 1234567812345678. */
export interface Sm2Signature {
  readonly keyId: string;
  /** DER as GM/T 0009 has it, a SEQUENCE of r and s, in base64. */
  readonly signature: string;
}

/** Over everything by which a permit can be verified, so that the chain of events knows of no other. Lower-case hex. */
export function licenceHashOf({ jws, sm2 }: Pick<SignedPermit, 'jws' | 'sm2'>): string {
  return sha256Hex(sm2 ? [jws, sm2.keyId, sm2.signature].join('\n') : jws);
}

/** What the ten items are taken from. */
export interface PermitSource {
  readonly form: CompleteForm;
  readonly photoSha256: string;
  readonly licenceId: string;
  readonly issuer: string;
  /** Streets, towns and townships of the county, for the address. */
  readonly townships: readonly Division[];
  readonly issuedAt: Instant;
  readonly replaces?: string;
}

/**
 * The permit of a complete form. Endorsement (签注) is due each full year after issue, within the month before
 * (Regulation, art. 19); the law knows no expiry.
 */
export function makePermit({
  form,
  photoSha256,
  licenceId,
  issuer,
  townships,
  issuedAt,
  replaces,
}: PermitSource): Permit {
  const issuedOn = dayOf(issuedAt);
  const { dueOn: endorsementDueOn, from: endorsementFrom } = endorsementOf(issuedOn, 1);
  const id = normaliseCitizenId(form.citizenIdNumber);
  const { townshipCode, community, detail } = form.currentResidenceAddress;
  return {
    licenceId,
    fullName: normaliseName(form.fullName),
    sex: form.sex === '男' ? '1' : '2',
    ethnicGroup: findEthnicGroup(form.ethnicGroup)?.name ?? form.ethnicGroup,
    birthDate: `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`,
    citizenIdNumber: id,
    photoSha256,
    registeredResidenceAddress: `${divisionName(form.registeredResidenceDivision) ?? ''}${form.registeredResidenceAddress}`,
    currentResidenceAddress: `${townships.find(({ code }) => code === townshipCode)?.name ?? ''}${community}${detail}`,
    issuedBy: issuer,
    issuedOn,
    issuedAt,
    endorsementDueOn,
    endorsementFrom,
    ...(replaces && { replaces }),
  };
}
