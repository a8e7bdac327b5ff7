import { createDynamoStaff, putStaffMember } from '../../functions/adapters/dynamo-staff.ts';
import { DynamoTable } from '../../functions/adapters/dynamo-table.ts';
import { currentWorld } from '../../functions/runtime/container.ts';
import { officeIn } from './province/seed-county.ts';
import { officerIdNumbers, seededStaff } from './province/seed.ts';
import { TABLE } from './table.ts';

/**
 * Writes the seeded officers into our own staff table, each with the keyed hash of their own number. Who is there already
 * stays as an operator has left them.
 */
export async function plantStaff(): Promise<void> {
  const { county } = currentWorld();
  const table = new DynamoTable({ tableName: TABLE.TableName });
  const numbers = officerIdNumbers();
  const { keys } = currentWorld();
  const staff = createDynamoStaff(table);
  for (const member of seededStaff()) {
    if (await staff.find(member.id)) continue;
    const office = officeIn(county, member.office);
    const number = numbers.get(member.id);
    await putStaffMember(table, {
      ...member,
      office,
      ...(number && { ownerKey: await keys.keyOf('person', number) }),
    });
  }
}
