import type { Role } from './account.ts';
import type { CaseRecord } from './case-record.ts';
import type { ProblemCode } from './problems.ts';
import type { Stage } from './status.ts';

/** Whose opinion a stage is. */
export const OFFICERS_OF = {
  acceptance: 'acceptor',
  review: 'reviewer',
  approval: 'approver',
} as const satisfies Record<Stage, Role>;

/**
 * Why this officer may not act at the stage; undefined when they may. Three different people give the three
 * opinions; a small office may let its acceptor review, the approver is never either.
 * @param samePerson staff ids under which the same person has been entered, as far as known
 * @see docs/rules.md#three-people
 */
export function bar(
  record: CaseRecord,
  stage: Stage,
  officer: { readonly id: string; readonly roles: readonly Role[] },
  acceptorMayReview: boolean,
  samePerson: readonly string[] = [],
): ProblemCode | undefined {
  if (!officer.roles.includes(OFFICERS_OF[stage])) return 'NOT_ALLOWED';
  const others = Object.entries(record.officers).filter(([at]) => at !== stage);
  const given = others.filter(([, id]) => id === officer.id || samePerson.includes(id)).map(([at]) => at);
  const allowed = acceptorMayReview && stage !== 'approval' && !given.includes('approval');
  return given.length > 0 && !allowed ? 'SAME_PERSON' : undefined;
}
