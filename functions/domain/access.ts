import type { Role, StaffMember } from './account.ts';
import { canonicalJson, sha256Hex } from './canonical.ts';
import { firstBrokenLink, type CaseEvent } from './case-event.ts';
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

/** Where a chain ends. Kept elsewhere as an anchor, it tells of links that were cut off at the end. */
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

/**
 * What the case's own chain says of the chain of accesses: how far it went when an opinion was recorded, and when the
 * file was kept. Whoever would cut links off before such an anchor must forge every event after it, and the manifest
 * under legal hold.
 * @param record not newer than the events
 * @returns undefined where the events do not fit: what they say of the accesses proves nothing then
 */
export function accessAnchors(
  { sequence, lastHash }: { readonly sequence: number; readonly lastHash: string },
  events: readonly CaseEvent[],
): AccessHead[] | undefined {
  if (firstBrokenLink(events) !== undefined || events[sequence - 1]?.hash !== lastHash) return undefined;
  return events.flatMap(({ fact }) => ('accesses' in fact && fact.accesses ? [fact.accesses] : []));
}

/**
 * Whether every link fits the one before, from the first on, and every anchor is a link of the chain: then none was
 * changed or left out, and none cut off up to the last anchor.
 */
export function isIntact(accesses: readonly Access[], anchors: readonly AccessHead[]): boolean {
  let previous: Access | undefined;
  for (const access of accesses) {
    const expected = chainAccess(access.caseId, previous, access);
    if (expected.hash !== access.hash || expected.sequence !== access.sequence) return false;
    previous = access;
  }
  return anchors.every(({ sequence, hash }) => accesses[sequence - 1]?.hash === hash);
}

/** An officer as the holder of a case may know them. @param offices of the county */
export function accessorOf(
  { id, roles, office }: StaffMember,
  offices: readonly { readonly id: string; readonly name: string }[],
): Accessor {
  return { id, roles, office: offices.find((one) => one.id === office)?.name ?? office };
}
