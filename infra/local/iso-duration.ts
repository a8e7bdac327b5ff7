const DURATION =
  /^P(?:(?<weeks>\d+)W)?(?:(?<days>\d+)D)?(?:T(?:(?<hours>\d+)H)?(?:(?<minutes>\d+)M)?(?:(?<seconds>\d+(?:\.\d{1,3})?)S)?)?$/u;

const MILLIS_OF: Readonly<Record<string, number>> = {
  weeks: 604_800_000,
  days: 86_400_000,
  hours: 3_600_000,
  minutes: 60_000,
  seconds: 1_000,
};

/**
 * Milliseconds of an ISO 8601 duration: weeks, days, hours, minutes, seconds, as `P1W`, `P1DT2H30M`.
 * Years and months are refused: their length depends on where they start.
 * @throws RangeError
 */
export function durationMillis(text: string): number {
  const parts = Object.entries(DURATION.exec(text)?.groups ?? {}).filter(
    ([, amount]) => amount !== undefined,
  );
  if (parts.length === 0 || text.endsWith('T')) {
    throw new RangeError(`Not a duration of weeks, days, hours, minutes or seconds: ${text}`);
  }
  const millis = parts.map(([unit, amount]) => Number(amount) * (MILLIS_OF[unit] ?? Number.NaN));
  return Math.round(millis.reduce((sum, part) => sum + part, 0));
}
