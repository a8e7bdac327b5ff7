import * as z from 'zod';
import type { Table } from './province-store.ts';

const Registration = z.object({
  divisionCode: z.string(),
  address: z.string(),
  registeredOn: z.string(),
  endedOn: z.string().exactOptional(),
});

const Permit = z.object({
  permitNumber: z.string(),
  /** GB/T 2260 code of the issuing county. */
  issuedBy: z.string(),
  issuedOn: z.string(),
  status: z.enum(['NORMAL', 'SUSPENDED', 'TERMINATED', 'CANCELLED']),
  longTerm: z.boolean().exactOptional(),
  /** Licence identifier of the permit because of which it was cancelled. */
  replacedBy: z.string().exactOptional(),
});

const WalletEntry = z.object({
  number: z.string(),
  title: z.string(),
  /** `addable` until the person adds it; `void` once its permit is cancelled. */
  status: z.enum(['addable', 'added', 'void']),
});

/** All that the province holds of one person. */
const Dossier = z.object({
  /** Id in the seed; absent for people first heard of through a licence. */
  personId: z.string().exactOptional(),
  idNumber: z.string(),
  householdDivision: z.string().exactOptional(),
  registrations: z.array(Registration),
  permits: z.array(Permit),
  evidence: z.array(
    z.object({
      ground: z.enum(['employment', 'residence', 'schooling']),
      box: z.string(),
      found: z.boolean(),
    }),
  ),
  /** Citizen identity numbers. */
  household: z.array(z.string()),
  /** 我的证照. */
  wallet: z.array(WalletEntry),
});
export type Dossier = z.infer<typeof Dossier>;

const Licence = z.object({
  licenceId: z.string(),
  holderIdNumber: z.string(),
  /** SHA-256 of what was pushed, hex. */
  contentHash: z.string(),
  acknowledgement: z.string(),
  /** Business time. */
  receivedAt: z.string(),
  issuerDivision: z.string(),
  issuedOn: z.string(),
  replaces: z.string().exactOptional(),
  jws: z.string(),
});
export type Licence = z.infer<typeof Licence>;

const Cancellation = z.object({
  permitNumber: z.string(),
  replacedBy: z.string(),
  acknowledgement: z.string(),
  /** Business time. */
  cancelledAt: z.string(),
});
export type Cancellation = z.infer<typeof Cancellation>;

/** Which of the two sign-ins something belongs to. */
export const SignInKind = z.enum(['ticket', 'ticketId']);
export type SignInKind = z.infer<typeof SignInKind>;

const Pass = z.object({
  kind: SignInKind,
  personId: z.string(),
  /** Real time, milliseconds since the epoch. */
  expiresAtMillis: z.number(),
});

/** By citizen identity number. */
export const DOSSIERS: Table<Dossier> = { name: 'dossier', schema: Dossier };
/** Holder's citizen identity number, by permit number. */
export const HOLDERS: Table<string> = { name: 'holder', schema: z.string() };
/** By licence identifier. */
export const LICENCES: Table<Licence> = { name: 'licence', schema: Licence };
/** By permit number. */
export const CANCELLATIONS: Table<Cancellation> = { name: 'cancellation', schema: Cancellation };
/** Unused tickets. */
export const TICKETS: Table<z.infer<typeof Pass>> = { name: 'ticket', schema: Pass };
/** Tokens given for tickets. */
export const ACCESS_TOKENS: Table<z.infer<typeof Pass>> = { name: 'access-token', schema: Pass };
/** Private JWK of the staff issuer, under the id `current`. */
export const STAFF_KEYS: Table<Record<string, string>> = {
  name: 'staff-key',
  schema: z.record(z.string(), z.string()),
};
