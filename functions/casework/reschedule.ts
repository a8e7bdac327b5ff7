import type { Calendar } from '../domain/calendar.ts';
import { clockMove } from '../domain/calendar-change.ts';
import type { CaseDates } from '../domain/case-event.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import { StaleWriteError } from '../domain/rule-error.ts';
import { awaitedAt } from '../domain/status.ts';
import type { World } from '../ports.ts';
import { owedAlarms } from './owed-alarms.ts';
import { recordBySystem } from './record-facts.ts';
import { wakeMachine } from './wake-machine.ts';

/** A case whose dates follow the calendar; only the dates that differ. */
export interface MovedCase {
  readonly applicationNumber: string;
  readonly from: CaseDates;
  readonly to: CaseDates;
}

/** What the calendar would do to a case; undefined where every date stays. Writes nothing. */
export function moveOf(world: World, calendar: Calendar, record: CaseRecord): MovedCase | undefined {
  const move = clockMove(record, calendar, world.county.hours);
  return move && { applicationNumber: record.applicationNumber, from: move.from, to: move.to };
}

/**
 * Brings the dates of an open case into line with the calendar, whatever is decided on it meanwhile: one event, and
 * with it the alarms that are owed by the new dates already. The open task is answered with where the case stands,
 * so that the machine opens it again with the new alarm. May run twice.
 * @param always wakes the machine also where nothing moved: an earlier run may have stopped before it did
 * @returns what moved; undefined where every date stays
 */
export async function reschedule(
  world: World,
  calendar: Calendar,
  caseId: string,
  always = false,
): Promise<MovedCase | undefined> {
  const { hours } = world.county;
  let opened: CaseRecord | undefined;
  let moved: MovedCase | undefined;
  const record = await recordBySystem(world, caseId, (current) => {
    const move = clockMove(current, calendar, hours);
    opened = current;
    moved = move && moveOf(world, calendar, current);
    return move && { facts: [move, ...owedAlarms(current, calendar, hours, world.now())] };
  });
  await keepDraftOpen(world, record);
  const stage = opened && awaitedAt(opened.position);
  if (opened && stage && (moved || always)) {
    await wakeMachine(world, record, { stage, round: opened.round });
  }
  return moved;
}

/** The draft of a correction lives as long as the correction may come; what the applicant writes meanwhile stands. */
async function keepDraftOpen(
  world: World,
  record: Pick<CaseRecord, 'id' | 'position' | 'correctBy'>,
): Promise<void> {
  const { id, position, correctBy } = record;
  if (position !== 'awaiting-correction' || correctBy === undefined) return;
  const draft = await world.drafts.find(id);
  if (!draft?.correction || draft.correction.correctBy === correctBy) return;
  const expiresAt = draft.expiresAt > correctBy ? draft.expiresAt : correctBy;
  try {
    await world.drafts.save({ ...draft, correction: { ...draft.correction, correctBy }, expiresAt }, draft);
  } catch (error) {
    if (!(error instanceof StaleWriteError)) throw error;
    await keepDraftOpen(world, record);
  }
}
