import * as z from 'zod';
import { memberOf } from '../casework/staff-access.ts';
import { caseSummary, CaseSummary } from '../casework/views.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import { OFFICERS_OF } from '../domain/officers.ts';
import { RuleError } from '../domain/rule-error.ts';
import type { ActingMember } from '../domain/staff-change.ts';
import { STAGES, stageOf } from '../domain/status.ts';
import { endpoint } from '../runtime/endpoint.ts';

const Task = CaseSummary.extend({
  claimedBy: z.string().nullable(),
  /** Alarms raised so far, oldest first. */
  alarms: z.array(z.string()),
});

/**
 * GET /tasks?stage=&office=. Open cases that wait for an opinion, the nearest deadline first; nothing about persons.
 * Acceptors see those of their own office unless they name one; an empty name means every office. `second-look` lists
 * the refusals that supervisors are asked to look at again.
 */
export const listTasks = endpoint({
  route: 'list-tasks',
  summary: 'The queues',
  query: z.strictObject({
    stage: z.enum([...STAGES, 'second-look']).optional(),
    office: z.string().max(40).optional(),
  }),
  success: { status: 200, body: z.strictObject({ now: z.string(), tasks: z.array(Task) }) },
  async run(world, { query, caller }) {
    const member = await memberOf(world, caller);
    const stages = query.stage
      ? [query.stage]
      : STAGES.filter(
          (stage) => member.roles.includes('supervisor') || member.roles.includes(OFFICERS_OF[stage]),
        );
    if (query.stage === 'second-look' && !member.roles.includes('supervisor'))
      throw new RuleError('NOT_ALLOWED');
    const queues = await Promise.all(stages.map((stage) => world.cases.queue(stage)));
    const tasks = queues
      .flat()
      .filter((record) => !record.synthetic && isListed(member, query.office, record));
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

/** Acceptance belongs to the office of the address; the later opinions are given for the whole county. */
function isListed(member: ActingMember, wanted: string | undefined, record: CaseRecord): boolean {
  if (wanted !== undefined) return wanted === '' || record.office === wanted;
  const oversees = member.roles.includes('supervisor');
  return oversees || stageOf(record.position) !== 'acceptance' || member.offices.includes(record.office);
}
