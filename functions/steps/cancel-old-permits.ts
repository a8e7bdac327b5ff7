import * as z from 'zod';
import { cancelOlderPermits } from '../casework/tell-province.ts';
import { defineStep, stepHandler } from '../runtime/step.ts';

/**
 * Cancels the person's older permits at the province, only after the new one was acknowledged, so that nobody is
 * ever without one. Without older permits it records that there were none. May run twice. Only executions that began
 * before 2026-11-23 call it: see `tell-province`.
 */
export const cancelOldPermits = defineStep({
  name: 'cancel-old-permits',
  input: z.object({ applicationId: z.string() }),
  output: z.strictObject({}),
  async run(world, { applicationId }) {
    await cancelOlderPermits(world, applicationId);
    return {};
  },
});

export const handler = stepHandler(cancelOldPermits);
