import type { Day } from './instant.ts';

/** What a person may do. An applicant has only `applicant`; staff may have several of the others. */
export const ROLES = [
  'applicant',
  'clerk',
  'acceptor',
  'reviewer',
  'approver',
  'supervisor',
  'auditor',
  'operator',
] as const;
export type Role = (typeof ROLES)[number];

/** Who acts for an absent officer, from one day to another, both included. */
export interface Deputy {
  readonly from: Day;
  readonly to: Day;
  /** Staff id. */
  readonly deputyId: string;
}

/** An officer as our own table has them; roles live here, not with the issuer of their sign-in. */
export interface StaffMember {
  readonly id: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly office: string;
  /** Keyed hash of the officer's own identity number: nobody handles their own case. */
  readonly ownerKey?: string;
  readonly active: boolean;
  readonly deputies?: readonly Deputy[];
  /** How often an operator has changed the entry; absent while nobody has. */
  readonly version?: number;
}

/** Who calls, as the authoriser has verified it. */
export interface Caller {
  /** Account id: the keyed hash of the identity number for applicants, the staff id for staff. */
  readonly sub: string;
  readonly roles: readonly Role[];
  readonly sessionId: string;
}
