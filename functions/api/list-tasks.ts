import * as z from 'zod';
import { memberOf } from '../casework/staff-access.ts';
import { caseSummary, CaseSummary } from '../casework/views.ts';
import { OFFICERS_OF } from '../domain/officers.ts';
import { STAGES } from '../domain/status.ts';
import { endpoint } from '../runtime/endpoint.ts';

const Task = CaseSummary.extend({
  claimedBy: z.string().nullable(),
  /** Alarms raised so far, oldest first. */
  alarms: z.array(z.string()),
});

/** GET /tasks?stage=&office=. Open cases that wait for an opinion, the nearest deadline first; nothing about persons. */
export const listTasks = endpoint({
  route: 'list-tasks',
  summary: 'The queues',
  query: z.strictObject({ stage: z.enum(STAGES).optional(), office: z.string().max(40).optional() }),
  success: { status: 200, body: z.strictObject({ now: z.string(), tasks: z.array(Task) }) },
  async run(world, { query, caller }) {
    const member = await memberOf(world, caller);
    const stages = query.stage
      ? [query.stage]
      : STAGES.filter(
          (stage) => member.roles.includes('supervisor') || member.roles.includes(OFFICERS_OF[stage]),
        );
    const queues = await Promise.all(stages.map((stage) => world.cases.queue(stage)));
    const tasks = queues.flat().filter(({ office }) => query.office === undefined || office === query.office);
    return {
      status: 200,
      body: {
        now: world.now(),
        tasks: tasks.map((record) => ({
          ...caseSummary(record),
          claimedBy: record.claimedBy ?? null,
          alarms: record.alarms.map(({ alarm }) => alarm),
        })),
      },
    };
  },
});
