import type { MessageEvent } from '../domain/case-event.ts';
import type { Place } from '../domain/case-queue.ts';
import type { Awaited } from '../domain/status.ts';
import type { Lookup } from '../ports/case-records.ts';

/** Where an item lies. Parts are ids and keyed hashes, never personal data. @see docs/adr/0004-one-table-and-its-keys.md */
export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

/** Beginnings of sort keys under which several items lie. */
export const UNDER = {
  event: 'EVENT#',
  message: 'MESSAGE#',
  case: 'CASE#',
  draft: 'DRAFT#',
  token: 'TOKEN#',
  load: 'LOAD#',
  access: 'ACCESS#',
  reminder: 'REMINDER#',
  day: 'DAY#',
  change: 'CHANGE#',
  deputyFor: 'DEPUTY-FOR#',
} as const;

/** Partition of all calendar editions that were loaded. */
export const CALENDAR_PK = 'CALENDAR';

/** Partitions of the index `queue` that hold no cases. */
export const LISTS = {
  drafts: 'DRAFTS',
  unsettled: 'MESSAGES#unsettled',
  /** Of unknown fate, or failed: they wait for the operator. */
  unsure: 'MESSAGES#unknown',
} as const;

/** One line for each kind of item. */
export const KEYS = {
  record: (caseId: string): ItemKey => ({ pk: casePk(caseId), sk: 'RECORD' }),
  /** The personal side of a case: an item of its own, so that it can be erased. */
  details: (caseId: string): ItemKey => ({ pk: casePk(caseId), sk: 'DETAILS' }),
  event: (caseId: string, sequence: number): ItemKey => ({
    pk: casePk(caseId),
    sk: `${UNDER.event}${String(sequence).padStart(6, '0')}`,
  }),
  message: (caseId: string, event: MessageEvent): ItemKey => ({
    pk: casePk(caseId),
    sk: `${UNDER.message}${event}`,
  }),
  token: (caseId: string, stage: Awaited): ItemKey => ({ pk: casePk(caseId), sk: `${UNDER.token}${stage}` }),
  draft: (id: string): ItemKey => ({ pk: `DRAFT#${id}`, sk: 'DRAFT' }),
  ownerCase: (ownerKey: string, caseId: string): ItemKey => ({
    pk: ownerPk(ownerKey),
    sk: `${UNDER.case}${caseId}`,
  }),
  ownerDraft: (ownerKey: string, id: string): ItemKey => ({
    pk: ownerPk(ownerKey),
    sk: `${UNDER.draft}${id}`,
  }),
  /** How many messages went to a number on a day. */
  told: (phoneKey: string, day: string): ItemKey => ({ pk: `TOLD#${phoneKey}`, sk: `${UNDER.day}${day}` }),
  /** The one open case of a holder. */
  open: (ownerKey: string): ItemKey => ({ pk: ownerPk(ownerKey), sk: 'OPEN' }),
  number: (applicationNumber: string): ItemKey => ({ pk: `NUMBER#${applicationNumber}`, sk: 'CASE' }),
  permit: (licenceId: string): ItemKey => ({ pk: `PERMIT#${licenceId}`, sk: 'PERMIT' }),
  session: (id: string): ItemKey => ({ pk: `SESSION#${id}`, sk: 'SESSION' }),
  staff: (id: string): ItemKey => ({ pk: staffPk(id), sk: 'STAFF' }),
  staffChange: (id: string, version: number): ItemKey => ({
    pk: staffPk(id),
    sk: `${UNDER.change}${String(version).padStart(6, '0')}`,
  }),
  /** Under the deputy: for whom they may be asked to act. */
  deputyFor: (deputyId: string, id: string): ItemKey => ({
    pk: staffPk(deputyId),
    sk: `${UNDER.deputyFor}${id}`,
  }),
  /** Under which entry a person is in service: one only. */
  staffPerson: (ownerKey: string): ItemKey => ({ pk: `STAFFPERSON#${ownerKey}`, sk: 'STAFFPERSON' }),
  lookup: ({ kind, key }: Lookup, caseId: string): ItemKey => ({
    pk: lookupPk({ kind, key }),
    sk: `${UNDER.case}${caseId}`,
  }),
  /** Counters of a day, spread over a few items so that busy hours do not wait for each other. */
  counts: (day: string, shard: number): ItemKey => ({
    pk: countsPk(day.slice(0, 7)),
    sk: `${UNDER.day}${day}#${shard}`,
  }),
  reply: (key: string): ItemKey => ({ pk: `REPLY#${key}`, sk: 'REPLY' }),
  /** The n-th edition that was loaded for a year. */
  load: (year: number, n: number): ItemKey => ({
    pk: CALENDAR_PK,
    sk: `${UNDER.load}${year}#${String(n).padStart(4, '0')}`,
  }),
  /** A second chain of a case; a partition of its own, so that reading the case never reads it. */
  access: (caseId: string, sequence: number): ItemKey => ({
    pk: accessPk(caseId),
    sk: `${UNDER.access}${String(sequence).padStart(8, '0')}`,
  }),
  accessHead: (caseId: string): ItemKey => ({ pk: accessPk(caseId), sk: 'HEAD' }),
  rating: (caseId: string): ItemKey => ({ pk: `RATING#${caseId}`, sk: 'RATING' }),
  ratingTally: (): ItemKey => ({ pk: 'RATINGS', sk: 'TALLY' }),
  reminder: (day: string, kind: string, subject: string): ItemKey => ({
    pk: remindersPk(day),
    sk: `${UNDER.reminder}${kind}#${subject}`,
  }),
  /** On which day a person's reminder lies. */
  ownerReminder: (ownerKey: string, kind: string, subject: string): ItemKey => ({
    pk: ownerPk(ownerKey),
    sk: `${UNDER.reminder}${kind}#${subject}`,
  }),
  tries: (subject: string): ItemKey => ({ pk: `TRIES#${subject}`, sk: 'TRIES' }),
};

/** Partition of everything that belongs to one case. */
export function casePk(caseId: string): string {
  return `CASE#${caseId}`;
}

/** Partition of the reminders of one day. */
export function remindersPk(day: string): string {
  return `REMINDERS#${day}`;
}

/** Partition of one officer: the entry, its log, and whom they stand in for. */
export function staffPk(id: string): string {
  return `STAFF#${id}`;
}

/** Partition of the cases found by one keyed hash. */
export function lookupPk({ kind, key }: Lookup): string {
  return `LOOKUP#${kind}#${key}`;
}

/** Partition of a month's counters. */
export function countsPk(month: string): string {
  return `COUNTS#${month}`;
}

/** Partition of the accesses to one case. */
export function accessPk(caseId: string): string {
  return `ACCESSES#${caseId}`;
}

/** Partition of what one person owns, by keyed hash. */
export function ownerPk(ownerKey: string): string {
  return `OWNER#${ownerKey}`;
}

/** Partition of the index `queue` in which the cases of one place lie. */
export function queuePk(place: Place): string {
  if (place === 'closing') return 'CLOSING';
  return place === 'deferred' ? 'PROVINCE#deferred' : `STAGE#${place}`;
}
