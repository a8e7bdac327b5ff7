import type { AccessHead } from './access.ts';
import { canonicalJson, sha256Hex } from './canonical.ts';
import type { Instant } from './instant.ts';
import type { Action, Stage } from './status.ts';
import type { AlarmKind } from './alarms.ts';
import type { MessageFact } from './message-fact.ts';
import type { OfficeFact } from './office-fact.ts';

/** Who acted. `id` is an account's id, never a name or a number of a person. */
export interface Actor {
  readonly kind: 'applicant' | 'staff' | 'system';
  readonly id: string;
}

/** Where an application came in. */
export type Channel = 'online' | 'window';
/** The occasions on which the applicant is owed a message (docs/rules.md#messages). */
export const MESSAGE_EVENTS = [
  'received',
  'correction',
  'accepted',
  'issued',
  'refused',
  'not-accepted',
  'lapsed',
  'withdrawn',
  /** To the holder, for whom somebody else has filed. */
  'filed-for-you',
] as const;
/** The occasions on which the applicant is owed a message. */
export type MessageEvent = (typeof MESSAGE_EVENTS)[number];

/** What can happen to a case from submission on. Ids, codes, instants and hashes only: never personal data. */
export type CaseFact =
  | OfficeFact
  | MessageFact
  | {
      readonly type: 'submitted';
      readonly applicationNumber: string;
      readonly draftVersion: number;
      readonly channel: Channel;
      readonly recognitionType: string;
      readonly office: string;
      /** Keyed hashes of the identity numbers of holder and guardian: who owns the case. */
      readonly ownerKeys: readonly string[];
      /** Salted SHA-256 of the form snapshot, so that the snapshot can be erased without breaking the chain. */
      readonly formHash: string;
      readonly texts: { readonly commitment?: string; readonly notice: string; readonly declaration: string };
      readonly materials: readonly { readonly id: string; readonly sha256: string }[];
      /** The ticked grounds (`employment`, `residence`, `schooling`), for statistics. */
      readonly grounds?: readonly string[];
      /** Staff id of the clerk who typed it at the window. */
      readonly enteredBy?: string;
      /** Undefined while the calendar of a year it needs is not published. */
      readonly acceptBy?: Instant;
      /** Of the smoke test's invented person: counted nowhere, told to nobody. */
      readonly synthetic?: true;
    }
  | {
      readonly type: 'corrected';
      readonly draftVersion: number;
      readonly ownerKeys: readonly string[];
      readonly formHash: string;
      readonly texts: { readonly commitment?: string; readonly notice: string; readonly declaration: string };
      readonly materials: readonly { readonly id: string; readonly sha256: string }[];
      readonly acceptBy?: Instant;
    }
  | { readonly type: 'withdrawn' }
  | { readonly type: 'lapsed' }
  | { readonly type: 'materials-kept'; readonly keys: readonly string[] }
  | {
      readonly type: 'checked';
      readonly round: number;
      readonly findings: readonly { readonly id: string; readonly result: string }[];
    }
  | { readonly type: 'claimed'; readonly stage: Stage }
  | { readonly type: 'released'; readonly stage: Stage }
  | {
      readonly type: 'decided';
      readonly stage: Stage;
      readonly outcome: Action;
      readonly reasons: readonly string[];
      readonly overrides: readonly string[];
      /** Until when the applicant may correct; only with `request-correction`. */
      readonly correctBy?: Instant;
      /** Decided after the legal time limit; the words of the compulsory reason are in the details. */
      readonly late?: boolean;
      /** The end of the chain of accesses by then: the opening of the file for this very opinion. */
      readonly accesses?: AccessHead;
      /** Set once, at the first acceptance; absent later and for other outcomes. */
      readonly clock?: ClockDates;
    }
  | {
      readonly type: 'alarm-raised';
      readonly stage: Stage;
      readonly alarm: AlarmKind;
      readonly owedAt: Instant;
    }
  | {
      /** A calendar edition was loaded, and other dates follow from it. Each side names only the dates that differ. */
      readonly type: 'clock-moved';
      readonly from: CaseDates;
      readonly to: CaseDates;
      /** SHA-256 of each edition the new dates rest on. */
      readonly editions: readonly string[];
    }
  | { readonly type: 'deemed-accepted'; readonly clock?: ClockDates }
  | {
      readonly type: 'issued';
      readonly licenceId: string;
      /** Over every signature of the permit (domain/permit.ts). */
      readonly licenceHash: string;
      readonly keyId: string;
      /** The key of the second signature, where there is one. */
      readonly sm2KeyId?: string;
    }
  | { readonly type: 'licence-acknowledged'; readonly licenceId: string; readonly acknowledgement: string }
  | { readonly type: 'province-deferred'; readonly pending: readonly ('push' | 'cancel')[] }
  | {
      readonly type: 'old-permits-cancelled';
      readonly permits: readonly { readonly permitKey: string; readonly acknowledgement: string }[];
    }
  | { readonly type: 'second-look-asked' }
  | {
      readonly type: 'archived';
      readonly manifestKey: string;
      readonly manifestHash: string;
      /** The end of the chain of accesses by then, as the manifest has it; absent where nobody opened the case. */
      readonly accesses?: AccessHead;
    };

/** The legal instants that acceptance sets (two working days). */
export interface ClockDates {
  readonly acceptedAt: Instant;
  readonly warnAt?: Instant;
  readonly dueAt?: Instant;
  readonly deadlineAt?: Instant;
  /** SHA-256 of each calendar edition the dates were computed from. */
  readonly editions: readonly string[];
}

/** The dates of a case that a calendar settles. */
export interface CaseDates {
  readonly acceptBy?: Instant;
  readonly correctBy?: Instant;
  readonly warnAt?: Instant;
  readonly dueAt?: Instant;
  readonly deadlineAt?: Instant;
}

export interface CaseEvent {
  readonly caseId: string;
  /** 1, 2, 3 … without gaps. */
  readonly sequence: number;
  readonly at: Instant;
  readonly actor: Actor;
  readonly fact: CaseFact;
  /** Hash of the event before; 64 zeros before the first. */
  readonly previousHash: string;
  readonly hash: string;
}

/** Stands for the hash before the first event. */
const FIRST_HASH = '0'.repeat(64);

/** The next event of a case, chained to the one before it. */
export function chainEvent(
  caseId: string,
  previous: { readonly sequence: number; readonly hash: string } | undefined,
  entry: { readonly at: Instant; readonly actor: Actor; readonly fact: CaseFact },
): CaseEvent {
  const unsigned = {
    caseId,
    sequence: (previous?.sequence ?? 0) + 1,
    ...entry,
    previousHash: previous?.hash ?? FIRST_HASH,
  };
  return { ...unsigned, hash: sha256Hex(canonicalJson(unsigned)) };
}

/** The sequence number of the first event that does not fit the chain; undefined when all fit. */
export function firstBrokenLink(events: readonly CaseEvent[]): number | undefined {
  let previous: CaseEvent | undefined;
  for (const event of events) {
    const expected = chainEvent(event.caseId, previous, {
      at: event.at,
      actor: event.actor,
      fact: event.fact,
    });
    if (expected.hash !== event.hash || expected.sequence !== event.sequence) return event.sequence;
    previous = event;
  }
  return undefined;
}
