import type { Role, StaffMember } from './account.ts';
import { canonicalJson, sha256Hex } from './canonical.ts';
import type { Instant } from './instant.ts';

/** What of a case was opened. */
export const ACCESSED = ['case-file', 'material', 'events', 'permit', 'search'] as const;

/** Who opened it: an id of ours, the roles held and the office; never a personal name. */
export interface Accessor {
  readonly id: string;
  readonly roles: readonly Role[];
  /** Name of the office, as the county's data has it. */
  readonly office: string;
}

/** One opening of a case by somebody who is not its owner. */
export interface AccessEntry {
  readonly at: Instant;
  readonly who: Accessor;
  readonly what: (typeof ACCESSED)[number];
  /** Of the paper that was opened. */
  readonly materialId?: string;
  /** Why, in a word: `opinion` for an officer who decides; a verifier's own purpose. */
  readonly purpose?: string;
}

/** An opening in its chain, one chain a case, apart from the chain of its events. @see docs/rules.md#accesses */
export interface Access extends AccessEntry {
  readonly caseId: string;
  /** 1, 2, 3 … without gaps. */
  readonly sequence: number;
  /** Hash of the access before; 64 zeros before the first. */
  readonly previousHash: string;
  readonly hash: string;
}

/** The end of a chain: kept apart, so that links cut off at the end are missed. */
export type AccessHead = Pick<Access, 'sequence' | 'hash'>;

const FIRST: AccessHead = { sequence: 0, hash: '0'.repeat(64) };

/** The next link of a case's chain of accesses. */
export function chainAccess(
  caseId: string,
  previous: AccessHead | undefined,
  { at, who, what, materialId, purpose }: AccessEntry,
): Access {
  const { sequence, hash: previousHash } = previous ?? FIRST;
  const link = {
    caseId,
    sequence: sequence + 1,
    at,
    who,
    what,
    ...(materialId !== undefined && { materialId }),
    ...(purpose !== undefined && { purpose }),
    previousHash,
  };
  return { ...link, hash: sha256Hex(canonicalJson(link)) };
}

/** Whether every link fits the one before, and the last one is the end that was kept. */
export function isIntact(accesses: readonly Access[], head: AccessHead | undefined): boolean {
  let previous: Access | undefined;
  for (const access of accesses) {
    const expected = chainAccess(access.caseId, previous, access);
    if (expected.hash !== access.hash || expected.sequence !== access.sequence) return false;
    previous = access;
  }
  return previous?.hash === head?.hash;
}

/** An officer as the holder of a case may know them. @param offices of the county */
export function accessorOf(
  { id, roles, office }: StaffMember,
  offices: readonly { readonly id: string; readonly name: string }[],
): Accessor {
  return { id, roles, office: offices.find((one) => one.id === office)?.name ?? office };
}
