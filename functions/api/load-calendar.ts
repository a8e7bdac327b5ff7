import * as z from 'zod';
import { MovedCaseView, movedCaseView } from '../casework/calendar-views.ts';
import { loadEdition, previewEdition } from '../casework/load-edition.ts';
import { memberOf } from '../casework/staff-access.ts';
import { CalendarEdition, referenceOf } from '../domain/calendar.ts';
import { implausibleIn } from '../domain/calendar-load.ts';
import { dayOf } from '../domain/instant.ts';
import { RuleError } from '../domain/rule-error.ts';
import { endpoint } from '../runtime/endpoint.ts';

/** Bare, or `true`: look at what would move, and load nothing. */
const Preview = z.enum(['', 'true', 'false']);

/**
 * POST /calendars?preview=. Loads an edition in place of the one of its year that the caller has read, and moves the
 * dates of every open case; with `preview` nothing is stored. After a stop halfway the same call goes on.
 */
export const loadCalendar = endpoint({
  route: 'load-calendar',
  summary: 'Load a calendar edition, or see what it would move',
  query: z.strictObject({ preview: Preview.optional() }),
  body: z.strictObject({
    edition: CalendarEdition,
    /** Hash of the edition it replaces; null where its year has none. */
    replaces: z
      .string()
      .regex(/^[0-9a-f]{64}$/u)
      .nullable(),
  }),
  success: {
    status: 200,
    body: z.strictObject({
      year: z.int(),
      sha256: z.string(),
      loaded: z.boolean(),
      /** The open cases whose dates move, old and new. */
      moved: z.array(MovedCaseView),
    }),
  },
  async run(world, { query, body: { edition, replaces }, caller }) {
    const { id } = await memberOf(world, caller);
    const defects = implausibleIn(edition, dayOf(world.now()));
    if (defects.length > 0) throw new RuleError('EDITION_IMPLAUSIBLE', defects);
    const looking = query.preview !== undefined && query.preview !== 'false';
    const moved = looking
      ? await previewEdition(world, edition)
      : await loadEdition(world, edition, replaces ?? undefined, id);
    const { year, sha256 } = referenceOf(edition);
    return {
      status: 200,
      body: { year, sha256, loaded: !looking, moved: moved.map(movedCaseView) },
    };
  },
});
