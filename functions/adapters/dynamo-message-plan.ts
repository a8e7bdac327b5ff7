import type { CaseEvent, MessageEvent } from '../domain/case-event.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import { instantAt, toMillis } from '../domain/instant.ts';
import type { CaseChange, Share } from '../ports/case-records.ts';
import { ABSENT, type Change } from './dynamo-change.ts';
import { KEYS, LISTS } from './dynamo-keys.ts';

/** How long after its day a count is kept, seconds. */
const KEPT_SECONDS = 3 * 86_400;

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

/** A change of an item that is there. */
export type Update = Extract<Change, { kind: 'update' }>;

/** Whoever sends a message claims it first, under a mark of their own. */
export function planClaim(caseId: string, event: MessageEvent, writer: string, nowMillis: number): Update {
  return {
    kind: 'update',
    key: KEYS.message(caseId, event),
    set: {
      text: 'SET #state = :claimed, #claimedAtMillis = :now, #writer = :writer',
      values: { claimed: 'claimed', now: nowMillis, writer },
    },
    when: { text: '#state = :owed', values: { owed: 'owed' } },
  };
}

/** The same for a message that has not been counted yet, and is now. */
export function counting({ set, when, ...claiming }: Update): Update {
  return {
    ...claiming,
    set: { text: `${set.text}, #counted = :yes`, values: { ...set.values, yes: true } },
    when: { text: `${when?.text} AND attribute_not_exists(#counted)`, values: { ...when?.values } },
  };
}

/** One message more to a number on a day, where its share allows it. */
export function planShare({ phoneKey, day, most }: Share): Update {
  const expiresAt = Math.ceil(toMillis(instantAt(day, '00:00')) / 1000) + KEPT_SECONDS;
  return {
    kind: 'update',
    key: KEYS.told(phoneKey, day),
    set: { text: 'SET #expiresAt = :expiresAt ADD #taken :one', values: { expiresAt, one: 1 } },
    when: { text: `${ABSENT.text} OR #taken < :most`, values: { most } },
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
