import * as z from 'zod';
import { recordOwed } from '../casework/record-owed.ts';
import { Standing, standingOf } from '../casework/standing.ts';
import { AWAITED } from '../domain/status.ts';
import { defineStep, stepHandler } from '../runtime/step.ts';

const input = z.object({
  applicationId: z.string(),
  stage: z.enum([...AWAITED, 'none']),
  round: z.int().min(1),
});

/**
 * Records what a waiting case owes by now and says when to look again. May run twice. Only executions that began before
 * 2026-11-23 call it: see `open-task`.
 */
export const escalate = defineStep({
  name: 'escalate',
  input,
  output: Standing,
  async run(world, { applicationId, round }) {
    const { record } = await recordOwed(world, applicationId, { round, until: world.now() });
    return standingOf(world, record);
  },
});

export const handler = stepHandler(escalate);
