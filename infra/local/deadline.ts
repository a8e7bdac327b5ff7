/**
 * `npm run deadline -- <instant>...`: the two-working-day clock of cases accepted at these instants, one JSON line
 * each, with its proof. Rests on the bundled calendar editions alone: no server, no network, no stored data.
 * Exit 0 when every date was computed, else 2 with the reasons on stderr.
 */
import suichang from '../counties/suichang.json' with { type: 'json' };
import { BUNDLED_EDITIONS } from '../../functions/domain/bundled-calendar.ts';
import { makeCalendar } from '../../functions/domain/calendar.ts';
import { County } from '../../functions/domain/county.ts';
import { deadlineOf } from '../../functions/domain/deadline.ts';
import { isDay, toMillis } from '../../functions/domain/instant.ts';
import { RuleError } from '../../functions/domain/rule-error.ts';

const EXAMPLE = '2026-03-02T09:00:00+08:00';
const USAGE = `Usage: npm run deadline -- <instant>...
An instant is a date, a time and an offset: ${EXAMPLE} (or 2026-03-02T01:00:00Z).
Prints for each the end of the second working day after acceptance, with its proof, as one JSON line.`;

/** Why the text is no instant; undefined when it is one. */
function faultOf(text: string): string | undefined {
  const day = text.slice(0, 10);
  if (/^\d{4}-\d{2}-\d{2}/u.test(text) && !isDay(day)) return `there is no day ${day}`;
  if (isDay(text)) return `the time of day is missing, for example ${text}T09:00:00+08:00`;
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/u.test(text)) {
    return `the offset is missing; for China write ${text}+08:00`;
  }
  try {
    toMillis(text);
    return undefined;
  } catch (error) {
    if (error instanceof RangeError) return `not an instant; write it like ${EXAMPLE}`;
    throw error;
  }
}

function printDeadlines(instants: readonly string[]): number {
  const calendar = makeCalendar(BUNDLED_EDITIONS);
  const office = County.parse(suichang).hours;
  let exitCode = 0;
  for (const instant of instants) {
    try {
      console.log(JSON.stringify(deadlineOf(calendar, instant, office)));
    } catch (error) {
      if (!(error instanceof RuleError && error.code === 'CALENDAR_NOT_PUBLISHED')) throw error;
      exitCode = 2;
      console.error(
        `CALENDAR_NOT_PUBLISHED: ${instant} needs the holiday notice of ${error.params['year']}, which is not loaded ` +
          `(there are editions of ${[...calendar.editions.keys()].join(', ')}). No date is guessed. Add the State Council's ` +
          `notice as functions/domain/calendars/${error.params['year']}.json and list it in bundled-calendar.ts; ` +
          `a running service takes it by POST /calendars.`,
      );
    }
  }
  return exitCode;
}

function main(instants: readonly string[]): number {
  if (instants.length === 0) {
    console.error(USAGE);
    return 2;
  }
  const faults = instants.flatMap((text) => {
    const fault = faultOf(text);
    return fault === undefined ? [] : `MALFORMED: ${JSON.stringify(text)}: ${fault}`;
  });
  if (faults.length === 0) return printDeadlines(instants);
  for (const fault of faults) console.error(fault);
  return 2;
}

process.exitCode = main(process.argv.slice(2).filter((argument) => argument !== '--'));
