import type { Caller, StaffMember } from '../domain/account.ts';
import type { CaseDetails } from '../domain/application.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import { RuleError } from '../domain/rule-error.ts';
import type { World } from '../ports.ts';

/** The officer behind the session. @throws RuleError NOT_ALLOWED for one who has left */
export async function memberOf(world: World, caller: Caller): Promise<StaffMember> {
  const member = await world.staff.find(caller.sub);
  if (!member?.active) throw new RuleError('NOT_ALLOWED');
  return member;
}

/** The caller's case, if the caller is an officer and no relative. */
export interface ReadableCase {
  readonly record: CaseRecord;
  readonly details: CaseDetails;
  readonly member: StaffMember;
}

/**
 * A case as an officer may open it.
 * @throws RuleError NOT_FOUND; OWN_CASE for their own or their household's
 */
export async function readableCase(world: World, caller: Caller, id: string): Promise<ReadableCase> {
  const member = await memberOf(world, caller);
  const record = await world.cases.find(id);
  const details = record && (await world.cases.findDetails(id));
  if (!record || !details) throw new RuleError('NOT_FOUND');
  if (await isRelated(world, member, record, details)) throw new RuleError('OWN_CASE');
  return { record, details, member };
}

async function isRelated(
  world: World,
  member: StaffMember,
  record: CaseRecord,
  details: CaseDetails,
): Promise<boolean> {
  if (!member.ownerKey) return false;
  if (record.ownerKeys.includes(member.ownerKey)) return true;
  const household = details.facts?.household ?? [];
  const keys = await Promise.all(household.map((number) => world.keys.keyOf('person', number)));
  return keys.includes(member.ownerKey);
}
