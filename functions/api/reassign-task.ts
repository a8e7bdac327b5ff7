import * as z from 'zod';
import { expectVersion } from '../casework/drafts.ts';
import { recordOfficeAct } from '../casework/office-acts.ts';
import { isRelated } from '../casework/household.ts';
import { activeMember, readableCase, type ReadableCase } from '../casework/staff-access.ts';
import { barFor, TaskAnswer, taskAnswer } from '../casework/tasks.ts';
import { ByApplication, StaffId, OwnWords } from '../casework/views.ts';
import type { ProblemCode } from '../domain/problems.ts';
import { RuleError } from '../domain/rule-error.ts';
import { stageOf, type Stage } from '../domain/status.ts';
import { routeOf } from '../manifest.ts';
import { endpoint } from '../runtime/endpoint.ts';
import type { World } from '../ports.ts';

/**
 * POST /tasks/{applicationId}/reassignment. A supervisor gives a task, claimed or not, to another officer, who must be
 * free of every bar. Recorded with its reason in one act; for who holds the task already it changes nothing.
 */
export const reassignTask = endpoint({
  route: 'reassign-task',
  summary: 'Give a task to another officer',
  path: ByApplication,
  body: z.strictObject({ to: StaffId, reason: OwnWords, version: z.int().min(1) }),
  success: { status: 200, body: TaskAnswer },
  async run(world, { path, body: { to, reason, version }, caller }) {
    const { roles } = routeOf('reassign-task');
    const readable = await readableCase(world, caller, path.applicationId, roles);
    const stage = stageOf(readable.record.position);
    if (!stage) throw new RuleError('ACTION_NOT_ALLOWED');
    if (readable.record.claimedBy === to) return { status: 200, body: taskAnswer(readable.record) };
    expectVersion(readable.record, version);
    const barred = await whyNot(world, readable, stage, to);
    if (barred.length > 0) {
      const defects = barred.map((code) => ({ pointer: '/to', code }));
      throw new RuleError('REASSIGNMENT_REFUSED', defects);
    }
    const fact = { type: 'reassigned', stage, to } as const;
    const act = { officer: caller.sub, about: 'reassignment', words: reason, fact } as const;
    return { status: 200, body: taskAnswer(await recordOfficeAct(world, readable, act)) };
  },
});

/** Everything that speaks against the officer, all at once. */
async function whyNot(
  world: World,
  { record, details }: ReadableCase,
  stage: Stage,
  to: string,
): Promise<ProblemCode[]> {
  const officer = await activeMember(world, to);
  if (!officer) return ['STAFF_UNKNOWN'];
  const barred = await barFor(world, record, stage, officer);
  const related = await isRelated(world, officer, record, details);
  return [...(barred ? [barred] : []), ...(related ? ['OWN_CASE' as const] : [])];
}
