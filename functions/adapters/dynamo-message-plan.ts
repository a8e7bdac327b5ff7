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

/** From which states a message is settled. */
const BEFORE = {
  claimed: { text: '#state = :claimed', values: { claimed: 'claimed' } },
  unsure: { text: '#state IN (:unknown, :failed)', values: { unknown: 'unknown', failed: 'failed' } },
} as const;

/** The fate of a message. One that waits for the operator stays listed; any other leaves every list. */
export function planSettling(
  caseId: string,
  { event, state, was = 'claimed' }: NonNullable<CaseChange['settles']>,
  events: readonly CaseEvent[],
): Change {
  const { queuePk, queueSk, since } = listed('unsure', caseId, event, events);
  const set =
    state === 'unknown' || state === 'failed'
      ? {
          text: 'SET #state = :settled, #queuePk = :queuePk, #queueSk = :queueSk, #since = :since',
          values: { settled: state, queuePk, queueSk, since },
        }
      : { text: 'SET #state = :settled REMOVE #queuePk, #queueSk', values: { settled: state } };
  return {
    kind: 'update',
    key: KEYS.message(caseId, event),
    set,
    when: BEFORE[was],
  };
}

/** What puts a message on a list over all cases, by the instant of the act. */
function listed(
  list: 'unsettled' | 'unsure',
  caseId: string,
  event: MessageEvent,
  events: readonly CaseEvent[],
) {
  const since = events.at(-1)?.at ?? '';
  return { queuePk: LISTS[list], queueSk: `${since}#${caseId}#${event}`, caseId, since };
}
