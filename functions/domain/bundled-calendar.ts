import edition2023 from './calendars/2023.json' with { type: 'json' };
import edition2024 from './calendars/2024.json' with { type: 'json' };
import edition2025 from './calendars/2025.json' with { type: 'json' };
import edition2026 from './calendars/2026.json' with { type: 'json' };
import { CalendarEdition } from './calendar.ts';

/**
 * The editions this release carries, oldest first; later ones are loaded by an operator.
 * Source: the State Council General Office's notices, each named in its edition. @see docs/rules.md#calendar-edition
 */
export const BUNDLED_EDITIONS: readonly CalendarEdition[] = [
  edition2023,
  edition2024,
  edition2025,
  edition2026,
].map((edition) => CalendarEdition.parse(edition));
