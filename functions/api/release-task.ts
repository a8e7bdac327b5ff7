import * as z from 'zod';
import { taskFor, TaskAnswer, taskAnswer } from '../casework/tasks.ts';
import { recordFacts } from '../casework/record-facts.ts';
import { ByApplication } from '../casework/views.ts';
import { RuleError } from '../domain/rule-error.ts';
import { endpoint } from '../runtime/endpoint.ts';

/** POST /tasks/{applicationId}/release. Gives a task back to the queue. Releasing what nobody holds is no error. */
export const releaseTask = endpoint({
  route: 'release-task',
  summary: 'Give a task back',
  path: ByApplication,
  body: z.strictObject({}),
  success: { status: 200, body: TaskAnswer },
  async run(world, { path, caller }) {
    const { record, stage } = await taskFor(world, caller, path.applicationId);
    if (!record.claimedBy) return { status: 200, body: taskAnswer(record) };
    if (record.claimedBy !== caller.sub) throw new RuleError('CLAIMED_BY_OTHER');
    const released = await recordFacts(world, record, { kind: 'staff', id: caller.sub }, [
      { type: 'released', stage },
    ]);
    return { status: 200, body: taskAnswer(released) };
  },
});
