import * as z from 'zod';
import { cancelOlderPermits, pushPermit } from '../casework/tell-province.ts';
import { defineStep, stepHandler } from '../runtime/step.ts';

/**
 * Pushes the signed permit to the province's platform, and once it is acknowledged cancels the person's older permits, so
 * that nobody is ever without one. Each is recorded when it has happened. May run twice: what is acknowledged is not
 * pushed again.
 */
export const tellProvince = defineStep({
  name: 'tell-province',
  input: z.object({ applicationId: z.string() }),
  output: z.strictObject({}),
  async run(world, { applicationId }) {
    await pushPermit(world, applicationId);
    await cancelOlderPermits(world, applicationId);
    return {};
  },
});

export const handler = stepHandler(tellProvince);
