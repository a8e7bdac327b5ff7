import { referenceOf, type CalendarEdition } from './calendar.ts';
import type { Day, Instant } from './instant.ts';
import type { Defect } from './rule-error.ts';

/** An edition that an operator loaded. Each load is kept, also when a later one of the same year stands. */
export interface EditionLoad {
  readonly edition: CalendarEdition;
  /** Lower-case hex, of the edition's canonical JSON. */
  readonly sha256: string;
  readonly loadedAt: Instant;
  /** Staff id. */
  readonly loadedBy: string;
  /** Hash of the edition that stood before; absent for a year that had none. */
  readonly replaces?: string;
}

/** An edition that stands, and where it came from: with the release, or loaded by somebody. */
export interface StandingEdition {
  readonly edition: CalendarEdition;
  readonly sha256: string;
  /** Absent for an edition that came with the release. */
  readonly load?: EditionLoad;
}

/** The seven holidays that the law names (全国年节及纪念日放假办法): no notice leaves one out. */
const FESTIVALS = ['元旦', '春节', '清明', '劳动', '端午', '中秋', '国庆'] as const;

/**
 * What makes an edition implausible: a holiday of the law without a day off, or a notice dated in the future. A year
 * loaded too early would turn people's holidays into working days.
 * @returns pointers into `{edition}`
 */
export function implausibleIn(edition: CalendarEdition, today: Day): Defect[] {
  const missing = FESTIVALS.filter(
    (festival) => !edition.offDays.some(({ name }) => name.includes(festival)),
  );
  return [
    ...missing.map((name): Defect => ({
      pointer: '/edition/offDays',
      code: 'EDITION_FESTIVAL',
      params: { name },
    })),
    ...(edition.notice.dated > today
      ? [{ pointer: '/edition/notice/dated', code: 'DAY_IN_FUTURE' } as const]
      : []),
  ];
}

/**
 * One edition for each year, oldest first: of a year's loads the last one, else that of the release.
 * @param loads in the order in which they were made
 * @see docs/rules.md#loading-an-edition
 */
export function standingEditions(
  bundled: readonly CalendarEdition[],
  loads: readonly EditionLoad[],
): StandingEdition[] {
  const byYear = new Map<number, StandingEdition>();
  for (const edition of bundled) byYear.set(edition.year, { edition, sha256: referenceOf(edition).sha256 });
  for (const load of loads)
    byYear.set(load.edition.year, { edition: load.edition, sha256: load.sha256, load });
  return [...byYear.values()].sort((a, b) => a.edition.year - b.edition.year);
}
