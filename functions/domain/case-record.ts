import type { AlarmKind } from './alarms.ts';
import type { Channel, ClockDates } from './case-event.ts';
import type { Instant } from './instant.ts';
import type { OverdueCode } from './overdue.ts';
import type { PermitStatus } from './permit-status.ts';
import type { SecondLookOutcome } from './second-look.ts';
import type { Action, Position, Stage } from './status.ts';

/**
 * What a case is now: a fold of its events, written in the same transaction as they are. It holds no personal
 * data; the form, the findings and the files' names are kept apart, in the case's details.
 */
export interface CaseRecord {
  readonly id: string;
  readonly position: Position;
  /** Grows with every act that changes what an officer or the applicant has before them; writers must name it. */
  readonly version: number;
  /** Number of the last event. */
  readonly sequence: number;
  readonly lastHash: string;
  /** Grows on return and correction, not on escalation: a token of an earlier round opens nothing. */
  readonly round: number;
  /** The last recorded act that moves the machine; `waiting` while the first opinion is awaited. */
  readonly outcome: Action | 'waiting';
  readonly applicationNumber: string;
  /** Version of the draft it was submitted from: the same submission again is a repeat. */
  readonly draftVersion: number;
  readonly channel: Channel;
  readonly recognitionType: string;
  /** Id of the office whose acceptors see it. */
  readonly office: string;
  readonly ownerKeys: readonly string[];
  readonly enteredBy?: string;
  /** Of the smoke test's invented person: counted nowhere, told to nobody. @see docs/rules.md#synthetic-cases */
  readonly synthetic?: true;
  readonly receivedAt: Instant;
  /** The last submission: receipt, or the correction. The time to accept runs from it. */
  readonly submittedAt: Instant;
  /** Until when the applicant may correct; kept afterwards, since correction is asked for only once. */
  readonly correctBy?: Instant;
  /** The round in which the correction came; the task it answered was opened in the one before. */
  readonly correctedInRound?: number;
  /** When the correction was asked for; its thirty days are counted from here. */
  readonly correctionAskedAt?: Instant;
  readonly acceptBy?: Instant;
  readonly clock?: ClockDates;
  /** Rounds whose findings have been gathered. */
  readonly checkedRounds: readonly number[];
  readonly claimedBy?: string;
  readonly officers: Readonly<Partial<Record<Stage, string>>>;
  readonly alarms: readonly { readonly alarm: AlarmKind; readonly owedAt: Instant }[];
  /** The last opinion, so that the same decision sent again is known as a repeat. */
  readonly lastDecision?: LastDecision;
  readonly decidedAt?: Instant;
  readonly issuedAt?: Instant;
  readonly licenceId?: string;
  /** Whether the province still has to be told: `deferred` cases are on the reconcile list. */
  readonly province: 'not-due' | 'acknowledged' | 'deferred' | 'settled';
  readonly archivedAt?: Instant;
  /** The person disagrees with the refusal, and a supervisor looks at it again. */
  readonly secondLook?: {
    readonly askedAt: Instant;
    readonly answeredAt?: Instant;
    readonly outcome?: SecondLookOutcome;
  };
  /** The last reason that was given for being late. */
  readonly overdueCode?: OverdueCode;
  /** The permit's status, once it was changed; `told` when the province has acknowledged it. */
  readonly permitStatus?: {
    readonly status: PermitStatus;
    readonly changedAt: Instant;
    readonly told: boolean;
  };
}

/** Who decided what on which version; `round` is the one the machine had opened. */
export interface LastDecision {
  readonly stage: Stage;
  readonly outcome: Action;
  readonly officer: string;
  readonly version: number;
  readonly round: number;
}
