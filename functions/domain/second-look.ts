import type { Opinion } from './application.ts';
import type { CaseRecord } from './case-record.ts';
import { endOf } from './deadline.ts';
import { addDays, dayOf, type Instant } from './instant.ts';
import { RuleError } from './rule-error.ts';
import { stageOf, type Stage } from './status.ts';

/** What a second look can come to. A refusal is taken back by applying again, never by reopening the ended case. */
export const SECOND_LOOK_OUTCOMES = ['upheld', 'apply-again'] as const;
export type SecondLookOutcome = (typeof SECOND_LOOK_OUTCOMES)[number];

/** Days after the decision, its own day not counted; as long as one may ask for administrative reconsideration. */
const SECOND_LOOK_DAYS = 60;

/**
 * Until when a person who was told no may say “I disagree”; exclusive. Undefined for every case that ended otherwise
 * or not at all. It takes away nothing: the remedies in law run beside it.
 * @param opinions of the case, in order; the last one is the decision
 * @see docs/rules.md#second-look
 */
export function secondLookUntil(record: CaseRecord, opinions: readonly Opinion[]): Instant | undefined {
  const { position } = record;
  const decision = opinions.at(-1);
  if ((position !== 'refused' && position !== 'not-accepted') || !decision) return undefined;
  return endOf(addDays(dayOf(decision.at), SECOND_LOOK_DAYS));
}

/** @throws RuleError ACTION_NOT_ALLOWED, SECOND_LOOK_ASKED, SECOND_LOOK_TOO_LATE */
export function expectSecondLookOpen(
  record: CaseRecord,
  opinions: readonly Opinion[],
  now: Instant,
): Instant {
  const until = secondLookUntil(record, opinions);
  if (until === undefined) throw new RuleError('ACTION_NOT_ALLOWED');
  if (record.secondLook) throw new RuleError('SECOND_LOOK_ASKED');
  if (now >= until) throw new RuleError('SECOND_LOOK_TOO_LATE');
  return until;
}

/** On whose list a case stands: those of a stage, or the supervisors who look a second time; else on nobody's. */
export function queueOf({ position, secondLook }: CaseRecord): Stage | 'second-look' | undefined {
  const waits = secondLook !== undefined && secondLook.answeredAt === undefined;
  return stageOf(position) ?? (waits ? 'second-look' : undefined);
}

/** What a list is sorted by: the time limit, or since when the person has been waiting for a second look. */
export function queuedBy({ clock, acceptBy, receivedAt, secondLook }: CaseRecord): Instant {
  return secondLook?.askedAt ?? clock?.deadlineAt ?? acceptBy ?? receivedAt;
}
