import * as z from 'zod';
import type { Caller } from '../domain/account.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import { bar } from '../domain/officers.ts';
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
  const barred = bar(readable.record, stage, readable.member, world.county.acceptorMayReview);
  if (barred) throw new RuleError(barred);
  return { ...readable, stage };
}
