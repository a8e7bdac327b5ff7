import * as z from 'zod';
import { knownCase, recordBySystem } from '../casework/record-facts.ts';
import { defineStep, stepHandler } from '../runtime/step.ts';

/**
 * Pushes the signed permit to the province's platform and records its acknowledgement. The platform knows the
 * identifier, so pushing again is no second licence. May run twice.
 */
export const pushLicence = defineStep({
  name: 'push-licence',
  input: z.object({ applicationId: z.string() }),
  output: z.strictObject({}),
  async run(world, { applicationId }) {
    const { licenceId, province } = await knownCase(world, applicationId);
    const permit = licenceId ? await world.permits.find(licenceId) : undefined;
    if (!permit || !licenceId) throw new Error(`Case ${applicationId} has no permit to push`);
    if (province === 'acknowledged' || province === 'settled') return {};
    const { acknowledgement } = await world.licencePlatform.push(permit);
    await recordBySystem(world, applicationId, (record) =>
      record.province === 'not-due' || record.province === 'deferred'
        ? { facts: [{ type: 'licence-acknowledged', licenceId, acknowledgement }] }
        : undefined,
    );
    return {};
  },
});

export const handler = stepHandler(pushLicence);
