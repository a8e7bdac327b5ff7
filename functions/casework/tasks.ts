import * as z from 'zod';
import type { Caller, StaffMember } from '../domain/account.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import { bar } from '../domain/officers.ts';
import type { ProblemCode } from '../domain/problems.ts';
import { RuleError } from '../domain/rule-error.ts';
import { STAGES, STATUSES, stageOf, statusOf, type Stage } from '../domain/status.ts';
import type { World } from '../ports.ts';
import { readableCase, type ReadableCase } from './staff-access.ts';

/** What an officer is told after acting on a task. */
export const TaskAnswer = z.strictObject({
  status: z.enum(STATUSES),
  stage: z.enum(STAGES).nullable(),
  version: z.int(),
  claimedBy: z.string().nullable(),
});

/** The task as its officer sees it after the act. */
export function taskAnswer(record: CaseRecord): z.input<typeof TaskAnswer> {
  return {
    status: statusOf(record.position),
    stage: stageOf(record.position) ?? null,
    version: record.version,
    claimedBy: record.claimedBy ?? null,
  };
}

/**
 * The task that waits at the case's present stage, for an officer who may take it.
 * @throws RuleError NOT_FOUND, OWN_CASE, ACTION_NOT_ALLOWED when nobody's opinion is awaited, NOT_ALLOWED, SAME_PERSON
 */
export async function taskFor(
  world: World,
  caller: Caller,
  applicationId: string,
): Promise<ReadableCase & { readonly stage: Stage }> {
  const readable = await readableCase(world, caller, applicationId);
  const stage = stageOf(readable.record.position);
  if (!stage) throw new RuleError('ACTION_NOT_ALLOWED');
  const barred = await barFor(world, readable.record, stage, readable.member);
  if (barred) throw new RuleError(barred);
  return { ...readable, stage };
}

/**
 * Why an officer may not act at the stage, by every entry of theirs, past ones too; undefined when they may. Asked at the
 * claim and again at the opinion: an operator may have set right in between whose entry it is.
 */
export async function barFor(
  world: World,
  record: CaseRecord,
  stage: Stage,
  officer: StaffMember,
): Promise<ProblemCode | undefined> {
  const samePerson = await entriesOf(world, officer, record);
  return bar(record, stage, officer, world.county.acceptorMayReview, samePerson);
}

/** Other ids under which the officer has given an opinion on the case. */
async function entriesOf(
  world: Pick<World, 'staff'>,
  { id: own, ownerKey }: StaffMember,
  { officers }: CaseRecord,
): Promise<string[]> {
  if (ownerKey === undefined) return [];
  const ids = new Set(Object.values(officers).filter((id) => id !== own));
  const others = await Promise.all([...ids].map((id) => world.staff.find(id)));
  return others.flatMap((other) => (other?.ownerKey === ownerKey ? [other.id] : []));
}
