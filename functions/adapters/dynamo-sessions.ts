import * as z from 'zod';
import { ROLES } from '../domain/account.ts';
import type { SessionStore } from '../ports/registers.ts';
import { ABSENT } from './dynamo-change.ts';
import { KEYS } from './dynamo-keys.ts';
import type { DynamoTable } from './dynamo-table.ts';

const SessionItem = z.object({
  value: z.object({
    id: z.string(),
    sub: z.string(),
    roles: z.array(z.enum(ROLES)),
    person: z
      .object({
        citizenIdNumber: z.string(),
        fullName: z.string(),
        sex: z.enum(['1', '2']),
        ethnicGroup: z.string().exactOptional(),
        mobilePhone: z.string().exactOptional(),
        authlevel: z.union([z.literal(2), z.literal(3)]),
        synthetic: z.literal(true).exactOptional(),
      })
      .exactOptional(),
    staffId: z.string().exactOptional(),
    expiresAtSeconds: z.int(),
  }),
});

/** @param transportMillis real time, milliseconds since the epoch: a session that is over is not found */
export function createDynamoSessions(table: DynamoTable, transportMillis: () => number): SessionStore {
  return {
    async create(session) {
      const item = { ...KEYS.session(session.id), value: session, expiresAt: session.expiresAtSeconds };
      const made = await table.apply({ kind: 'put', item, when: ABSENT });
      if (!made) throw new Error('A session of this id exists');
    },
    async find(id) {
      const session = (await table.get(KEYS.session(id), SessionItem))?.value;
      return session && session.expiresAtSeconds * 1000 > transportMillis() ? session : undefined;
    },
    async end(id) {
      await table.apply({ kind: 'delete', key: KEYS.session(id) });
    },
  };
}
