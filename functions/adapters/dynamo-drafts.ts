import * as z from 'zod';
import type { Draft } from '../domain/application.ts';
import { toMillis, type Instant } from '../domain/instant.ts';
import { StaleWriteError } from '../domain/rule-error.ts';
import type { DraftStore } from '../ports/case-records.ts';
import { clerkHolder, planDraft, planForgetting } from './dynamo-draft-plan.ts';
import { KEYS, LISTS, ownerPk, UNDER } from './dynamo-keys.ts';
import { shaped, type DynamoTable } from './dynamo-table.ts';

const DraftItem = z.object({
  value: shaped<Draft>(
    z.looseObject({
      id: z.string(),
      version: z.int(),
      channel: z.enum(['online', 'window']),
      ownerKeys: z.array(z.string()),
      form: z.looseObject({}),
      materials: z.array(z.looseObject({ id: z.string(), key: z.string(), status: z.string() })),
      expiresAt: z.string(),
    }),
  ),
});
const Pointer = z.object({ draftId: z.string() });

/** @param now business time: the table forgets an expired draft late, so readers pass over it */
export function createDynamoDrafts(table: DynamoTable, now: () => Instant): DraftStore {
  async function find(id: string): Promise<Draft | undefined> {
    const draft = (await table.get(KEYS.draft(id), DraftItem))?.value;
    return draft && toMillis(draft.expiresAt) > toMillis(now()) ? draft : undefined;
  }

  async function heldBy(holder: string): Promise<readonly Draft[]> {
    const pointers = await table.under(ownerPk(holder), UNDER.draft, Pointer);
    const drafts = await Promise.all(pointers.map(({ draftId }) => find(draftId)));
    return drafts.filter((draft) => draft !== undefined);
  }

  return {
    find,
    listByOwner: heldBy,
    listByClerk: (staffId) => heldBy(clerkHolder(staffId)),
    async expired() {
      const items = await table.queue(LISTS.drafts, DraftItem, `${now()}#`);
      return items.map(({ value }) => value);
    },
    async forget(draft) {
      // A refusal means that it was written since, or is gone: both are as they should be.
      await table.transact(planForgetting(draft));
    },
    async save(next, previous) {
      const refusal = await table.transact(planDraft(next, previous));
      if (refusal) {
        throw new StaleWriteError(`Draft ${next.id} was written in between`, { cause: refusal.cause });
      }
    },
  };
}
