import * as z from 'zod';
import { expectNoRelative } from '../casework/household.ts';
import { taskFor, TaskAnswer, taskAnswer } from '../casework/tasks.ts';
import { recordFacts } from '../casework/record-facts.ts';
import { ByApplication } from '../casework/views.ts';
import { RuleError } from '../domain/rule-error.ts';
import { endpoint } from '../runtime/endpoint.ts';

/** POST /tasks/{applicationId}/claim. Takes a task, by one conditional write. Claiming one's own again is no error. */
export const claimTask = endpoint({
  route: 'claim-task',
  summary: 'Take a task',
  path: ByApplication,
  body: z.strictObject({}),
  success: { status: 200, body: TaskAnswer },
  async run(world, { path, caller }) {
    const { record, details, member, stage } = await taskFor(world, caller, path.applicationId);
    if (record.claimedBy === caller.sub) return { status: 200, body: taskAnswer(record) };
    if (record.claimedBy) throw new RuleError('CLAIMED_BY_OTHER');
    await expectNoRelative(world, member, details, record.checkedRounds.length > 0);
    const claimed = await recordFacts(world, record, { kind: 'staff', id: caller.sub }, [
      { type: 'claimed', stage },
    ]);
    return { status: 200, body: taskAnswer(claimed) };
  },
});
