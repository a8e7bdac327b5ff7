import * as z from 'zod';
import { AWAITED } from '../domain/status.ts';
import { toMillis, type Instant } from '../domain/instant.ts';
import type { TaskTokenStore } from '../ports/case-records.ts';
import { ABSENT, type Expression } from './dynamo-change.ts';
import { casePk, KEYS, UNDER } from './dynamo-keys.ts';
import type { DynamoTable } from './dynamo-table.ts';

const TokenItem = z.object({ round: z.int(), token: z.string() });
const KeptItem = TokenItem.extend({
  sk: z
    .string()
    .transform((sk) => sk.slice(UNDER.token.length))
    .pipe(z.enum(AWAITED)),
});

/** Longer than a call lasts. An entry further ahead did not overtake this call: the clock was set back. Milliseconds. */
const OVERTAKEN_WITHIN = 5 * 60_000;

/**
 * Tokens beside their case, one a stage: a plain put, that checks nothing but that it replaces no later one.
 * @see docs/adr/0024-the-smaller-stores-write-once.md
 */
export function createDynamoTaskTokens(table: Pick<DynamoTable, 'apply' | 'get' | 'under'>): TaskTokenStore {
  return {
    async open({ caseId, stage, round, token, enteredAt, attempt }) {
      const entered = enteredAt !== undefined && {
        enteredAtMillis: toMillis(enteredAt),
        ...(attempt !== undefined && { attempt }),
      };
      // Refused where the case has had a later round at this stage: the record that the caller reads next says so. Or
      // where the state was entered, or its task tried, again meanwhile: this task is over then.
      await table.apply({
        kind: 'put',
        item: { ...KEYS.token(caseId, stage), round, token, ...entered },
        when: notLaterThan(round, enteredAt, attempt),
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

function notLaterThan(
  round: number,
  enteredAt: Instant | undefined,
  attempt: number | undefined,
): Expression {
  if (enteredAt === undefined) return { text: `${ABSENT.text} OR #round <= :round`, values: { round } };
  const entered = toMillis(enteredAt);
  const later = ['#enteredAtMillis BETWEEN :soonest AND :latest'];
  if (attempt !== undefined) later.push('(#enteredAtMillis = :entered AND #attempt > :attempt)');
  return {
    text: `${ABSENT.text} OR #round < :round OR (#round = :round AND NOT (${later.join(' OR ')}))`,
    values: {
      round,
      soonest: entered + 1,
      latest: entered + 1 + OVERTAKEN_WITHIN,
      ...(attempt !== undefined && { entered, attempt }),
    },
  };
}
