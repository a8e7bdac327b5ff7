import { BUNDLED_EDITIONS } from '../domain/bundled-calendar.ts';
import type { CalendarStore } from '../ports.ts';

/** The calendar editions of this release; a new one comes with the next release. */
export function createBundledCalendars(): CalendarStore {
  return { editions: () => Promise.resolve(BUNDLED_EDITIONS) };
}
