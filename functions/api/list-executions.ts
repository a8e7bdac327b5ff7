import * as z from 'zod';
import { memberOf } from '../casework/staff-access.ts';
import { EXECUTION_STATUSES } from '../domain/execution-status.ts';
import { routeOf } from '../manifest.ts';
import { endpoint } from '../runtime/endpoint.ts';

const ExecutionView = z.strictObject({
  /** The case’s id; its execution bears the same name. */
  id: z.string(),
  status: z.enum(EXECUTION_STATUSES),
  startedAt: z.string(),
  stoppedAt: z.string().nullable(),
});

/** GET /executions?status=&page=. The cases’ executions, the latest first, 100 at a time. Ids and instants only. */
export const listExecutions = endpoint({
  route: 'list-executions',
  summary: 'Executions of the machine',
  query: z.strictObject({
    /** By PENDING_REDRIVE only the runs of a Map can be listed, and this machine has none. */
    status: z.enum(EXECUTION_STATUSES).exclude(['PENDING_REDRIVE']).optional(),
    /** `next` of the answer before. */
    page: z.string().min(1).max(1024).optional(),
  }),
  success: {
    status: 200,
    body: z.strictObject({ executions: z.array(ExecutionView), next: z.string().nullable() }),
  },
  async run(world, { query: { status, page }, caller }) {
    await memberOf(world, caller, routeOf('list-executions').roles);
    const { executions, next } = await world.workflow.list({
      ...(status && { status }),
      ...(page && { page }),
    });
    return {
      status: 200,
      body: {
        executions: executions.map(({ caseId, stoppedAt, ...one }) => ({
          id: caseId,
          ...one,
          stoppedAt: stoppedAt ?? null,
        })),
        next: next ?? null,
      },
    };
  },
});
