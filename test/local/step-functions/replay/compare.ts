import { decode, details, type RecordedEvent } from './recording.ts';

const PLACEHOLDERS = /<[\w: -]+>|^(date|timestamp|snf_role_arn|lambda_function_name|sqs_queue_url)$/u;
/** Answers of the AWS SDK, which hold little but what changes from call to call. */
const VOLATILE = new Set(['SdkHttpMetadata', 'SdkResponseMetadata']);

/** The first difference between what AWS recorded and what the engine did; undefined when there is none. */
export function difference(
  recorded: readonly RecordedEvent[],
  replayed: readonly RecordedEvent[],
): string | undefined {
  const types = [recorded, replayed].map((events) => events.map((event) => event.type).join(' '));
  if (types[0] !== types[1]) return `events: AWS ${types[0]} | here ${types[1]}`;
  for (const [i, event] of recorded.entries()) {
    const other = replayed[i];
    if (!other) return `event ${i + 1} is missing`;
    // A twin hands its task to a Lambda: what the service of the original answered has no counterpart.
    if (event.type === 'TaskSubmitted') continue;
    const found = eventDifference(details(event), details(other));
    if (found !== undefined) return `${event.type} #${event.id}: ${found}`;
  }
  return undefined;
}

function eventDifference(
  recorded: Record<string, unknown>,
  replayed: Record<string, unknown>,
): string | undefined {
  for (const field of ['name', 'error', 'index', 'length', 'timeoutInSeconds', 'heartbeatInSeconds']) {
    if (recorded[field] !== replayed[field]) {
      return `${field}: AWS ${String(recorded[field])}, here ${String(replayed[field])}`;
    }
  }
  for (const field of ['output', 'assignedVariables']) {
    const [aws, here] = [recorded[field], replayed[field]].map(field === 'output' ? decode : variables);
    if (!agrees(aws, here)) return `${field}: AWS ${JSON.stringify(aws)}, here ${JSON.stringify(here)}`;
  }
  return undefined;
}

function variables(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, decode(text)]));
}

/** Equal, but for placeholders, which stand for anything. */
function agrees(recorded: unknown, replayed: unknown): boolean {
  if (typeof recorded === 'string' && PLACEHOLDERS.test(recorded)) return true;
  if (typeof recorded !== 'object' || recorded === null) return recorded === replayed;
  if (typeof replayed !== 'object' || replayed === null) return false;
  const names = new Set([...Object.keys(recorded), ...Object.keys(replayed)]);
  return [...names].every((name) => {
    const [aws, here] = [recorded, replayed].map((value) => (value as Record<string, unknown>)[name]);
    return VOLATILE.has(name) || agrees(aws, here);
  });
}
