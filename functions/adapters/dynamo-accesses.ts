import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import { ACCESSED, chainAccess, isIntact, type Access } from '../domain/access.ts';
import { ROLES } from '../domain/account.ts';
import type { AccessStore } from '../ports/registers.ts';
import { ABSENT } from './dynamo-change.ts';
import { accessPk, KEYS, UNDER } from './dynamo-keys.ts';
import type { DynamoTable } from './dynamo-table.ts';

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

/** One read and one small transaction for each link; the end of the chain is an item of its own. */
export function createDynamoAccesses(table: DynamoTable): AccessStore {
  return {
    async append(caseId, entry) {
      for (let attempt = 1; ; attempt += 1) {
        const head = await table.get(KEYS.accessHead(caseId), HeadItem);
        const link = chainAccess(caseId, head, entry);
        const refusal = await table.transact([
          {
            kind: 'put',
            item: { ...KEYS.accessHead(caseId), sequence: link.sequence, hash: link.hash },
            when: head ? { text: '#hash = :hash', values: { hash: head.hash } } : ABSENT,
          },
          { kind: 'put', item: { ...KEYS.access(caseId, link.sequence), value: link }, when: ABSENT },
        ]);
        if (!refusal) return;
        if (attempt === ATTEMPTS) throw refusal.cause;
        await wait(Math.random() * Math.min(attempt, 10) * 4);
      }
    },
    async list(caseId) {
      // The head first: a link that is written in between is then one too many, and is left out.
      const head = await table.get(KEYS.accessHead(caseId), HeadItem);
      const items = await table.under(accessPk(caseId), UNDER.access, AccessItem);
      const accesses: Access[] = items
        .map(({ value }) => value)
        .filter(({ sequence }) => head !== undefined && sequence <= head.sequence);
      return { intact: isIntact(accesses, head), accesses };
    },
  };
}
