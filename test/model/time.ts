import { isWorkingDay, makeCalendar, type Calendar } from '../../functions/domain/calendar.ts';
import { addDays, dayOf, instantAt } from '../../functions/domain/instant.ts';
import { RuleError } from '../../functions/domain/rule-error.ts';
import { isOver, type Model, type ModelCase } from './model.ts';

const CORRECTION_DAYS = 30;

/** The end of the nth working day after the instant's own day, which never counts; undefined where no edition says. */
export function endOfWorkingDay(model: Model, after: string, count: number): string | undefined {
  const calendar = makeCalendar(model.editions);
  let day = dayOf(after);
  for (let found = 0; found < count;) {
    day = addDays(day, 1);
    const working = worksOn(calendar, day);
    if (working === undefined) return undefined;
    if (working) found += 1;
  }
  return instantAt(addDays(day, 1), '00:00');
}

/** The end of the thirtieth day, or of the first working day after it; the thirtieth itself where no edition says. */
export function endOfCorrection(model: Model, askedAt: string): string {
  const calendar = makeCalendar(model.editions);
  const last = addDays(dayOf(askedAt), CORRECTION_DAYS);
  let day = last;
  while (worksOn(calendar, day) === false) day = addDays(day, 1);
  return instantAt(addDays(worksOn(calendar, day) === undefined ? last : day, 1), '00:00');
}

/** What time alone has done by now: a lapsed acceptance, a lapsed correction, a broken time limit. */
export function timeActs(model: Model): void {
  for (const one of model.cases) if (!isOver(one)) timeActsOn(one, model);
}

function timeActsOn(one: ModelCase, model: Model): void {
  const { now } = model;
  if (one.place === 'submitted' && one.acceptBy !== undefined && one.acceptBy <= now) {
    accepted(one, model, one.submittedAt);
    Object.assign(one, { place: 'returned', holder: undefined });
  }
  if (one.place === 'awaiting-correction' && (one.correctBy ?? now) <= now) {
    one.place = 'lapsed';
    one.owed.push('lapsed');
  }
  if (one.place !== 'issuing' && !isOver(one) && one.deadlineAt !== undefined && one.deadlineAt <= now) {
    one.late = true;
  }
}

/** The two working days begin to run. */
export function accepted(one: ModelCase, model: Model, at: string): void {
  one.acceptedAt = at;
  one.deadlineAt = endOfWorkingDay(model, at, 2);
}

/** Another calendar stands: dates of an open case follow it, forward or back; a correction only later. */
export function calendarMoves(model: Model): void {
  for (const one of model.cases) {
    if (isOver(one)) continue;
    if (one.acceptedAt !== undefined) {
      one.deadlineAt = endOfWorkingDay(model, one.acceptedAt, 2) ?? one.deadlineAt;
    } else if (one.place === 'awaiting-correction') {
      const latest = endOfCorrection(model, one.correctionAskedAt ?? model.now);
      if (latest > (one.correctBy ?? '')) one.correctBy = latest;
    } else {
      one.acceptBy = endOfWorkingDay(model, one.submittedAt, 5) ?? one.acceptBy;
    }
  }
  timeActs(model);
}

function worksOn(calendar: Calendar, day: string): boolean | undefined {
  try {
    return isWorkingDay(calendar, day);
  } catch (error) {
    if (error instanceof RuleError) return undefined;
    throw error;
  }
}
