import * as z from 'zod';
import { recordBySystem } from '../casework/record-facts.ts';
import { defineStep, stepHandler } from '../runtime/step.ts';

/**
 * Puts what the province has not acknowledged on the reconcile list: push first, then cancellation. The case and
 * its SMS go on. May run twice.
 */
export const deferProvince = defineStep({
  name: 'defer-province',
  input: z.object({ applicationId: z.string() }),
  output: z.strictObject({}),
  async run(world, { applicationId }) {
    await recordBySystem(world, applicationId, ({ province }) => {
      if (province === 'settled' || province === 'deferred') return undefined;
      const pending = province === 'acknowledged' ? (['cancel'] as const) : (['push', 'cancel'] as const);
      return { facts: [{ type: 'province-deferred', pending }] };
    });
    return {};
  },
});

export const handler = stepHandler(deferProvince);
