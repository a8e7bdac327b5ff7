import { calendarOf } from '../casework/record-facts.ts';
import { lastPublishedYear } from '../domain/calendar.ts';
import { isProvisional } from '../domain/calendar-change.ts';
import { dayOf } from '../domain/instant.ts';
import { scheduleHandler, type Schedule } from '../runtime/schedule.ts';

/** The notice of a year has been out in the November before it in every year so far. Month and day. */
const EXPECTED_FROM = '11-01';

/**
 * Says that an edition of the calendar has to be loaded: from November on while next year's is missing, and at any
 * time while a case waits for a date that only a missing edition can settle.
 */
export const horizon: Schedule = {
  name: 'horizon',
  async run(world, round) {
    const today = dayOf(world.now());
    const year = Number(today.slice(0, 4));
    const needed = today.slice(5) >= EXPECTED_FROM ? year + 1 : year;
    const last = lastPublishedYear(await calendarOf(world)) ?? 0;
    if (last < needed) round.find('calendar-horizon');
    const provisional = (await world.cases.open()).filter(isProvisional);
    for (const { id } of provisional) round.find('calendar-horizon', id);
  },
};

export const handler = scheduleHandler(horizon);
