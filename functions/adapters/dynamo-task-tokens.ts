import * as z from 'zod';
import { AWAITED } from '../domain/status.ts';
import type { TaskTokenStore } from '../ports/case-records.ts';
import { ABSENT } from './dynamo-change.ts';
import { casePk, KEYS, UNDER } from './dynamo-keys.ts';
import type { DynamoTable } from './dynamo-table.ts';

const TokenItem = z.object({ round: z.int(), token: z.string() });
const KeptItem = TokenItem.extend({
  sk: z
    .string()
    .transform((sk) => sk.slice(UNDER.token.length))
    .pipe(z.enum(AWAITED)),
});

/**
 * Tokens beside their case, one a stage: a plain put, that checks nothing but that it replaces no later round's.
 * @see docs/adr/0024-the-smaller-stores-write-once.md
 */
export function createDynamoTaskTokens(table: Pick<DynamoTable, 'apply' | 'get' | 'under'>): TaskTokenStore {
  return {
    async open({ caseId, stage, round, token }) {
      // Refused where the case has had a later round at this stage: the record that the caller reads next says so.
      await table.apply({
        kind: 'put',
        item: { ...KEYS.token(caseId, stage), round, token },
        when: { text: `${ABSENT.text} OR #round <= :round`, values: { round } },
      });
    },
    async find(caseId, stage, round) {
      const kept = await table.get(KEYS.token(caseId, stage), TokenItem);
      return kept?.round === round ? kept.token : undefined;
    },
    async kept(caseId) {
      const items = await table.under(casePk(caseId), UNDER.token, KeptItem);
      return items.map(({ sk, round, token }) => ({ stage: sk, round, token }));
    },
  };
}
