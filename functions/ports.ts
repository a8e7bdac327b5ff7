import type { StaffMember, Role } from './domain/account.ts';
import type { CaseDetails, Draft } from './domain/application.ts';
import type { Access, AccessEntry } from './domain/access.ts';
import type { CalendarEdition } from './domain/calendar.ts';
import type { EditionLoad } from './domain/calendar-load.ts';
import type { County } from './domain/county.ts';
import type { ExecutionStatus } from './domain/execution-status.ts';
import type { CaseEvent, MessageEvent } from './domain/case-event.ts';
import type { CaseRecord } from './domain/case-record.ts';
import type { Instant } from './domain/instant.ts';
import type { Permit, SignedPermit } from './domain/permit.ts';
import type { PopulationFacts, VerifiedPerson } from './domain/person.ts';
import type { Rating, RatingTally } from './domain/rating.ts';
import type { Reminder, ReminderKind } from './domain/reminder.ts';
import type { StaffChange } from './domain/staff-change.ts';
import type { DayCounts } from './domain/statistics.ts';
import type { Awaited, Stage } from './domain/status.ts';

/** Every effect of the product. A handler gets this and nothing else. */
export interface World {
  /** The county this deployment serves, and its data. */
  readonly county: County;
  /** Business time. */
  now(): Instant;
  /** A fresh ULID. */
  newId(): string;
  /** Transport time, milliseconds: for leases and sessions, never for the law. */
  transportMillis(): number;
  /** Cryptographically strong bytes. */
  randomBytes(length: number): Uint8Array;
  readonly cases: CaseStore;
  readonly drafts: DraftStore;
  readonly messages: MessageStore;
  readonly taskTokens: TaskTokenStore;
  readonly permits: PermitStore;
  readonly sessions: SessionStore;
  readonly staff: StaffStore;
  readonly replies: ReplyStore;
  readonly accesses: AccessStore;
  readonly ratings: RatingStore;
  readonly statistics: StatisticsStore;
  readonly reminders: ReminderStore;
  readonly tries: TryStore;
  readonly calendars: CalendarStore;
  readonly materials: MaterialStore;
  readonly scanner: Scanner;
  readonly archive: Archive;
  readonly keys: LookupKeys;
  readonly licenceSigner: Signer;
  readonly sessionSigner: Signer;
  readonly workflow: Workflow;
  readonly messenger: Messenger;
  readonly signIn: SignIn;
  readonly population: PopulationRegistry;
  readonly licencePlatform: LicencePlatform;
}

/** One act on a case. All of it is written, or nothing is. */
export interface CaseChange {
  /** The record the act was decided on; undefined for a first submission. */
  readonly previous?: CaseRecord;
  readonly next: CaseRecord;
  /** The events that lead from `previous` to `next`. */
  readonly events: readonly CaseEvent[];
  readonly details?: CaseDetails;
  /** Messages the applicant is owed because of it. */
  readonly owes?: readonly MessageEvent[];
  /** A claimed message whose fate is known now. */
  readonly settles?: { readonly event: MessageEvent; readonly state: 'sent' | 'unknown' | 'skipped' };
  /** The draft it was made from; goes with it. Its version must still be this one. */
  readonly draft?: Draft;
  readonly permit?: SignedPermit;
  /** A draft in which the applicant corrects; opened with the request. */
  readonly opens?: Draft;
  /** Ways to find the case later by what its form says. Old ones stay: whoever finds by them looks at the form too. */
  readonly lookups?: readonly Lookup[];
}

/** A keyed hash under which a case can be found. */
export interface Lookup {
  readonly kind: 'name' | 'mobile';
  readonly key: string;
}

