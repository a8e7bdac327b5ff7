import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import type { CaseDetails } from '../domain/application.ts';
import type { CaseEvent } from '../domain/case-event.ts';
import { OPEN_PLACES } from '../domain/case-queue.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import { RuleError, StaleWriteError } from '../domain/rule-error.ts';
import { POSITIONS } from '../domain/status.ts';
import type { CaseStore } from '../ports/case-records.ts';
import { planCommit } from './dynamo-case-plan.ts';
import { casePk, KEYS, lookupPk, ownerPk, queuePk, UNDER } from './dynamo-keys.ts';
import { shaped, type DynamoTable } from './dynamo-table.ts';

/** How often a commit is tried that only met another transaction. */
const ATTEMPTS = 6;

/** A case's record as an item. */
export const RecordItem = z.object({
  value: shaped<CaseRecord>(
    z.looseObject({
      id: z.string(),
      position: z.custom((position) => typeof position === 'string' && Object.hasOwn(POSITIONS, position)),
      version: z.int(),
      sequence: z.int(),
      lastHash: z.string(),
      round: z.int(),
      outcome: z.string(),
      ownerKeys: z.array(z.string()),
      checkedRounds: z.array(z.int()),
      alarms: z.array(z.looseObject({})),
      province: z.string(),
    }),
  ),
});
const DetailsItem = z.object({
  value: shaped<CaseDetails>(
    z.looseObject({
      form: z.looseObject({}),
      salt: z.string(),
      materials: z.array(z.looseObject({ id: z.string(), key: z.string(), status: z.string() })),
      findings: z.array(z.looseObject({ id: z.string() })),
    }),
  ),
});
const EventItem = z.object({
  value: shaped<CaseEvent>(
    z.looseObject({
      caseId: z.string(),
      sequence: z.int(),
      fact: z.looseObject({ type: z.string() }),
      hash: z.string(),
    }),
  ),
});
const Pointer = z.object({ caseId: z.string() });

/** Cases in the table: record, details, events and ways to find them. @see docs/adr/0004-one-table-and-its-keys.md */
export function createDynamoCases(table: DynamoTable): CaseStore {
  return {
    async find(id) {
      return (await table.get(KEYS.record(id), RecordItem))?.value;
    },
    async findDetails(id) {
      return (await table.get(KEYS.details(id), DetailsItem))?.value;
    },
    async events(id) {
      return (await table.under(casePk(id), UNDER.event, EventItem)).map(({ value }) => value);
    },
    async findByNumber(applicationNumber) {
      return (await table.get(KEYS.number(applicationNumber), Pointer))?.caseId;
    },
    async listByOwner(ownerKey) {
      const pointers = await table.under(ownerPk(ownerKey), UNDER.case, Pointer);
      const items = await Promise.all(
        pointers.map(({ caseId }) => table.get(KEYS.record(caseId), RecordItem)),
      );
      return items.flatMap((item) => (item ? [item.value] : []));
    },
    async findByLookup(lookup) {
      return (await table.under(lookupPk(lookup), UNDER.case, Pointer)).map(({ caseId }) => caseId);
    },
    async queue(stage) {
      return (await table.queue(queuePk(stage), RecordItem)).map(({ value }) => value);
    },
    async open() {
      const found = await Promise.all(OPEN_PLACES.map((place) => table.queue(queuePk(place), RecordItem)));
      return found.flatMap((items) => items.flatMap(({ value }) => (value.archivedAt ? [] : [value])));
    },
    async deferred() {
      return (await table.queue(queuePk('deferred'), RecordItem)).map(({ value }) => value);
    },
    async commit(change) {
      let plan = planCommit(change);
      for (let attempt = 1; ; attempt += 1) {
        const refusal = await table.transact(plan.map((planned) => planned.change));
        if (!refusal) return;
        const { failed, conflict, cause } = refusal;
        // Another case may be counting on the same day; whether this one has changed, the next attempt tells.
        if (failed.length === 0 && attempt < ATTEMPTS) {
          await wait(Math.random() * attempt * 10);
          continue;
        }
        const parts = new Set(failed.map((place) => plan[place]?.part));
        if (parts.has('open') && !parts.has('record'))
          throw new RuleError('OPEN_APPLICATION_EXISTS', [], {}, { cause });
        // The message is owed already and not settled: it stays as it is, everything else is written.
        const onlyOwed = !conflict && parts.size === 1 && parts.has('owed');
        if (!onlyOwed) throw new StaleWriteError(`Case ${change.next.id} was written in between`, { cause });
        plan = plan.filter((_planned, place) => !failed.includes(place));
      }
    },
  };
}
