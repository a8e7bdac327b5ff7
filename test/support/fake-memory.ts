import type { StaffMember } from '../../functions/domain/account.ts';
import type { CaseDetails, Draft } from '../../functions/domain/application.ts';
import type { EditionLoad } from '../../functions/domain/calendar-load.ts';
import type { CaseEvent, MessageEvent } from '../../functions/domain/case-event.ts';
import type { CaseRecord } from '../../functions/domain/case-record.ts';
import type { SignedPermit } from '../../functions/domain/permit.ts';
import type { StaffChange } from '../../functions/domain/staff-change.ts';
import type { Counts } from '../../functions/domain/statistics-count.ts';
import type { MessageState } from '../../functions/ports/case-records.ts';
import type { Reply, Session } from '../../functions/ports/registers.ts';

/** A message of a case, in whatever state. */
export interface FakeMessage {
  readonly caseId: string;
  readonly event: MessageEvent;
  /** Number of the event with which it came to be owed. */
  readonly owedSince: number;
  state: MessageState;
  claimedAtMillis?: number;
  claim?: string;
  /** Whether it counts towards its number's share of the day. */
  counted?: true;
  /** When it came to be owed, or its fate to be known. */
  readonly since: string;
}

/** What the fake stores hold; one for all of them, for one act writes to several. */
export class FakeMemory {
  readonly records = new Map<string, CaseRecord>();
  readonly details = new Map<string, CaseDetails>();
  readonly events = new Map<string, CaseEvent[]>();
  readonly drafts = new Map<string, Draft>();
  readonly messages: FakeMessage[] = [];
  /** How many messages went to a number, by `hash day`. */
  readonly told = new Map<string, number>();
  readonly tokens = new Map<
    string,
    { round: number; token: string; enteredAtMillis: number | undefined; attempt: number | undefined }
  >();
  readonly permits = new Map<string, SignedPermit>();
  readonly sessions = new Map<string, Session>();
  readonly staff = new Map<string, StaffMember>();
  readonly staffChanges = new Map<string, StaffChange[]>();
  /** Ids of cases by `kind key`. */
  readonly lookups = new Map<string, Set<string>>();
  /** Counters by day. */
  readonly counts = new Map<string, Counts>();
  readonly loads: EditionLoad[] = [];
  /** By case. */
  readonly executions = new Map<string, 'running' | 'succeeded' | 'failed'>();
  /** Tokens for whose answer a task of the machine still waits. */
  readonly awaitedTokens = new Set<string>();
  readonly replies = new Map<string, { until: number; reply?: Reply }>();
}

/** As it comes back from a table: a copy, without what is undefined. */
export function copied<Value>(value: Value): Value {
  return value === undefined ? value : (JSON.parse(JSON.stringify(value)) as Value);
}
