import suichang from '../../counties/suichang.json' with { type: 'json' };
import { BUNDLED_EDITIONS } from '../../../functions/domain/bundled-calendar.ts';
import { makeCalendar } from '../../../functions/domain/calendar.ts';
import { County } from '../../../functions/domain/county.ts';
import { deadlineOf } from '../../../functions/domain/deadline.ts';
import { normaliseInstant } from '../../../functions/domain/instant.ts';
import { median, report, secondsOf } from './figure.ts';

const HOUR_MILLIS = 3_600_000;
const BEGINNING = Date.parse('2026-01-05T00:00:00+08:00');
/** Every hour of so many days, all within the calendar. */
const HOURS = 300 * 24;

/** Deadlines with their proof computed a second, over the hours of one year. */
export async function measureRule(rounds: number): Promise<void> {
  const calendar = makeCalendar(BUNDLED_EDITIONS);
  const { hours } = County.parse(suichang);
  const instants = Array.from({ length: HOURS }, (_, hour) =>
    new Date(BEGINNING + hour * HOUR_MILLIS).toISOString(),
  );
  const rates: number[] = [];
  const nulls: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    rates.push(await rateOf(instants, (instant) => deadlineOf(calendar, instant, hours).deadlineAt));
    nulls.push(await rateOf(instants, normaliseInstant));
  }
  // The first of each is the warm-up.
  report('deadlines with proof per second', median(rates.slice(1)), 'deadlines/s', [
    'only reading and writing the instant',
    median(nulls.slice(1)),
  ]);
}

async function rateOf(instants: readonly string[], rule: (instant: string) => string): Promise<number> {
  let characters = 0;
  const seconds = await secondsOf(async () => {
    for (const instant of instants) characters += rule(instant).length;
  });
  if (characters === 0) throw new Error('The rule says nothing');
  return instants.length / seconds;
}
