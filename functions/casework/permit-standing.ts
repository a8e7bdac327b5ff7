import type { SignedPermit } from '../domain/permit.ts';
import type { World } from '../ports.ts';

/** Whether a permit can be endorsed: `ended` is revoked, cancelled or replaced, for good. */
export type Standing = 'valid' | 'suspended' | 'ended' | 'cannot-tell';

/** By what the province's registry says of a permit. */
const IN_REGISTRY = {
  NORMAL: 'valid',
  SUSPENDED: 'suspended',
  TERMINATED: 'ended',
  CANCELLED: 'ended',
} as const satisfies Record<string, Standing>;

/**
 * How a permit of ours stands: by our own record, by a later permit of the same holder, and by the province, where
 * another county may have replaced it since. `cannot-tell` when the province does not answer.
 * @param ownerKey keyed hash of the holder's identity number
 */
export async function standingOf(
  world: Pick<World, 'cases' | 'population'>,
  ownerKey: string,
  { caseId, status, permit }: SignedPermit,
): Promise<Standing> {
  if (status !== 'valid') return status === 'revoked' ? 'ended' : 'suspended';
  const cases = await world.cases.listByOwner(ownerKey);
  const later = cases.some(
    ({ id, ownerKeys, issuedAt }) =>
      id !== caseId && ownerKeys[0] === ownerKey && issuedAt !== undefined && issuedAt > permit.issuedAt,
  );
  return later ? 'ended' : standingInProvince(world, permit);
}

/** A permit that the registry does not list yet stands as we have it. */
function standingInProvince(
  { population }: Pick<World, 'population'>,
  { citizenIdNumber, licenceId }: SignedPermit['permit'],
): Promise<Standing> {
  return population.lookUp(citizenIdNumber).then(
    ({ permits }) =>
      IN_REGISTRY[permits.find(({ permitNumber }) => permitNumber === licenceId)?.status ?? 'NORMAL'],
    () => 'cannot-tell' as const,
  );
}