export interface CaseStore {
  /** Undefined when there is none; never throws for absence. */
  find(id: string): Promise<CaseRecord | undefined>;
  /** Undefined when there is none, or when it has been erased. */
  findDetails(id: string): Promise<CaseDetails | undefined>;
  /** In order; empty when there is no such case. */
  events(id: string): Promise<readonly CaseEvent[]>;
  /** Case id of an application number. */
  findByNumber(applicationNumber: string): Promise<string | undefined>;
  listByOwner(ownerKey: string): Promise<readonly CaseRecord[]>;
  /** Ids of the cases that were ever written with this lookup, in order of their submission. */
  findByLookup(lookup: Lookup): Promise<readonly string[]>;
  /**
   * Open cases that wait for an opinion at this stage, the nearest deadline first; or refused ones whose holder has
   * asked for a second look.
   */
  queue(stage: Stage | 'second-look'): Promise<readonly CaseRecord[]>;
  /** Every case whose file is not kept yet, wherever it stands; may lag behind by moments. */
  open(): Promise<readonly CaseRecord[]>;
  /** Every kept case of which the province has still to be told; may lag behind by moments. */
  deferred(): Promise<readonly CaseRecord[]>;
  /**
   * Writes only if the stored case is still `previous` (or absent). What the events count is counted in the same act.
   * @throws StaleWriteError when it is not, or when the draft was changed
   * @throws RuleError OPEN_APPLICATION_EXISTS when the owner has another open case
   */
  commit(change: CaseChange): Promise<void>;
}

export interface DraftStore {
  /** Undefined when there is none or it has expired. */
  find(id: string): Promise<Draft | undefined>;
  listByOwner(ownerKey: string): Promise<readonly Draft[]>;
  /** @throws StaleWriteError unless the stored version is `previous.version` (or there is none) */
  save(next: Draft, previous?: Draft): Promise<void>;
  /** Drafts that have expired and are still there, the oldest first. */
  expired(): Promise<readonly Draft[]>;
  /** Forgets a draft, unless it was written since it was read. */
  forget(draft: Draft): Promise<void>;
}

/** An owed message: `owed` → `claimed` → `sent`, or `unknown` when the answer was lost. */
export interface OwedMessage {
  readonly event: MessageEvent;
  readonly state: 'owed' | 'claimed';
  /** Transport time, milliseconds; set once claimed. */
  readonly claimedAtMillis?: number;
}

/** A message and the case it belongs to; `since`: when it came to be owed, or its fate to be unknown. */
export interface ListedMessage {
  readonly caseId: string;
  readonly event: MessageEvent;
  readonly since: Instant;
}

export interface MessageStore {
  /** What is owed or claimed and not settled, oldest first. Settling is part of `CaseStore.commit`. */
  listUnsettled(caseId: string): Promise<readonly OwedMessage[]>;
  /** Over all cases: the messages that are owed or claimed, or of which nobody knows whether they went out. Oldest first. */
  list(state: 'unsettled' | 'unknown'): Promise<readonly ListedMessage[]>;
  /** Only one caller ever gets true for one message. */
  claim(caseId: string, event: MessageEvent): Promise<boolean>;
  /** Gives a claim back when the message certainly did not go out. */
  unclaim(caseId: string, event: MessageEvent): Promise<void>;
}

export interface TaskTokenStore {
  /**
   * Keeps the token if the case still waits at this stage and round.
   * @returns false when it does not: something was recorded in the meantime
   */
  open(task: { caseId: string; stage: Awaited; round: number; token: string }): Promise<boolean>;
  /** The token of the open task; undefined when none is kept. */
  find(caseId: string, stage: Awaited, round: number): Promise<string | undefined>;
  /** Every token kept for the case, answered or not. */
  kept(caseId: string): Promise<readonly { stage: Awaited; round: number; token: string }[]>;
}

/** Signed permits by licence id. Undefined when there is none. */
export interface PermitStore {
  find(licenceId: string): Promise<SignedPermit | undefined>;
}

export interface Session {
  readonly id: string;
  readonly sub: string;
  readonly roles: readonly Role[];
  readonly person?: VerifiedPerson;
  readonly staffId?: string;
  /** Seconds since the epoch, transport time. */
  readonly expiresAtSeconds: number;
}

export interface SessionStore {
  create(session: Session): Promise<void>;
  /** Undefined when it ended or never was. */
  find(id: string): Promise<Session | undefined>;
  /** Ending one that is gone is no error. */
  end(id: string): Promise<void>;
}

/** Who works here, and in which roles. Undefined for a stranger. */
export interface StaffStore {
  find(id: string): Promise<StaffMember | undefined>;
  /** Officers who have named this one as deputy, on whatever days. */
  listAbsent(deputyId: string): Promise<readonly StaffMember[]>;
  /**
   * Writes the entry together with the line of its log.
   * @param previous undefined for an officer who is new
   * @throws StaleWriteError unless the stored version is `previous.version`
   */
  save(next: StaffMember, previous: StaffMember | undefined, change: StaffChange): Promise<void>;
  /** The log of an officer's entry, in order. */
  changes(id: string): Promise<readonly StaffChange[]>;
}

