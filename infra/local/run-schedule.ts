import * as z from 'zod';
import type { ScheduleName } from '../../functions/timetable.ts';
import { contextOf } from './invocation.ts';
import { SCHEDULE_LAMBDAS } from './lambdas.ts';

const Answer = z.object({
  found: z.array(z.object({ code: z.string(), applicationId: z.string().exactOptional() })),
});

/** Calls the Lambda of a scheduled act, as the cloud's rule would, and gives what it found. */
export async function runSchedule(name: ScheduleName): Promise<z.infer<typeof Answer>['found']> {
  const event = { 'detail-type': 'Scheduled Event', source: 'aws.events' };
  return Answer.parse(await SCHEDULE_LAMBDAS[name](event, contextOf(name))).found;
}
