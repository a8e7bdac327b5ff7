import type { CaseDetails, Draft } from '../domain/application.ts';
import type { CaseEvent, MessageEvent } from '../domain/case-event.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import type { Day, Instant } from '../domain/instant.ts';
import type { SignedPermit } from '../domain/permit.ts';
import type { Awaited, Stage } from '../domain/status.ts';

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
  /** A claimed message whose fate is known now, or one of unknown fate that the operator has settled. */
  readonly settles?: {
    readonly event: MessageEvent;
    readonly state: 'sent' | 'unknown' | 'failed' | 'skipped' | 'given-up';
    /** @default 'claimed' */
    readonly was?: 'claimed' | 'unsure';
  };
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
  /** What this clerk has begun at the window and not submitted; corrections are left out. */
  listByClerk(staffId: string): Promise<readonly Draft[]>;
  /** @throws StaleWriteError unless the stored version is `previous.version` (or there is none) */
  save(next: Draft, previous?: Draft): Promise<void>;
  /** Drafts that have expired and are still there, the oldest first. */
  expired(): Promise<readonly Draft[]>;
  /** Forgets a draft, unless it was written since it was read. */
  forget(draft: Draft): Promise<void>;
}

/** An owed message: `owed` → `claimed` → `sent`, or `unknown` when the answer was lost, `failed` by the sender's receipt. */
export interface OwedMessage {
  readonly event: MessageEvent;
  /** Number of the event with which it came to be owed. */
  readonly owedSince: number;
  readonly state: 'owed' | 'claimed';
  /** Transport time, milliseconds; set once claimed. */
  readonly claimedAtMillis?: number;
  /** Whose claim it is; unknown of those made before 2026-11-29. */
  readonly claim?: string;
}

/** A case, and what its applicant is owed. */
export interface OwingCase {
  readonly record: CaseRecord;
  readonly unsettled: readonly OwedMessage[];
}

/** A message and the case it belongs to; `since`: when it came to be owed, or its fate to be unknown. */
export interface ListedMessage {
  readonly caseId: string;
  readonly event: MessageEvent;
  /** Number of the event with which it came to be owed. */
  readonly owedSince: number;
  readonly state: MessageState;
  readonly since: Instant;
}

/** Where a message stands. `unsure` messages are those `unknown` or `failed`: they wait for the operator. */
export type MessageState = 'owed' | 'claimed' | 'sent' | 'unknown' | 'failed' | 'skipped' | 'given-up';

/** So many messages may go to one number on one day. */
export interface Share {
  /** Keyed hash of the number. */
  readonly phoneKey: string;
  readonly day: Day;
  readonly most: number;
}

/** A claimed message. */
export interface Claim {
  readonly id: string;
  /** The number has had its share: the message is not sent, unless somebody of the office wants it to be. */
  readonly usedUp?: true;
}

export interface MessageStore {
  /** What is owed or claimed and not settled, oldest first. Settling is part of `CaseStore.commit`. */
  listUnsettled(caseId: string): Promise<readonly OwedMessage[]>;
  /** The same together with the case's record, in one read. Undefined when there is no such case. */
  findWithRecord(caseId: string): Promise<OwingCase | undefined>;
  /** Over all cases: the messages that are owed or claimed; or those that wait for the operator. Oldest first. */
  list(state: 'unsettled' | 'unsure'): Promise<readonly ListedMessage[]>;
  /** How the case's last message of the kind stands; undefined when there never was one. */
  find(caseId: string, event: MessageEvent): Promise<Omit<ListedMessage, 'since'> | undefined>;
  /**
   * Only one caller ever gets a claim on one message, also where the answer of the store was lost and it was asked again.
   * @param share of the number that the message goes to; counted in the same act, and once however often it is claimed
   * @returns undefined where the message is not owed, or somebody else has claimed it
   */
  claim(caseId: string, event: MessageEvent, share?: Share): Promise<Claim | undefined>;
  /**
   * Gives a claim back when the message certainly did not go out; nothing where another claim stands by now. It stays
   * counted, for it will be sent.
   * @param claim undefined for one that does not say whose it is
   */
  unclaim(caseId: string, event: MessageEvent, claim: string | undefined): Promise<void>;
}

export interface TaskTokenStore {
  /**
   * Keeps the token, wherever the case stands, but never in place of a later round's, nor of a later entry's, nor of a
   * later attempt's in the same entry: a call whose task has timed out, or was given up, may come after the one that
   * opened it again. Whether the case waits there the caller reads **afterwards**, from the record, and fails its task
   * where it does not. No order of the two acts then leaves a machine asleep. Who decides records first and asks for the
   * token next; so either the decision is recorded before that reading, which sees it, or after it, and then the token is
   * kept before whoever decides asks for it. Where both hold, the machine is told twice, and the second telling finds no
   * task.
   *
   * The token of a task that has failed stays until the next one at that stage. It misleads nobody: answering it is
   * success, as for any task that is over; and since no case comes back to a stage in the same round, it passes for the
   * token of a waiting task only while the machine is on its way to open that task again.
   * @param task.enteredAt when the machine entered the state, by its own clock; unknown of executions before 2026-11-23
   * @param task.attempt which call of that entry it is; unknown of executions before 2026-11-29
   */
  open(task: {
    caseId: string;
    stage: Awaited;
    round: number;
    token: string;
    enteredAt?: Instant | undefined;
    attempt?: number | undefined;
  }): Promise<void>;
  /** The token of the open task; undefined when none is kept. */
  find(caseId: string, stage: Awaited, round: number): Promise<string | undefined>;
  /** Every token kept for the case, answered or not. */
  kept(caseId: string): Promise<readonly { stage: Awaited; round: number; token: string }[]>;
}

/** Signed permits by licence id. Undefined when there is none. */
export interface PermitStore {
  find(licenceId: string): Promise<SignedPermit | undefined>;
}