/** Counters of what happened, kept with the events that cause them. */
export interface StatisticsStore {
  /** Days on which something was counted, in order; both ends included. */
  days(from: string, to: string): Promise<readonly DayCounts[]>;
}

/** What was answered to a write that carried an `Idempotency-Key`; kept 24 hours. */
export interface Reply {
  readonly requestHash: string;
  readonly status: number;
  readonly body: string;
}

export interface ReplyStore {
  /**
   * Takes the key for one request; only one caller at a time holds it.
   * @returns the answer already kept, `busy` while another holds it, or `claimed`
   */
  claim(key: string, requestHash: string): Promise<'claimed' | 'busy' | Reply>;
  keep(key: string, reply: Reply): Promise<void>;
  /** Gives the key back, so that the request can be sent again. */
  release(key: string): Promise<void>;
}

export interface AccessStore {
  /** Adds a link to the case's chain of accesses; of several at once none is lost. Outside the case's version. */
  append(caseId: string, entry: AccessEntry): Promise<void>;
  /** In order, and whether every link fits and none is missing. */
  list(caseId: string): Promise<{ readonly intact: boolean; readonly accesses: readonly Access[] }>;
}

/** Ratings, apart from the cases they are about. */
export interface RatingStore {
  /** @returns false when the case has been rated */
  rate(rating: Rating): Promise<boolean>;
  find(caseId: string): Promise<Rating | undefined>;
  /** For statistics; names no case. */
  tally(): Promise<RatingTally>;
}

export interface ReminderStore {
  /** Takes the place of an earlier one of the same kind for the same person and case. */
  set(reminder: Reminder): Promise<void>;
  /** Those of one day that nobody has claimed. */
  due(day: string): Promise<readonly Reminder[]>;
  /** Only one caller ever gets true for one reminder. */
  claim(reminder: Reminder): Promise<boolean>;
  /** Gives a claim back when the message certainly did not go out. */
  unclaim(reminder: Reminder): Promise<void>;
  /** Sent, or not needed any more: nothing of it is kept. */
  forget(reminder: Reminder): Promise<void>;
}

/** Counts tries at a secret, so that guessing does not pay; in real time. */
export interface TryStore {
  /** Takes one try. @returns undefined, or in how many seconds there is one again */
  take(subject: string, limit: { tries: number; seconds: number }): Promise<number | undefined>;
  /** Gives a try back that was no wrong guess. */
  giveBack(subject: string): Promise<void>;
}

/** The editions of working days: those of the release, overlaid by those that were loaded. */
export interface CalendarStore {
  /** One for each year, oldest first. */
  editions(): Promise<readonly CalendarEdition[]>;
  /** The editions of this release. */
  bundled(): Promise<readonly CalendarEdition[]>;
  /** Every load, year by year, in order of time. */
  loads(): Promise<readonly EditionLoad[]>;
  /**
   * Keeps a load beside the earlier ones of its year; from then on it stands.
   * @throws StaleWriteError unless the edition that stands is the one it says it replaces
   */
  save(load: EditionLoad): Promise<void>;
}

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
  scan(bytes: Uint8Array): Promise<'clean' | 'infected'>;
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

export interface Workflow {
  /** Starts the case's execution; starting it again is no error. */
  start(caseId: string): Promise<void>;
  /**
   * Answers a stored token. Late, unknown and already answered tokens are no error: the machine reads what is recorded.
   * @returns whether a task was still waiting for it
   */
  wake(token: string, answer: Readonly<Record<string, unknown>>): Promise<boolean>;
  /** How the case's execution stands; undefined when there is none. */
  status(caseId: string): Promise<'running' | 'succeeded' | 'failed' | undefined>;
  /**
   * The cases' executions, the latest first, page by page.
   * @param page where an earlier answer said to go on
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

/** Hands an SMS to whoever sends it. */
export interface Messenger {
  send(message: {
    to: string;
    text: string;
    event: MessageEvent | ReminderKind;
    /** Absent where there is no case yet. */
    caseId?: string;
  }): Promise<Sending>;
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
