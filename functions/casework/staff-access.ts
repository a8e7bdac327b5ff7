import type { Caller, Role } from '../domain/account.ts';
import type { CaseDetails } from '../domain/application.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import { dayOf } from '../domain/instant.ts';
import { RuleError } from '../domain/rule-error.ts';
import { actingOn, type ActingMember } from '../domain/staff-change.ts';
import type { World } from '../ports.ts';
import { isRelated } from './household.ts';

/**
 * The officer behind the session, with what they may do today for officers who are away.
 * @param roles one of which they must hold by now; the session may be older than a change of roles
 * @throws RuleError NOT_ALLOWED for one who has left or holds none of the roles any more
 */
export async function memberOf(
  world: Pick<World, 'staff' | 'now'>,
  caller: Pick<Caller, 'sub'>,
  roles?: readonly Role[],
): Promise<ActingMember> {
  const member = await activeMember(world, caller.sub);
  if (!member || (roles && !roles.some((role) => member.roles.includes(role))))
    throw new RuleError('NOT_ALLOWED');
  return member;
}

/** An officer in service, with what they may do today for officers who are away; undefined for anybody else. */
export async function activeMember(
  world: Pick<World, 'staff' | 'now'>,
  staffId: string,
): Promise<ActingMember | undefined> {
  const found = await world.staff.findWithAbsent(staffId);
  return found?.member.active ? actingOn(found.member, found.absent, dayOf(world.now())) : undefined;
}

/** The caller's case, if the caller is an officer and no relative. */
export interface ReadableCase {
  readonly record: CaseRecord;
  readonly details: CaseDetails;
  readonly member: ActingMember;
}

/**
 * A case as an officer may open it.
 * @throws RuleError NOT_FOUND; OWN_CASE for their own or their household's
 */
export async function readableCase(
  world: World,
  caller: Caller,
  id: string,
  roles?: readonly Role[],
): Promise<ReadableCase> {
  const member = await memberOf(world, caller, roles);
  const record = await world.cases.find(id);
  const details = record && (await world.cases.findDetails(id));
  if (!record || !details) throw new RuleError('NOT_FOUND');
  if (await isRelated(world, member, record, details)) throw new RuleError('OWN_CASE');
  return { record, details, member };
}
