import type { Role } from '../domain/account.ts';
import type { Sm2Key } from '../domain/county.ts';
import type { MessageEvent } from '../domain/case-event.ts';
import type { ExecutionStatus } from '../domain/execution-status.ts';
import type { Instant } from '../domain/instant.ts';
import type { Permit, SignedPermit, Sm2Signature } from '../domain/permit.ts';
import type { PopulationFacts, VerifiedPerson } from '../domain/person.ts';
import type { ReminderKind } from '../domain/reminder.ts';

export interface MaterialStore {
  /** A short-lived form that admits exactly this file, once uploaded, into quarantine. */
  presignUpload(file: { key: string; contentType: string; sizeBytes: number; sha256: string }): Promise<{
    url: string;
    fields: Readonly<Record<string, string>>;
    expiresAt: string;
  }>;
  /** The bytes; undefined when nothing is there. */
  read(key: string): Promise<Uint8Array | undefined>;
  /** Moves from quarantine to the permanent place under the content hash. May run twice. @returns the permanent key */
  keep(quarantineKey: string, sha256: string, contentType: string): Promise<string>;
  presignDownload(key: string): Promise<string>;
  remove(key: string): Promise<void>;
}

/** Looks for harm in what was uploaded. @throws when it cannot tell */
export interface Scanner {
  /** `too-complex`: looking through all of it would take longer than any paper is worth. */
  scan(bytes: Uint8Array): Promise<'clean' | 'infected' | 'too-complex'>;
}

export interface Archive {
  /** Write once, under legal hold. Writing the same bytes again is no error. */
  keep(key: string, body: string): Promise<void>;
}

export interface LookupKeys {
  /** Keyed hash (hex) of a personal value, for lookups; the key never leaves the service. */
  keyOf(kind: 'person' | 'permit' | 'name' | 'mobile', value: string): Promise<string>;
}

export interface Signer {
  /** Raw r‖s, 64 bytes, ECDSA P-256 over SHA-256 of the bytes. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
  publicKey(): Promise<{ keyId: string; jwk: Readonly<Record<string, string>> }>;
}

/** The second signature of a permit, where the law of commercial cryptography asks for it; undefined where there is none. */
export interface Sm2Signer {
  /** Over the SM3 digest of signer and bytes (GB/T 32918.2), under the default distinguishing id. */
  sign(bytes: Uint8Array): Promise<Sm2Signature | undefined>;
  publicKey(): Promise<Sm2Key | undefined>;
}

/** What our own token says of a session: neither name nor number. */
export interface SessionClaims {
  readonly sub: string;
  readonly sessionId: string;
  /** Id of the county that opened it. */
  readonly county: string;
  readonly roles: readonly Role[];
  readonly authlevel: 2 | 3;
  /** Seconds since the epoch, transport time. */
  readonly issuedAtSeconds: number;
  readonly expiresAtSeconds: number;
}

/** Tokens that only we make and only we verify. */
export interface SessionTokens {
  /** @returns a JWT, compact */
  issue(claims: SessionClaims): Promise<string>;
  /** `forged` is whatever is not ours, `expired` what was; throws only when it cannot tell. */
  verify(token: string): Promise<SessionClaims | 'forged' | 'expired'>;
}

export interface Workflow {
  /** Starts the case's execution; starting it again is no error. */
  start(caseId: string): Promise<void>;
  /**
   * Answers a stored token. Late, unknown and already answered tokens are no error: the machine reads what is recorded.
   * @returns whether a task was still waiting for it
   */
  wake(token: string, answer: Readonly<Record<string, unknown>>): Promise<boolean>;
  /**
   * Answers a stored token where what is recorded does not lead straight on: the machine reads the case and chooses its
   * way. Late, unknown and already answered tokens are no error.
   * @param why for whoever reads the history: an outcome and a stage
   * @returns whether a task was still waiting for it
   */
  reroute(token: string, why: string): Promise<boolean>;
  /** How the case's execution stands; undefined when there is none. */
  status(caseId: string): Promise<'running' | 'succeeded' | 'failed' | undefined>;
  /**
   * The cases' executions, the latest first, page by page.
   * @param page where an earlier answer said to go on
   * @throws RuleError MALFORMED for a page that no answer named
   */
  list(filter: { status?: ExecutionStatus; page?: string }): Promise<{
    readonly executions: readonly Execution[];
    readonly next?: string;
  }>;
  /**
   * Lets a failed execution go on from where it failed; possible for 14 days.
   * @returns `running` also when it was running already; undefined when there is none
   */
  redrive(caseId: string): Promise<'running' | 'not-redrivable' | undefined>;
}

/** One case's execution. */
export interface Execution {
  readonly caseId: string;
  readonly status: ExecutionStatus;
  readonly startedAt: Instant;
  readonly stoppedAt?: Instant;
}

/** `unknown`: the answer was lost and the message may have gone out; `not-sent`: it certainly did not. */
export type Sending = { outcome: 'sent'; messageId: string } | { outcome: 'not-sent' | 'unknown' };

/** One SMS to hand over. */
export interface Outgoing {
  readonly to: string;
  readonly text: string;
  readonly event: MessageEvent | ReminderKind;
  /** Our id of the message, the same whenever the same message is handed over (domain/message-serial.ts). */
  readonly serial: string;
  /** Absent where there is no case yet. */
  readonly caseId?: string;
}

/**
 * What the sender's own books say of a message: on the phone, taken and under way, taken and not delivered, never taken;
 * `not-now` when it does not answer, `unknown` when it does not know, or gives no receipts at all.
 */
export type Receipt =
  | { readonly outcome: 'delivered' | 'accepted'; readonly messageId: string }
  | { readonly outcome: 'failed' | 'never-taken' | 'not-now' | 'unknown' };

/** Hands an SMS to whoever sends it. */
export interface Messenger {
  /** Never throws for what the sender does: nobody may take an error for a message that did not go out. */
  send(message: Outgoing): Promise<Sending>;
  /** What became of a message whose sending was `unknown`. May be asked at any time and again; never throws for an outage. */
  receiptOf(serial: string): Promise<Receipt>;
}

export interface SignIn {
  /** @throws RuleError SIGN_IN_REFUSED, AUTH_LEVEL_TOO_LOW */
  redeem(ticket: { ticket: string } | { ticketId: string }): Promise<VerifiedPerson>;
  /** The staff id a two-factor OIDC token was issued for. @throws RuleError SIGN_IN_REFUSED */
  verifyStaffToken(idToken: string): Promise<string>;
}

export interface PopulationRegistry {
  /** @throws when the registry cannot be asked; never an empty answer in its place */
  lookUp(citizenIdNumber: string): Promise<PopulationFacts>;
}

export interface LicencePlatform {
  /** Pushes the permit; the same identifier again gets the same acknowledgement. */
  push(permit: SignedPermit): Promise<{ acknowledgement: string }>;
  /** Cancels an older permit because the new one replaces it; again is no error. */
  cancel(permitNumber: string, replacedBy: Permit['licenceId']): Promise<{ acknowledgement: string }>;
  /** Tells the status of a permit that was pushed; the same status again is no error. */
  setStatus(licenceId: string, status: SignedPermit['status']): Promise<{ acknowledgement: string }>;
}
