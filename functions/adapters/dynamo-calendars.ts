import * as z from 'zod';
import { CalendarEdition } from '../domain/calendar.ts';
import { BUNDLED_EDITIONS } from '../domain/bundled-calendar.ts';
import { standingEditions, type EditionLoad } from '../domain/calendar-load.ts';
import { StaleWriteError } from '../domain/rule-error.ts';
import type { CalendarStore } from '../ports/registers.ts';
import { ABSENT } from './dynamo-change.ts';
import { CALENDAR_PK, KEYS, UNDER } from './dynamo-keys.ts';
import type { DynamoTable } from './dynamo-table.ts';

const LoadItem = z.object({
  value: z.object({
    edition: CalendarEdition,
    sha256: z.string(),
    loadedAt: z.string(),
    loadedBy: z.string(),
    replaces: z.string().exactOptional(),
  }),
});

/**
 * The release's editions under those that were loaded. A load is an item of its own, numbered within its year, so
 * none is ever written over. @see docs/adr/0004-one-table-and-its-keys.md
 */
export function createDynamoCalendars(
  table: DynamoTable,
  bundled: readonly CalendarEdition[] = BUNDLED_EDITIONS,
): CalendarStore {
  async function loads(): Promise<EditionLoad[]> {
    return (await table.under(CALENDAR_PK, UNDER.load, LoadItem)).map(({ value }) => value);
  }

  return {
    loads,
    bundled: async () => bundled,
    async editions() {
      return standingEditions(bundled, await loads()).map(({ edition }) => edition);
    },
    async save(load) {
      const { year } = load.edition;
      const earlier = await loads();
      const standing = standingEditions(bundled, earlier).find(({ edition }) => edition.year === year);
      const n = earlier.filter(({ edition }) => edition.year === year).length + 1;
      const written =
        standing?.sha256 === load.replaces &&
        (await table.apply({ kind: 'put', item: { ...KEYS.load(year, n), value: load }, when: ABSENT }));
      if (!written) throw new StaleWriteError(`Another edition of ${year} stands by now`);
    },
  };
}
