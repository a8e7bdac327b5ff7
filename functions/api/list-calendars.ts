import * as z from 'zod';
import { editionView, EditionView } from '../casework/calendar-views.ts';
import { editionsOf } from '../casework/load-edition.ts';
import { memberOf } from '../casework/staff-access.ts';
import { endpoint } from '../runtime/endpoint.ts';

const Load = z.strictObject({
  year: z.int(),
  sha256: z.string(),
  loadedAt: z.string(),
  loadedBy: z.string(),
  replaces: z.string().nullable(),
});

/** GET /calendars. The editions of working days that stand, how far they reach, and every load that was ever made. */
export const listCalendars = endpoint({
  route: 'list-calendars',
  summary: 'The calendar editions',
  success: {
    status: 200,
    body: z.strictObject({
      now: z.string(),
      /** The last year that has an edition. */
      horizon: z.int().nullable(),
      editions: z.array(EditionView),
      loads: z.array(Load),
    }),
  },
  async run(world, { caller }) {
    await memberOf(world, caller);
    const editions = await editionsOf(world);
    const loads = await world.calendars.loads();
    return {
      status: 200,
      body: {
        now: world.now(),
        horizon: editions.at(-1)?.edition.year ?? null,
        editions: editions.map(editionView),
        loads: loads.map(({ edition: { year }, sha256, loadedAt, loadedBy, replaces = null }) => ({
          year,
          sha256,
          loadedAt,
          loadedBy,
          replaces,
        })),
      },
    };
  },
});
