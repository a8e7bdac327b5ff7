import type { StaffMember } from '../domain/account.ts';
import { accessorOf, type AccessEntry, type AccessHead } from '../domain/access.ts';
import type { World } from '../ports.ts';

/**
 * Notes in the case's chain of accesses that an officer opened it, before they see anything: an opening that cannot be
 * noted does not take place. The holder reads the chain.
 * @param opened what, of which paper, and why
 * @returns where the opening stands in the chain
 */
export async function recordAccess(
  world: Pick<World, 'accesses' | 'county' | 'now'>,
  caseId: string,
  member: StaffMember,
  opened: Pick<AccessEntry, 'what' | 'materialId' | 'purpose'>,
): Promise<AccessHead> {
  const who = accessorOf(member, world.county.offices);
  return world.accesses.append(caseId, { at: world.now(), who, ...opened });
}
