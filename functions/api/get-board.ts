import * as z from 'zod';
import { memberOf } from '../casework/staff-access.ts';
import { CaseSummary, caseSummary } from '../casework/views.ts';
import { boardOf, urgencyOf } from '../domain/board.ts';
import { STAGES } from '../domain/status.ts';
import { routeOf } from '../manifest.ts';
import { endpoint } from '../runtime/endpoint.ts';

const Load = z.strictObject({
  open: z.int(),
  waiting: z.int(),
  dueToday: z.int(),
  atRisk: z.int(),
  late: z.int(),
});
const Pressing = CaseSummary.extend({
  claimedBy: z.string().nullable(),
  dueToday: z.boolean(),
  atRisk: z.boolean(),
  late: z.boolean(),
});

/**
 * GET /board. The open cases at this instant: due today, at risk, late, waiting by age; by officer and by office. Counted
 * from the queues; nothing about persons but officers.
 */
export const getBoard = endpoint({
  route: 'get-board',
  summary: 'The supervisor’s board',
  success: {
    status: 200,
    body: z.strictObject({
      now: z.string(),
      total: Load,
      waitingByDays: z.array(z.strictObject({ days: z.int(), cases: z.int() })),
      officers: z.array(Load.extend({ officer: z.string() })),
      offices: z.array(Load.extend({ office: z.string(), name: z.string() })),
      /** Due today, at risk or late, the nearest deadline first. */
      pressing: z.array(Pressing),
    }),
  },
  async run(world, { caller }) {
    await memberOf(world, caller, routeOf('get-board').roles);
    const now = world.now();
    const queues = await Promise.all(STAGES.map((stage) => world.cases.queue(stage)));
    const records = queues.flat().filter(({ synthetic }) => !synthetic);
    const { total, waitingByDays, officers, offices } = boardOf(records, now);
    const names = new Map(world.county.offices.map(({ id, name }) => [id, name]));
    return {
      status: 200,
      body: {
        now,
        total,
        waitingByDays: [...waitingByDays],
        officers: [...officers],
        offices: offices.map((one) => ({ ...one, name: names.get(one.office) ?? one.office })),
        pressing: records.flatMap((record) => {
          const { dueToday, atRisk, late } = urgencyOf(record, now);
          if (!dueToday && !atRisk && !late) return [];
          return [{ ...caseSummary(record), claimedBy: record.claimedBy ?? null, dueToday, atRisk, late }];
        }),
      },
    };
  },
});
