/** One event of an execution's history, with `timestamp` in business milliseconds. */
export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  readonly timestamp: number;
  readonly type: string;
  /** `<type>EventDetails` of the AWS API. */
  readonly [details: `${string}Details`]: Readonly<Record<string, unknown>>;
}

/** The number of events an execution may have (AWS quota). */
export const HISTORY_LIMIT = 25_000;

/** A payload and its note, as history details carry it. */
export function payload(
  name: 'input' | 'output' | 'assignedVariables',
  value: unknown,
): Record<string, unknown> {
  return { [name]: value, [`${name}Details`]: { truncated: false } };
}

/** As GetExecutionHistory gives it: seconds since the epoch; without payloads where they are not wanted. */
export function wireEvent(event: HistoryEvent, withData: boolean): Record<string, unknown> {
  const wire: Record<string, unknown> = { ...event, timestamp: event.timestamp / 1000 };
  if (withData) return wire;
  for (const [key, details] of Object.entries(wire)) {
    if (!key.endsWith('EventDetails')) continue;
    wire[key] = Object.fromEntries(Object.entries(details as object).filter(([field]) => !DATA.has(field)));
  }
  return wire;
}

const DATA: ReadonlySet<string> = new Set([
  'input',
  'inputDetails',
  'output',
  'outputDetails',
  'parameters',
  'assignedVariables',
  'assignedVariablesDetails',
]);
