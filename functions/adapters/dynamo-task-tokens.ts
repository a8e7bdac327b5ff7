import * as z from 'zod';
import { StaleWriteError } from '../domain/rule-error.ts';
import { AWAITED, awaitedAt, POSITIONS, type Awaited, type Position } from '../domain/status.ts';
import type { TaskTokenStore } from '../ports/case-records.ts';
import { casePk, KEYS, UNDER } from './dynamo-keys.ts';
import type { DynamoTable } from './dynamo-table.ts';

const TokenItem = z.object({ round: z.int(), token: z.string() });
const KeptItem = TokenItem.extend({
  sk: z
    .string()
    .transform((sk) => sk.slice(UNDER.token.length))
    .pipe(z.enum(AWAITED)),
});

/** Tokens beside their case: kept only while the case still waits there, checked in the same transaction. */
export function createDynamoTaskTokens(table: DynamoTable): TaskTokenStore {
  return {
    async open({ caseId, stage, round, token }) {
      const refusal = await table.transact([
        { kind: 'check', key: KEYS.record(caseId), when: waitsAt(stage, round) },
        { kind: 'put', item: { ...KEYS.token(caseId, stage), round, token } },
      ]);
      if (!refusal) return true;
      if (refusal.failed.length > 0) return false;
      throw new StaleWriteError(`Case ${caseId} was being written`, { cause: refusal.cause });
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

function waitsAt(stage: Awaited, round: number) {
  const positions = Object.keys(POSITIONS).filter((position) => awaitedAt(position as Position) === stage);
  const names = positions.map((_position, index) => `:p${index}`);
  return {
    text: `#value.#round = :round AND #value.#position IN (${names.join(', ')})`,
    values: { round, ...Object.fromEntries(positions.map((position, index) => [`p${index}`, position])) },
  };
}
