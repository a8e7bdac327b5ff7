import * as z from 'zod';
import { memberOf } from '../casework/staff-access.ts';
import { ById } from '../casework/views.ts';
import { RuleError } from '../domain/rule-error.ts';
import { routeOf } from '../manifest.ts';
import { endpoint } from '../runtime/endpoint.ts';

/**
 * POST /executions/{id}/redrive. Lets a failed execution go on from where it failed, within 14 days. One that is running
 * is left alone, so the same call again is no error.
 */
export const redriveExecution = endpoint({
  route: 'redrive-execution',
  summary: 'Let a failed execution go on',
  path: ById,
  body: z.strictObject({}),
  success: { status: 202, body: z.strictObject({ id: z.string(), status: z.literal('RUNNING') }) },
  async run(world, { path, caller }) {
    await memberOf(world, caller, routeOf('redrive-execution').roles);
    const outcome = await world.workflow.redrive(path.id);
    if (outcome === undefined) throw new RuleError('NOT_FOUND');
    if (outcome === 'not-redrivable') throw new RuleError('ACTION_NOT_ALLOWED');
    return { status: 202, body: { id: path.id, status: 'RUNNING' as const } };
  },
});
