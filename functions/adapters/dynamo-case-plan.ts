import type { Draft } from '../domain/application.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import { placeOf } from '../domain/case-queue.ts';
import { queuedBy } from '../domain/second-look.ts';
import { isClosed } from '../domain/status.ts';
import type { CaseChange } from '../ports/case-records.ts';
import { ABSENT, type Change, type Expression } from './dynamo-change.ts';
import { planDraft, planForgetting } from './dynamo-draft-plan.ts';
import { planCounts } from './dynamo-counts.ts';
import { KEYS, queuePk } from './dynamo-keys.ts';
import { keptPermit } from './dynamo-permits.ts';
import { planOwing, planSettling } from './dynamo-message-plan.ts';

/** One change of a commit and what it is for, so that a refusal can be told in the port's words. */
export interface Planned {
  readonly part:
    | 'record'
    | 'event'
    | 'details'
    | 'owed'
    | 'settled'
    | 'draft'
    | 'permit'
    | 'number'
    | 'owner'
    | 'open'
    | 'lookup'
    | 'counts';
  readonly change: Change;
}

/** Everything one act on a case writes, in one transaction. */
export function planCommit(change: CaseChange): Planned[] {
  const { previous, next, events, details, owes = [], settles, draft, opens, permit, lookups = [] } = change;
  return [
    { part: 'record', change: recordPut(next, previous) },
    ...events.map((event) => put('event', { ...KEYS.event(next.id, event.sequence), value: event }, ABSENT)),
    ...(details ? [put('details', { ...KEYS.details(next.id), value: details })] : []),
    ...owes.map((event): Planned => ({ part: 'owed', change: planOwing(next, event, events) })),
    ...(settles ? [{ part: 'settled', change: planSettling(next.id, settles, events) } as const] : []),
    ...(draft ? draftDeletes(draft) : []),
    ...(opens ? planDraft(opens).map((opening): Planned => ({ part: 'draft', change: opening })) : []),
    ...(permit
      ? [
          put(
            'permit',
            { ...KEYS.permit(permit.permit.licenceId), value: keptPermit(permit) },
            {
              text: `${ABSENT.text} OR #value.#caseId = :caseId`,
              values: { caseId: next.id },
            },
          ),
        ]
      : []),
    ...lookups.map((lookup) => put('lookup', { ...KEYS.lookup(lookup, next.id), caseId: next.id })),
    ...planCounts(change).map((counting): Planned => ({ part: 'counts', change: counting })),
    ...(previous ? newOwners(previous, next) : firstWrites(next)),
    ...(previous && isClosed(next.position) && !isClosed(previous.position) ? [lockDelete(next)] : []),
  ];
}

function put(
  part: Planned['part'],
  item: Extract<Change, { kind: 'put' }>['item'],
  when?: Expression,
): Planned {
  return { part, change: { kind: 'put', item, ...(when && { when }) } };
}

function recordPut(next: CaseRecord, previous: CaseRecord | undefined): Change {
  const place = placeOf(next);
  const queueSk = `${queuedBy(next)}#${next.id}`;
  return {
    kind: 'put',
    item: { ...KEYS.record(next.id), value: next, ...(place && { queuePk: queuePk(place), queueSk }) },
    when: previous
      ? {
          text: '#value.#sequence = :sequence AND #value.#lastHash = :lastHash',
          values: { sequence: previous.sequence, lastHash: previous.lastHash },
        }
      : ABSENT,
  };
}

function draftDeletes(draft: Draft): Planned[] {
  const [own, ...owners] = planForgetting(draft);
  return [
    ...(own ? [{ part: 'draft', change: own } as const] : []),
    ...owners.map((change) => ({ part: 'owner', change }) as const),
  ];
}

/** What only a first submission writes: the ways to find the case, and the lock on a second open one. */
function firstWrites({ id, applicationNumber, ownerKeys, position }: CaseRecord): Planned[] {
  const [holder] = ownerKeys;
  return [
    put('number', { ...KEYS.number(applicationNumber), caseId: id }, ABSENT),
    ...[...new Set(ownerKeys)].map((ownerKey) =>
      put('owner', { ...KEYS.ownerCase(ownerKey, id), caseId: id }),
    ),
    ...(holder !== undefined && !isClosed(position)
      ? [put('open', { ...KEYS.open(holder), caseId: id }, ABSENT)]
      : []),
  ];
}

/** A correction may bring a guardian in: they find the case as theirs too. */
function newOwners(previous: CaseRecord, { id, ownerKeys }: CaseRecord): Planned[] {
  return ownerKeys
    .filter((ownerKey) => !previous.ownerKeys.includes(ownerKey))
    .map((ownerKey) => put('owner', { ...KEYS.ownerCase(ownerKey, id), caseId: id }));
}

function lockDelete({ id, ownerKeys: [holder = ''] }: CaseRecord): Planned {
  const when = { text: `${ABSENT.text} OR #caseId = :caseId`, values: { caseId: id } };
  return { part: 'owner', change: { kind: 'delete', key: KEYS.open(holder), when } };
}
