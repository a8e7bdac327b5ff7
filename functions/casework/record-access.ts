import type { StaffMember } from '../domain/account.ts';
import { accessorOf, type AccessEntry } from '../domain/access.ts';
import type { World } from '../ports.ts';

/**
 * Notes in the case's chain of accesses that an officer opened it, before they see anything: an opening that cannot be
 * noted does not take place. The holder reads the chain.
 * @param opened what, of which paper, and why
 */
export async function recordAccess(
  world: Pick<World, 'accesses' | 'county' | 'now'>,
  caseId: string,
  member: StaffMember,
  opened: Pick<AccessEntry, 'what' | 'materialId' | 'purpose'>,
): Promise<void> {
  const who = accessorOf(member, world.county.offices);
  await world.accesses.append(caseId, { at: world.now(), who, ...opened });
}
