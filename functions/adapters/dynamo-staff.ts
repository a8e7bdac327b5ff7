import * as z from 'zod';
import { ROLES, type StaffMember } from '../domain/account.ts';
import type { StaffStore } from '../ports.ts';
import { KEYS } from './dynamo-keys.ts';
import type { DynamoTable } from './dynamo-table.ts';

const StaffItem = z.object({
  value: z.object({
    id: z.string(),
    displayName: z.string(),
    roles: z.array(z.enum(ROLES)),
    office: z.string(),
    ownerKey: z.string().exactOptional(),
    active: z.boolean(),
  }),
});

/** The county's officers. No handler writes them. */
export function createDynamoStaff(table: DynamoTable): StaffStore {
  return {
    async find(id) {
      return (await table.get(KEYS.staff(id), StaffItem))?.value;
    },
  };
}

/** Enters or replaces an officer: for whoever runs the county, not for handlers. */
export async function putStaffMember(table: DynamoTable, member: StaffMember): Promise<void> {
  await table.apply({ kind: 'put', item: { ...KEYS.staff(member.id), value: member } });
}
