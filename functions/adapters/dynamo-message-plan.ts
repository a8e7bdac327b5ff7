import type { CaseEvent, MessageEvent } from '../domain/case-event.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import type { CaseChange } from '../ports/case-records.ts';
import { ABSENT, type Change } from './dynamo-change.ts';
import { KEYS, LISTS } from './dynamo-keys.ts';

/** A message that an act makes owed. Once an earlier one of the kind is settled it is owed anew; until then one tells both. */
export function planOwing(next: CaseRecord, event: MessageEvent, events: readonly CaseEvent[]): Change {
  return {
    kind: 'put',
    item: {
      ...KEYS.message(next.id, event),
      ...listed('unsettled', next.id, event, events),
      event,
      state: 'owed',
      owedSince: next.sequence,
    },
    when: {
      text: `${ABSENT.text} OR NOT #state IN (:owed, :claimed)`,
      values: { owed: 'owed', claimed: 'claimed' },
    },
  };
}

/** The fate of a claimed message. One that nobody knows of stays listed; any other leaves every list. */
export function planSettling(
  caseId: string,
  { event, state }: NonNullable<CaseChange['settles']>,
  events: readonly CaseEvent[],
): Change {
  const { queuePk, queueSk, since } = listed('unknown', caseId, event, events);
  const set =
    state === 'unknown'
      ? {
          text: 'SET #state = :settled, #queuePk = :queuePk, #queueSk = :queueSk, #since = :since',
          values: { settled: state, queuePk, queueSk, since },
        }
      : { text: 'SET #state = :settled REMOVE #queuePk, #queueSk', values: { settled: state } };
  return {
    kind: 'update',
    key: KEYS.message(caseId, event),
    set,
    when: { text: '#state = :claimed', values: { claimed: 'claimed' } },
  };
}

/** What puts a message on a list over all cases, by the instant of the act. */
function listed(
  list: 'unsettled' | 'unknown',
  caseId: string,
  event: MessageEvent,
  events: readonly CaseEvent[],
) {
  const since = events.at(-1)?.at ?? '';
  return { queuePk: LISTS[list], queueSk: `${since}#${caseId}#${event}`, caseId, since };
}
