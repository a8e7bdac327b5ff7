import * as z from 'zod';
import { knownCase, recordBySystem } from '../casework/record-facts.ts';
import { defineStep, stepHandler } from '../runtime/step.ts';
import type { World } from '../ports.ts';

/**
 * Cancels the person's older permits at the province, only after the new one was acknowledged, so that nobody is
 * ever without one. Without older permits it records that there were none. May run twice.
 */
export const cancelOldPermits = defineStep({
  name: 'cancel-old-permits',
  input: z.object({ applicationId: z.string() }),
  output: z.strictObject({}),
  async run(world, { applicationId }) {
    const { licenceId, province } = await knownCase(world, applicationId);
    if (province === 'settled') return {};
    if (province !== 'acknowledged' || !licenceId)
      throw new Error(`The permit of ${applicationId} is not acknowledged yet`);
    const permits = await cancelAll(world, applicationId, licenceId);
    await recordBySystem(world, applicationId, (record) =>
      record.province === 'settled' ? undefined : { facts: [{ type: 'old-permits-cancelled', permits }] },
    );
    return {};
  },
});

async function cancelAll(world: World, caseId: string, licenceId: string) {
  const details = await world.cases.findDetails(caseId);
  // Where the province did not answer at the check, it is asked now: a permit must not be overlooked.
  const facts = details?.facts ?? (await world.population.lookUp(details?.form.citizenIdNumber ?? ''));
  const cancelled: { permitKey: string; acknowledgement: string }[] = [];
  for (const { permitNumber, status } of facts.permits) {
    if (status === 'CANCELLED' || status === 'TERMINATED' || permitNumber === licenceId) continue;
    const { acknowledgement } = await world.licencePlatform.cancel(permitNumber, licenceId);
    cancelled.push({ permitKey: await world.keys.keyOf('permit', permitNumber), acknowledgement });
  }
  return cancelled;
}

export const handler = stepHandler(cancelOldPermits);
