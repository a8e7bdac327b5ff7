import * as z from 'zod';
import { pushPermit } from '../casework/tell-province.ts';
import { defineStep, stepHandler } from '../runtime/step.ts';

/**
 * Pushes the signed permit to the province's platform, which must acknowledge it before an older one goes. May run twice.
 * Only executions that began before 2026-11-23 call it: see `tell-province`.
 */
export const pushLicence = defineStep({
  name: 'push-licence',
  input: z.object({ applicationId: z.string() }),
  output: z.strictObject({}),
  async run(world, { applicationId }) {
    await pushPermit(world, applicationId);
    return {};
  },
});

export const handler = stepHandler(pushLicence);
