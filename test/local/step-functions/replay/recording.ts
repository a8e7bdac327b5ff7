/** An event of AWS's own history, with volatile values replaced by placeholders. */
export interface RecordedEvent {
  readonly id: number;
  readonly previousEventId: number;
  readonly type: string;
  readonly [details: string]: unknown;
}

/** One execution AWS ran, as it recorded it. */
export interface Recording {
  readonly name: string;
  readonly kind: string;
  readonly definition: Record<string, unknown>;
  readonly input: unknown;
  readonly events: readonly RecordedEvent[];
}

/**
 * What became of one call of a Task. `hang` never answers: it times out. It was `submitted` when its call had ended and
 * only its token was still open.
 */
export type TaskEnd = { readonly submitted?: boolean } & (
  | { readonly kind: 'result'; readonly value: unknown }
  | { readonly kind: 'error'; readonly error: string | undefined; readonly cause: string | undefined }
  | { readonly kind: 'hang' }
);

/** The details of an event, whatever its type. */
export function details(event: RecordedEvent): Record<string, unknown> {
  const key = Object.keys(event).find((name) => name.endsWith('EventDetails'));
  return (key === undefined ? {} : event[key]) as Record<string, unknown>;
}

/** A payload of the recording: objects were parsed when it was made, all else is still JSON text. */
export function decode(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

/** How each call ended, in order, by the name of its state. */
export function taskEnds(events: readonly RecordedEvent[]): Map<string, TaskEnd[]> {
  const byId = new Map(events.map((event) => [event.id, event]));
  const ends = new Map<string, TaskEnd[]>();
  for (const event of events) {
    const end = endOf(event);
    if (!end) continue;
    let at: RecordedEvent | undefined = event;
    const submitted = byId.get(event.previousEventId)?.type === 'TaskSubmitted';
    while (at && at.type !== 'TaskStateEntered') at = byId.get(at.previousEventId);
    const state = String(at ? details(at)['name'] : '');
    ends.set(state, [...(ends.get(state) ?? []), { ...end, submitted }]);
  }
  return ends;
}

function endOf(event: RecordedEvent): TaskEnd | undefined {
  const { output, error, cause } = details(event);
  switch (event.type) {
    case 'TaskSucceeded':
    case 'LambdaFunctionSucceeded':
      return { kind: 'result', value: decode(output) };
    case 'TaskFailed':
    case 'LambdaFunctionFailed':
      return { kind: 'error', error: text(error), cause: text(cause) };
    case 'TaskTimedOut':
    case 'LambdaFunctionTimedOut':
      return { kind: 'hang' };
    default:
      return undefined;
  }
}

function text(value: unknown): string | undefined {
  return value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
}
