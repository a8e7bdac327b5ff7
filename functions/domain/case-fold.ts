import { chainEvent, type Actor, type CaseDates, type CaseEvent, type CaseFact } from './case-event.ts';
import type { CaseRecord } from './case-record.ts';
import type { Instant } from './instant.ts';
import { officeChange } from './office-fold.ts';
import { nextPosition, type Action } from './status.ts';

/** The case after one more event. @throws TypeError when the event does not belong there (a fault, never a user's doing). */
export function applyEvent(record: CaseRecord | undefined, event: CaseEvent): CaseRecord {
  const { fact } = event;
  if (fact.type === 'submitted') return received(event, fact);
  if (!record) throw new TypeError(`Case ${event.caseId} begins with ${fact.type}`);
  return { ...record, sequence: event.sequence, lastHash: event.hash, ...changeOf(record, event, fact) };
}

/** The case that a full list of events makes. @throws TypeError when there are none */
export function foldEvents(events: readonly CaseEvent[]): CaseRecord {
  let record: CaseRecord | undefined;
  for (const event of events) record = applyEvent(record, event);
  if (!record) throw new TypeError('A case has at least one event');
  return record;
}

function received(event: CaseEvent, fact: Extract<CaseFact, { type: 'submitted' }>): CaseRecord {
  const {
    applicationNumber,
    draftVersion,
    channel,
    recognitionType,
    office,
    ownerKeys,
    enteredBy,
    acceptBy,
    synthetic,
  } = fact;
  return {
    id: event.caseId,
    position: 'submitted',
    version: 1,
    sequence: event.sequence,
    lastHash: event.hash,
    round: 1,
    outcome: 'waiting',
    applicationNumber,
    draftVersion,
    channel,
    recognitionType,
    office,
    ownerKeys,
    ...(enteredBy && { enteredBy }),
    ...(synthetic && { synthetic }),
    receivedAt: event.at,
    submittedAt: event.at,
    ...(acceptBy && { acceptBy }),
    checkedRounds: [],
    officers: {},
    alarms: [],
    province: 'not-due',
  };
}

function changeOf(record: CaseRecord, event: CaseEvent, fact: CaseFact): Partial<CaseRecord> {
  switch (fact.type) {
    case 'claimed':
      return { claimedBy: event.actor.id };
    case 'released':
      return { claimedBy: undefined };
    case 'reassigned':
    case 'overdue-explained':
    case 'permit-status-changed':
    case 'permit-status-told':
    case 'second-look-answered':
      return officeChange(record, event.at, fact);
    case 'corrected':
      return {
        ...moved(record, 'correct'),
        correctedInRound: record.round + 1,
        ownerKeys: fact.ownerKeys,
        submittedAt: event.at,
        draftVersion: fact.draftVersion,
        acceptBy: fact.acceptBy,
      };
    case 'withdrawn':
      return moved(record, 'withdraw');
    case 'lapsed':
      return moved(record, 'lapse');
    case 'decided':
      return decided(record, event, fact);
    case 'deemed-accepted':
      return { ...moved(record, 'deem-accepted'), ...(fact.clock && { clock: fact.clock }) };
    case 'alarm-raised':
      return { alarms: [...record.alarms, { alarm: fact.alarm, owedAt: fact.owedAt }] };
    case 'issued':
      return { ...moved(record, 'issue'), issuedAt: event.at, licenceId: fact.licenceId };
    case 'licence-acknowledged':
      return { province: 'acknowledged' };
    case 'province-deferred':
      return { province: 'deferred' };
    case 'old-permits-cancelled':
      return { province: 'settled' };
    case 'second-look-asked':
      return { secondLook: { askedAt: event.at }, version: record.version + 1 };
    case 'archived':
      return { archivedAt: event.at };
    case 'checked':
      return {
        checkedRounds: [...record.checkedRounds, fact.round],
        // Corrected and checked again: from here on the first opinion is awaited, as after the first submission.
        ...(record.outcome === 'correct' && { outcome: 'waiting' as const }),
      };
    case 'clock-moved':
      return movedClock(record, fact.to, fact.editions);
    case 'submitted':
    case 'materials-kept':
    case 'message-sent':
    case 'message-unknown':
    case 'message-failed':
    case 'message-settled':
    case 'message-skipped':
    case 'messages-set':
      return {};
  }
}

function decided(
  record: CaseRecord,
  event: CaseEvent,
  fact: Extract<CaseFact, { type: 'decided' }>,
): Partial<CaseRecord> {
  return {
    ...moved(record, fact.outcome),
    officers: { ...record.officers, [fact.stage]: event.actor.id },
    lastDecision: {
      stage: fact.stage,
      outcome: fact.outcome,
      officer: event.actor.id,
      version: record.version,
      round: record.round,
    },
    ...(fact.clock && { clock: fact.clock }),
    ...(fact.correctBy && { correctBy: fact.correctBy, correctionAskedAt: event.at }),
    ...(fact.stage === 'approval' && fact.outcome !== 'return' && { decidedAt: event.at }),
  };
}

/** Another calendar gives other dates. When the case was accepted stays what it was. */
function movedClock(record: CaseRecord, to: CaseDates, editions: readonly string[]): Partial<CaseRecord> {
  const { acceptBy, correctBy, ...limits } = to;
  return {
    ...(acceptBy && { acceptBy }),
    ...(correctBy && { correctBy }),
    ...(record.clock && { clock: { ...record.clock, ...limits, editions } }),
  };
}

/** A move closes the claim, tells the machine its outcome, and opens a new round when it goes backwards. */
function moved(record: CaseRecord, action: Action): Partial<CaseRecord> {
  const position = nextPosition(record.position, action);
  if (!position) throw new TypeError(`${action} does not apply to a case that is ${record.position}`);
  const backwards = action === 'return' || action === 'correct' || action === 'deem-accepted';
  return {
    position,
    outcome: action,
    version: record.version + 1,
    round: record.round + (backwards ? 1 : 0),
    claimedBy: undefined,
  };
}

/** The case and the events that lead to it, when these facts are added in this order. */
export function advance(
  previous: CaseRecord | undefined,
  entry: {
    readonly caseId: string;
    readonly at: Instant;
    readonly actor: Actor;
    readonly facts: readonly [CaseFact, ...CaseFact[]];
  },
): { readonly next: CaseRecord; readonly events: readonly CaseEvent[] } {
  const { caseId, at, actor, facts } = entry;
  const [first, ...others] = facts;
  let event = chainEvent(caseId, previous && { sequence: previous.sequence, hash: previous.lastHash }, {
    at,
    actor,
    fact: first,
  });
  let next = applyEvent(previous, event);
  const events = [event];
  for (const fact of others) {
    event = chainEvent(caseId, event, { at, actor, fact });
    next = applyEvent(next, event);
    events.push(event);
  }
  return { next, events };
}
