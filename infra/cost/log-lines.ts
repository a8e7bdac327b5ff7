/** An event of an execution, as Step Functions tells it. */
export interface HistoryEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** What the machine keeps out of its log (`includeExecutionData`). */
const DATA = new Set(['input', 'output', 'parameters', 'cause', 'taskCredentials', 'assignedVariables']);
/** As every line of the machine names its execution. */
const EXECUTION_ARN =
  'arn:aws:states:ap-southeast-1:111122223333:execution:huren-suichang-recognition:01J0000000000000000000000';

/** One line of the API's access log, with the fields of `infra/aws/api.ts`. */
const ACCESS = {
  requestId: 'JKJaXmPLvHcESHA=',
  at: '23/Nov/2026:04:30:00 +0000',
  route: 'POST /applications/{id}/materials/{materialId}/confirmation',
  status: '200',
  latencyMillis: '123',
  authoriserStatus: '200',
  integrationError: '-',
};
/** Bytes that CloudWatch counts beside the text of each line (PutLogEvents). */
export const OF_EACH_LINE = 26;
/** Bytes of one line of the API's access log. */
export const ACCESS_LOG_BYTES = Buffer.byteLength(JSON.stringify(ACCESS)) + OF_EACH_LINE;

/** What the machine writes into its log, bytes: every event with its details, but none of the data. */
export function logBytesOfHistory(events: readonly HistoryEvent[]): number {
  return events.reduce((sum, event, index) => {
    const line = {
      id: String(index + 1),
      type: event.type,
      details: withoutData(event),
      previous_event_id: String(index),
      event_timestamp: '1795062600000',
      execution_arn: EXECUTION_ARN,
    };
    return sum + Buffer.byteLength(JSON.stringify(line)) + OF_EACH_LINE;
  }, 0);
}

function withoutData(event: HistoryEvent): unknown {
  const details = Object.entries(event).filter(([name]) => name.endsWith('EventDetails'));
  const told = details.flatMap(([, value]): [string, unknown][] =>
    Object.entries(value ?? {}).filter(([name]) => !DATA.has(name)),
  );
  return Object.fromEntries(told);
}
