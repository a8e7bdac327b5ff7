import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import { ACCESSED, chainAccess, isIntact } from '../domain/access.ts';
import { ROLES } from '../domain/account.ts';
import type { AccessStore } from '../ports/registers.ts';
import { ABSENT } from './dynamo-change.ts';
import { accessPk, KEYS, UNDER } from './dynamo-keys.ts';
import type { DynamoTable } from './dynamo-table.ts';
import { writerMark } from './writer-mark.ts';

/** Each attempt fails only because another link was written: so many officers never open one case at once. */
const ATTEMPTS = 60;

const AccessItem = z.object({
  value: z.object({
    caseId: z.string(),
    sequence: z.int(),
    at: z.string(),
    who: z.object({ id: z.string(), roles: z.array(z.enum(ROLES)), office: z.string() }),
    what: z.enum(ACCESSED),
    materialId: z.string().exactOptional(),
    purpose: z.string().exactOptional(),
    previousHash: z.string(),
    hash: z.string(),
  }),
});
const HeadItem = z.object({ sequence: z.int(), hash: z.string() });

/**
 * One read and one conditional put for each link: whoever finds the next place taken reads the end again.
 * @see docs/adr/0024-the-smaller-stores-write-once.md
 */
export function createDynamoAccesses(
  table: Pick<DynamoTable, 'apply' | 'get' | 'last' | 'under'>,
): AccessStore {
  const last = async (caseId: string) =>
    (await table.last(accessPk(caseId), UNDER.access, AccessItem))?.value;
  return {
    async append(caseId, entry) {
      // The same officer's link of the same millisecond has the same hash.
      const writer = writerMark();
      for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
        const value = chainAccess(caseId, await last(caseId), entry);
        const { sequence, hash } = value;
        const item = { ...KEYS.access(caseId, sequence), value, writer };
        if (await table.apply({ kind: 'put', item, when: ABSENT })) return { sequence, hash };
        await wait(Math.random() * Math.min(attempt, 10) * 4);
      }
      throw new Error(`The chain of accesses of ${caseId} is written all the time`);
    },
    async last(caseId) {
      const found = await last(caseId);
      return found && { sequence: found.sequence, hash: found.hash };
    },
    async list(caseId, anchors = []) {
      // Chains that were begun under an earlier release have the end they had then as an item of its own.
      const head = await table.get(KEYS.accessHead(caseId), HeadItem);
      const items = await table.under(accessPk(caseId), UNDER.access, AccessItem);
      const accesses = items.map(({ value }) => value);
      return { intact: isIntact(accesses, head ? [...anchors, head] : anchors), accesses };
    },
  };
}
