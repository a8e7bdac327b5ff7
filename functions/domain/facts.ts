import * as z from 'zod';
import { isDay } from './instant.ts';
import { GroundBox } from './form-boxes.ts';
import { RegistrationRow } from './registration-chain.ts';

/** Who says so: the person alone, a paper in the file, the province's registry, or the real-name sign-in. */
export const FactSource = z.enum(['applicant-claim', 'document', 'provincial-registry', 'sign-in']);
export type FactSource = z.infer<typeof FactSource>;

const known = <Value extends z.ZodType>(value: Value) => z.object({ value, source: FactSource }).optional();
const CivilDay = z.string().refine(isDay, 'not a civil day');

/** What stands behind a ticked box: the province confirmed it, a paper is in the file, only words, or nothing. */
export const Evidence = z.enum(['data-sharing', 'document', 'claimed', 'none']);
export type Evidence = z.infer<typeof Evidence>;

/**
 * Status of an existing permit in the province's library. `UNKNOWN`: the library answered something else.
 * @see docs/rules.md#existing-permit
 */
export const ExistingPermitStatus = z.enum(['NORMAL', 'SUSPENDED', 'TERMINATED', 'CANCELLED', 'UNKNOWN']);
export type ExistingPermitStatus = z.infer<typeof ExistingPermitStatus>;

/** One residence permit of the person, as found or as claimed. Carries no number: only whether it is the one claimed. */
export const ExistingPermit = z.object({
  status: ExistingPermitStatus,
  /** GB/T 2260 code of the issuing county, where known. */
  issuerDivision: z
    .string()
    .regex(/^\d{6}$/u)
    .optional(),
  issuedOn: CivilDay.optional(),
  /** Last day of validity printed on a permit of the earlier regime. */
  validUntil: CivilDay.optional(),
  /** Known to be a long-term card of the earlier regime. */
  longTerm: z.boolean().optional(),
  /** Whether the number equals the one on the form; absent when the form names none. */
  numberMatches: z.boolean().optional(),
});
export type ExistingPermit = z.infer<typeof ExistingPermit>;

/**
 * Everything an assessment may look at, as plain data without names or numbers. What is absent is not known
 * and never counts against the person: leave out what could not be asked, write an empty list for a registry that
 * answered with nothing. The pre-check fills it from claims, the Check step from the registries and the file.
 */
export const Facts = z.object({
  recognitionType: z.enum(['EXISTING_PERMIT', 'REGISTRATION_TIME']),
  /** Whose regime the person falls under (条例 art. 38). */
  origin: known(z.enum(['mainland', 'hong-kong-macao-taiwan', 'foreign'])),
  registeredResidenceDivision: known(z.string().regex(/^\d{6}$/u)),
  birthDate: known(CivilDay),
  /** One row per ticked box; absent before the question is asked. */
  grounds: z.array(z.object({ box: GroundBox, evidence: Evidence })).optional(),
  registrations: known(z.array(RegistrationRow).max(500)),
  existingPermits: known(z.array(ExistingPermit).max(50)),
  /** The township of the residence on the form. */
  townshipCode: known(z.string().regex(/^\d{9}$/u)),
  /** Investor or recruited talent (条例 art. 16(2)); absent when not claimed. */
  talentOrInvestor: z.object({ evidence: Evidence }).optional(),
  /** Present when somebody else applies. `complete`: name, number, relationship and telephone are given and valid. */
  agent: z.object({ relationship: z.enum(['guardian', 'close-relative']), complete: z.boolean() }).optional(),
  /** Elderly or disabled, unable to come in person (条例 art. 7; 暂行条例 art. 9). */
  frail: known(z.boolean()),
  /** Lives at school: enrolment then stands for registration (条例 art. 12). */
  boardsAtSchool: known(z.boolean()),
});
export type Facts = z.infer<typeof Facts>;
