import { makeCalendar, type Calendar } from '../domain/calendar.ts';
import type { Actor, CaseFact } from '../domain/case-event.ts';
import { advance } from '../domain/case-fold.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import { StaleWriteError } from '../domain/rule-error.ts';
import type { World } from '../ports.ts';
import type { CaseChange } from '../ports/case-records.ts';

/** Who acts where no person does. */
export const SYSTEM: Actor = { kind: 'system', id: 'huren' };
const ATTEMPTS = 6;

type Extras = Pick<CaseChange, 'details' | 'owes' | 'settles' | 'permit' | 'draft' | 'opens'>;
type Facts = readonly [CaseFact, ...CaseFact[]];
interface Found {
  readonly facts: readonly CaseFact[];
  readonly extras?: Extras;
}

/**
 * Adds facts to the case that the caller has read, in one transaction.
 * @throws StaleWriteError when somebody wrote in between
 */
export async function recordFacts(
  world: World,
  previous: CaseRecord,
  actor: Actor,
  facts: Facts,
  extras: Extras = {},
): Promise<CaseRecord> {
  const { next, events } = advance(previous, { caseId: previous.id, at: world.now(), actor, facts });
  await world.cases.commit({ previous, next, events, ...extras });
  return next;
}

/**
 * Adds what the system itself found out, whatever happened in between: reads afresh and tries again when it was
 * overtaken. May run twice: `decide` says what is still missing, nothing when all is recorded. What it adds to the
 * details it adds to those it reads itself: they are then as old as the record, and nobody's words are overwritten.
 * @throws Error when there is no such case (a fault)
 */
export async function recordBySystem(
  world: World,
  caseId: string,
  decide: (record: CaseRecord) => Found | undefined | Promise<Found | undefined>,
): Promise<CaseRecord> {
  for (let attempt = 1; ; attempt += 1) {
    const record = await knownCase(world, caseId);
    const found = await decide(record);
    const [first, ...others] = found?.facts ?? [];
    if (!first) return record;
    try {
      return await recordFacts(world, record, SYSTEM, [first, ...others], found?.extras);
    } catch (error) {
      if (!(error instanceof StaleWriteError) || attempt === ATTEMPTS) throw error;
    }
  }
}

/** @throws Error when there is no such case (a fault: the machine only knows cases that were recorded) */
export async function knownCase(world: World, caseId: string): Promise<CaseRecord> {
  const record = await world.cases.find(caseId);
  if (!record) throw new Error(`No case ${caseId}`);
  return record;
}

/** The working days of every edition published by now. */
export async function calendarOf(world: World): Promise<Calendar> {
  return makeCalendar(await world.calendars.editions());
}
