import { referenceOf, type CalendarEdition } from '../../functions/domain/calendar.ts';
import { addDays, dayOf, weekdayOf } from '../../functions/domain/instant.ts';
import { INVENTED_2027 } from '../journeys/editions.ts';
import { attempt, count, forgetLastCall, lastCall } from './attempt.ts';
import { Disagreement, agree } from './disagreement.ts';
import { lastCase, type Model } from './model.ts';
import type { Call, Office } from './office.ts';
import { rolesOf } from './staff.ts';
import { calendarMoves, timeActs } from './time.ts';

/** Minutes after which the sweep takes a word for lost. */
const SWEPT_AFTER = 6;

/** Time passes, from due time to due time; the sweep runs where it would find something. */
export async function pass(model: Model, office: Office, minutes: number): Promise<void> {
  forgetLastCall(office);
  const swept = model.unheard.size > 0 && minutes > SWEPT_AFTER;
  if (swept) {
    await office.pass(SWEPT_AFTER);
    await office.runSchedule('sweep');
  }
  await office.pass(minutes - (swept ? SWEPT_AFTER : 0));
  model.now = office.now();
  timeActs(model);
}

/** Time passes until so many minutes before or after the next date that the law or the office has set for the case. */
export async function passToLimit(model: Model, office: Office, by: number): Promise<void> {
  const { place, acceptBy, correctBy, deadlineAt } = lastCase(model) ?? {};
  const beforeAcceptance = place === 'awaiting-correction' ? correctBy : acceptBy;
  const date = deadlineAt ?? beforeAcceptance;
  if (date === undefined || date <= model.now) return;
  const minutes = Math.floor((Date.parse(date) - Date.parse(model.now)) / 60_000) + by;
  await pass(model, office, Math.max(minutes, 1));
}

const INVENTED = '虚构';

/** An edition as an operator may load it. */
export interface Loading {
  readonly who: string;
  /** Days from today to the day that changes. */
  readonly ahead: number;
  /** The notice is dated tomorrow. */
  readonly early: boolean;
  /** The operator has read another edition than stands. */
  readonly misread: boolean;
}

/** The edition of a year with one day turned round: a working day off, a Saturday or Sunday worked. */
export async function loadEdition(model: Model, office: Office, loading: Loading): Promise<void> {
  const { who, ahead, early, misread } = loading;
  const today = dayOf(model.now);
  const day = addDays(today, ahead);
  const year = Number(day.slice(0, 4));
  const standing = model.editions.find((one) => one.year === year);
  const edition = turned(standing ?? inventedFor(year), day, early ? addDays(today, 1) : today);
  const replaces = standing && !misread ? referenceOf(standing).sha256 : null;
  const call: Call = { route: 'load-calendar', who, body: { edition, replaces } };
  const bars = [
    ...(rolesOf(who).includes('operator') ? [] : ['NOT_ALLOWED']),
    ...(early ? ['EDITION_IMPLAUSIBLE'] : []),
    // The very edition that stands is loaded by whoever sends it.
    ...(standing && misread && referenceOf(standing).sha256 !== referenceOf(edition).sha256
      ? ['CALENDAR_REPLACED']
      : []),
  ];
  await attempt(office, call, bars, () => {
    model.editions = [...model.editions.filter((one) => one.year !== year), edition];
    calendarMoves(model);
  });
}

function turned(base: CalendarEdition, date: string, dated: string): CalendarEdition {
  const { offDays, makeUpWorkdays } = base;
  const notice = { ...base.notice, dated };
  const day = { date, name: INVENTED };
  const without = (list: CalendarEdition['offDays']) => list.filter((one) => one.date !== date);
  const off = offDays.find((one) => one.date === date);
  // A day off of the law stays one: an edition that loses a festival is refused as implausible.
  if (off) return { ...base, notice, offDays: off.name === INVENTED ? without(offDays) : offDays };
  if (makeUpWorkdays.some((one) => one.date === date)) {
    return { ...base, notice, makeUpWorkdays: without(makeUpWorkdays) };
  }
  return weekdayOf(date) >= 6
    ? { ...base, notice, makeUpWorkdays: [...makeUpWorkdays, day] }
    : { ...base, notice, offDays: [...offDays, day] };
}

function inventedFor(year: number): CalendarEdition {
  const { notice, offDays } = INVENTED_2027;
  return {
    year,
    notice,
    offDays: offDays.map(({ date, name }) => ({ date: date.replace('2027', String(year)), name })),
    makeUpWorkdays: [],
  };
}

/** Sends the last call again: under its key, under a new one, or its key with another body. */
export async function repeat(
  model: Model,
  office: Office,
  how: 'same-key' | 'new-key' | 'other-body',
): Promise<void> {
  const made = lastCall(office);
  const one = model.cases.at(-1);
  if (!made) return;
  const { call, key, answer } = made;
  const before = one && office.record(one.id).lastHash;
  // A repeat tells the machine once more: where an earlier word was lost, it goes on now.
  const movesOn = call.route === 'load-calendar' || (one && model.unheard.has(one.id));
  const body = how === 'other-body' ? { ...call.body, version: 999 } : call.body;
  const again = await office.call({ ...call, body }, how === 'new-key' ? office.freshKey() : key);
  // Once more the machine could not be reached; it had been told before.
  if (office.unheard) return;
  count(`repeat ${how} ${again.code ?? again.status}`);
  if (answer.code === undefined && how === 'same-key') {
    agree('the same call under the same key', [again.status, again.body], [answer.status, answer.body]);
  }
  if (answer.code === undefined && how === 'new-key')
    agree('the same call again', again.status, answer.status);
  const unheard = answer.code === 'FAULT';
  if (unheard && how !== 'other-body') {
    agree('the call whose word was lost, again', again.code, undefined);
    // The same call has told the machine: from here on nothing excuses it.
    if (one) model.unheard.delete(one.id);
  }
  if (answer.code !== undefined && !unheard && how !== 'other-body')
    agree('the refusal again', again.code, answer.code);
  if (how === 'other-body' && again.code === undefined) {
    throw new Disagreement('another body under the same key is carried out');
  }
  // Loading an edition again opens the task again, which may deliver a message that was left.
  if (one && !movesOn && !unheard) {
    agree('the case after a repeat', office.record(one.id).lastHash, before);
  }
}
