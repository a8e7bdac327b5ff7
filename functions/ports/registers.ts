import type { Access, AccessEntry, AccessHead } from '../domain/access.ts';
import type { Role, StaffMember } from '../domain/account.ts';
import type { EditionLoad } from '../domain/calendar-load.ts';
import type { CalendarEdition } from '../domain/calendar.ts';
import type { VerifiedPerson } from '../domain/person.ts';
import type { Rating, RatingTally } from '../domain/rating.ts';
import type { Reminder } from '../domain/reminder.ts';
import type { StaffChange } from '../domain/staff-change.ts';
import type { DayCounts } from '../domain/statistics.ts';

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

/** An officer with everybody they may be asked to stand in for. */
export interface StaffWithAbsent {
  readonly member: StaffMember;
  readonly absent: readonly StaffMember[];
}

/** Who works here, and in which roles. Undefined for a stranger. */
export interface StaffStore {
  find(id: string): Promise<StaffMember | undefined>;
  /** The entry under which a person is in service. @param ownerKey keyed hash of their identity number */
  findActiveByPerson(ownerKey: string): Promise<StaffMember | undefined>;
  /** An officer, and those who have named this one as deputy, on whatever days. */
  findWithAbsent(id: string): Promise<StaffWithAbsent | undefined>;
  /**
   * Writes the entry together with the line of its log.
   * @param previous undefined for an officer who is new
   * @throws StaleWriteError unless the stored version is `previous.version` and the person in service under no other entry
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
  /**
   * Adds a link to the case's chain of accesses; of several at once none is lost, and none is written twice. Outside the
   * case's version.
   * @returns where the link stands
   */
  append(caseId: string, entry: AccessEntry): Promise<AccessHead>;
  /** The end of the chain; undefined when nobody has opened the case. */
  last(caseId: string): Promise<AccessHead | undefined>;
  /**
   * In order, and whether every link fits and none is missing.
   * @param anchors links that must be there: read before this is called
   */
  list(
    caseId: string,
    anchors?: readonly AccessHead[],
  ): Promise<{ readonly intact: boolean; readonly accesses: readonly Access[] }>;
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
  /** Takes the place of an earlier one of the same kind for the same person, case and year (`dueOn`). */
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
