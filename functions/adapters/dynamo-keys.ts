import type { MessageEvent } from '../domain/case-event.ts';
import type { Awaited, Stage } from '../domain/status.ts';

/** Where an item lies. Parts are ids and keyed hashes, never personal data. @see docs/adr/0004-one-table-and-its-keys.md */
export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

/** Beginnings of sort keys under which several items lie. */
export const UNDER = { event: 'EVENT#', message: 'MESSAGE#', case: 'CASE#', draft: 'DRAFT#' } as const;

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
  token: (caseId: string, stage: Awaited): ItemKey => ({ pk: casePk(caseId), sk: `TOKEN#${stage}` }),
  draft: (id: string): ItemKey => ({ pk: `DRAFT#${id}`, sk: 'DRAFT' }),
  ownerCase: (ownerKey: string, caseId: string): ItemKey => ({
    pk: ownerPk(ownerKey),
    sk: `${UNDER.case}${caseId}`,
  }),
  ownerDraft: (ownerKey: string, id: string): ItemKey => ({
    pk: ownerPk(ownerKey),
    sk: `${UNDER.draft}${id}`,
  }),
  /** The one open case of a holder. */
  open: (ownerKey: string): ItemKey => ({ pk: ownerPk(ownerKey), sk: 'OPEN' }),
  number: (applicationNumber: string): ItemKey => ({ pk: `NUMBER#${applicationNumber}`, sk: 'CASE' }),
  permit: (licenceId: string): ItemKey => ({ pk: `PERMIT#${licenceId}`, sk: 'PERMIT' }),
  session: (id: string): ItemKey => ({ pk: `SESSION#${id}`, sk: 'SESSION' }),
  staff: (id: string): ItemKey => ({ pk: `STAFF#${id}`, sk: 'STAFF' }),
  reply: (key: string): ItemKey => ({ pk: `REPLY#${key}`, sk: 'REPLY' }),
};

/** Partition of everything that belongs to one case. */
export function casePk(caseId: string): string {
  return `CASE#${caseId}`;
}

/** Partition of what one person owns, by keyed hash. */
export function ownerPk(ownerKey: string): string {
  return `OWNER#${ownerKey}`;
}

/** Partition of the index `queue` in which the cases of a stage lie. */
export function queuePk(stage: Stage): string {
  return `STAGE#${stage}`;
}
