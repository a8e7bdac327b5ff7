import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { staffPk } from '../../functions/adapters/dynamo-keys.ts';
import { createDynamoStaff } from '../../functions/adapters/dynamo-staff.ts';
import { DynamoTable } from '../../functions/adapters/dynamo-table.ts';
import { createKmsLookupKeys } from '../../functions/adapters/kms-lookup-keys.ts';
import { changeStaff } from '../../functions/casework/change-staff.ts';
import type { StaffMember } from '../../functions/domain/account.ts';
import { toInstant } from '../../functions/domain/instant.ts';
import type { StaffStore } from '../../functions/ports/registers.ts';
import type { FirstOperator } from './options.ts';

/** Who stands in the log of the entry: nobody is in service yet who could. No officer can have this id. */
export const ENTERED_BY = 'DEPLOYMENT';

/** Why nobody was entered, in words for whoever runs the command. */
export class NotEntered extends Error {
  override readonly name = 'NotEntered';
}

/**
 * Enters the operator of a fresh deployment by the rules and with the line in the log that `PUT /staff/{id}` has.
 * @param identityNumber of the person; only its keyed hash is kept
 * @throws NotEntered when there is an operator in service or an entry of this id; RuleError STAFF_REFUSED with every
 *   defect of the entry
 */
export async function enterFirstOperator(
  wanted: FirstOperator,
  identityNumber: string,
  nowMillis: number,
): Promise<StaffMember> {
  const { county, tableName, lookupKeyId, staffId, displayName, office, endpoint } = wanted;
  const config = endpoint === undefined ? {} : { endpoint };
  const staff = createDynamoStaff(new DynamoTable({ tableName, config }));
  const all = await operatorsOf(new DynamoDBClient(config), tableName, staff);
  // The account of the smoke test is no officer, whatever roles it holds.
  const serving = all.filter((id) => id !== county.smoke?.staffId);
  if (serving.length > 0 && !wanted.again)
    throw new NotEntered(
      `There is an operator in service: ${serving.join(', ')}. They enter everybody else (PUT /staff/{id}). If none of them can sign in any more, say --again.`,
    );
  if (await staff.find(staffId))
    throw new NotEntered(`${staffId} has an entry already; another operator changes it.`);
  const keys = createKmsLookupKeys({ keyId: lookupKeyId, county: county.id, config });
  const world = { staff, keys, county, now: () => toInstant(nowMillis) };
  const entry = {
    version: 0,
    roles: ['operator' as const],
    office,
    active: true,
    deputies: [],
    displayName,
    citizenIdNumber: identityNumber,
  };
  return changeStaff(world, staffId, entry, ENTERED_BY);
}

/** Ids of the operators in service. Reads the whole table, which is done once in its life. */
async function operatorsOf(client: DynamoDBClient, tableName: string, staff: StaffStore): Promise<string[]> {
  const serving: string[] = [];
  const pages = paginateScan(
    { client },
    {
      TableName: tableName,
      ProjectionExpression: '#pk',
      FilterExpression: 'begins_with(#pk, :staff) AND #sk = :entry',
      ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk' },
      ExpressionAttributeValues: { ':staff': { S: staffPk('') }, ':entry': { S: 'STAFF' } },
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages)
    for (const { pk } of Items) {
      const member = await staff.find((pk?.S ?? '').slice(staffPk('').length));
      if (member?.active && member.roles.includes('operator')) serving.push(member.id);
    }
  return serving;
}
