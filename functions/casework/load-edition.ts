import { makeCalendar, referenceOf, type CalendarEdition } from '../domain/calendar.ts';
import { standingEditions, type StandingEdition } from '../domain/calendar-load.ts';
import { RuleError, StaleWriteError } from '../domain/rule-error.ts';
import type { World } from '../ports.ts';
import { calendarOf } from './record-facts.ts';
import { moveOf, reschedule, type MovedCase } from './reschedule.ts';

/** The editions that stand, oldest first, each with where it came from. */
export async function editionsOf(world: World): Promise<StandingEdition[]> {
  return standingEditions(await world.calendars.bundled(), await world.calendars.loads());
}

/** The open cases whose dates would move if the edition were loaded. Stores nothing. */
export async function previewEdition(world: World, edition: CalendarEdition): Promise<MovedCase[]> {
  const calendar = makeCalendar([...(await world.calendars.editions()), edition]);
  const records = await world.cases.open();
  return records.flatMap((record) => moveOf(world, calendar, record) ?? []);
}

/**
 * Keeps the edition, then brings every open case into line with it. The same call again, after a stop halfway, finds
 * the edition standing and goes on with the cases.
 * @param replaces hash of the edition of that year that the caller has read; undefined where the year has none
 * @throws RuleError CALENDAR_REPLACED when by now another edition of the year stands
 */
export async function loadEdition(
  world: World,
  edition: CalendarEdition,
  replaces: string | undefined,
  loadedBy: string,
): Promise<MovedCase[]> {
  const { sha256 } = referenceOf(edition);
  const standing = (await editionsOf(world)).find((other) => other.edition.year === edition.year);
  const stands = standing?.sha256 === sha256;
  if (!stands) {
    await keep(world, {
      edition,
      sha256,
      loadedAt: world.now(),
      loadedBy,
      ...(replaces !== undefined && { replaces }),
    });
  }
  const calendar = await calendarOf(world);
  const moved: MovedCase[] = [];
  for (const { id } of await world.cases.open()) {
    const move = await reschedule(world, calendar, id, stands);
    if (move) moved.push(move);
  }
  return moved;
}

async function keep(world: World, load: Parameters<World['calendars']['save']>[0]): Promise<void> {
  try {
    await world.calendars.save(load);
  } catch (cause) {
    if (!(cause instanceof StaleWriteError)) throw cause;
    throw new RuleError('CALENDAR_REPLACED', [], { year: load.edition.year }, { cause });
  }
}
