import type { Calendar } from './calendar.ts';
import type { SpringFestival } from './county-rules.ts';

/** The Spring Festival holiday of each published year, first to last off-day, as the notices list them. */
export function springFestivals(calendar: Calendar): SpringFestival[] {
  return [...calendar.editions.values()].flatMap(({ year, offDays }) => {
    const days = offDays
      .filter(({ name }) => name.includes('春节'))
      .map(({ date }) => date)
      .sort();
    const [from] = days;
    const to = days.at(-1);
    return from && to ? [{ year, from, to }] : [];
  });
}
