import type { CaseEvent } from './case-event.ts';
import { applyEvent } from './case-fold.ts';
import type { CaseRecord } from './case-record.ts';
import { dayOf, toMillis, type Day } from './instant.ts';

/** How often each thing happened; a counter's name is made of ASCII letters, digits and `_`. Only what is not 0. */
export type Counts = Readonly<Record<string, number>>;

/** Upper bounds of the histogram of hours from acceptance to decision, the last one open. Natural hours. */
export const HOURS = [1, 4, 8, 24, 48, 72, 120] as const;

/**
 * What one event adds to the counters of its day. It looks at nothing but the event and the case before it, so that
 * the kept counters can be recounted from the events alone.
 * @param before undefined before the first event
 * @see docs/rules.md#statistics
 */
function countsOf(before: CaseRecord | undefined, event: CaseEvent): Counts {
  const { fact } = event;
  if (before?.synthetic || (fact.type === 'submitted' && fact.synthetic)) return {};
  switch (fact.type) {
    case 'submitted':
      return ones([
        'received',
        `received_${fact.channel}`,
        `type_${fact.recognitionType}`,
        ...(fact.grounds ?? []).map((ground) => `ground_${ground}`),
      ]);
    case 'decided':
      return before ? decided(before, event, fact) : {};
    case 'deemed-accepted':
      return ones(['accepted', 'deemedAccepted']);
    case 'corrected':
      return ones(['corrected']);
    case 'withdrawn':
      return ones(['withdrawn']);
    case 'lapsed':
      return ones(['lapsed']);
    case 'issued':
      return before ? ones(['issued', ...inTime(before, event)]) : {};
    case 'overdue-explained':
      return ones([`overdue_${fact.code}`]);
    case 'permit-status-changed':
      return ones([`permit_${fact.action}`]);
    case 'alarm-raised':
    case 'archived':
    case 'checked':
    case 'claimed':
    case 'clock-moved':
    case 'licence-acknowledged':
    case 'materials-kept':
    case 'message-sent':
    case 'message-skipped':
    case 'message-unknown':
    case 'message-failed':
    case 'message-settled':
    case 'messages-set':
    case 'old-permits-cancelled':
    case 'permit-status-told':
    case 'province-deferred':
    case 'reassigned':
    case 'released':
    case 'second-look-asked':
    case 'second-look-answered':
      return {};
  }
}

/** Day by day, what the events of one act or of a whole case add. @param previous the record before the first of them */
export function dailyCounts(
  previous: CaseRecord | undefined,
  events: readonly CaseEvent[],
): ReadonlyMap<Day, Counts> {
  const days = new Map<Day, Counts>();
  let record = previous;
  for (const event of events) {
    const counts = countsOf(record, event);
    record = applyEvent(record, event);
    const day = dayOf(event.at);
    if (Object.keys(counts).length > 0) days.set(day, sumOf([days.get(day) ?? {}, counts]));
  }
  return days;
}

/** The counters that the whole chains of these cases make: what is kept must equal it. */
export function recount(chains: readonly (readonly CaseEvent[])[]): ReadonlyMap<Day, Counts> {
  const days = new Map<Day, Counts>();
  for (const chain of chains) {
    for (const [day, counts] of dailyCounts(undefined, chain)) {
      days.set(day, sumOf([days.get(day) ?? {}, counts]));
    }
  }
  return days;
}

/** Counter by counter. */
export function sumOf(all: readonly Counts[]): Counts {
  const sum: Record<string, number> = {};
  for (const counts of all) {
    for (const [name, count] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + count;
  }
  return sum;
}

function decided(
  before: CaseRecord,
  event: CaseEvent,
  fact: Extract<CaseEvent['fact'], { type: 'decided' }>,
): Counts {
  const { stage, outcome } = fact;
  const reasons = fact.reasons.map((code) => `reason_${code}`);
  const first = stage === 'acceptance' && before.correctBy === undefined && before.clock === undefined;
  const visit =
    first && before.channel === 'window'
      ? ['window_answered', ...(outcome === 'request-correction' ? [] : ['window_oneVisit'])]
      : [];
  if (outcome === 'accept') return ones([...(before.clock ? [] : ['accepted']), ...visit]);
  if (outcome === 'request-correction') return ones(['correctionAsked', ...reasons, ...visit]);
  if (outcome === 'refuse-to-accept') return ones(['notAccepted', ...reasons, ...visit]);
  const refused = stage === 'approval' && outcome === 'reject';
  return refused ? ones(['refused', ...reasons, ...inTime(before, event)]) : {};
}

/** The clock stops: in time or not, and after how many hours. */
function inTime({ clock }: CaseRecord, { at }: CaseEvent): string[] {
  if (!clock) return [];
  const hours = (toMillis(at) - toMillis(clock.acceptedAt)) / 3_600_000;
  const bound = HOURS.find((limit) => hours <= limit);
  const { deadlineAt } = clock;
  const timely = deadlineAt === undefined ? 'timeUnknown' : at < deadlineAt ? 'inTime' : 'late';
  return [timely, `hours_${bound ?? 'more'}`];
}

function ones(names: readonly string[]): Counts {
  return sumOf(names.map((name) => ({ [name]: 1 })));
}
