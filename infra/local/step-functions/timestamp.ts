const OFFSET_DATE_TIME =
  /^(\d{4})-(\d\d)-(\d\d)T(?!24)\d\d:\d\d(?::\d\d(?:\.(\d{1,9}))?)?(?:Z|[+-]\d\d:\d\d)$/u;

/** Milliseconds since the epoch of an ISO 8601 date-time with an offset; undefined when it is not one. */
export function parseTimestamp(text: string): number | undefined {
  const parts = OFFSET_DATE_TIME.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, fraction] = parts;
  const millis = Date.parse(
    fraction === undefined ? text : text.replace(`.${fraction}`, `.${fraction.slice(0, 3)}`),
  );
  // Date.parse rolls 31 February over to March.
  const lastDay = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number.isNaN(millis) || Number(day) > lastDay ? undefined : millis;
}
