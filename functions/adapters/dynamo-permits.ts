import * as z from 'zod';
import type { SignedPermit } from '../domain/permit.ts';
import type { PermitStore } from '../ports/case-records.ts';
import { KEYS } from './dynamo-keys.ts';
import { shaped, type DynamoTable } from './dynamo-table.ts';

const PermitItem = z.object({
  value: shaped<SignedPermit>(
    z.looseObject({
      caseId: z.string(),
      permit: z.looseObject({ licenceId: z.string() }),
      status: z.enum(['valid', 'suspended', 'revoked']),
      jws: z.string(),
      keyId: z.string(),
    }),
  ),
});

/** Issued permits; written with the case that issues them. */
export function createDynamoPermits(table: DynamoTable): PermitStore {
  return {
    async find(licenceId) {
      return (await table.get(KEYS.permit(licenceId), PermitItem))?.value;
    },
  };
}
