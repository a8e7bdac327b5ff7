import * as z from 'zod';
import { deliverMessages } from '../casework/deliver-messages.ts';
import type { MaterialRecord } from '../domain/application.ts';
import { defineStep, stepHandler } from '../runtime/step.ts';
import type { World } from '../ports.ts';

const input = z.object({ applicationId: z.string() });

/**
 * First step: moves the confirmed materials from quarantine to their permanent place under their content hashes
 * and gives the receipt by SMS; both are recorded in one act. If it stops halfway it runs again: keeping the same bytes
 * twice is keeping them once, and a message whose fate was not recorded is asked for.
 */
export const submit = defineStep({
  name: 'submit',
  input,
  output: z.strictObject({}),
  async run(world, { applicationId }) {
    // With the record, before the details, so that this call remembers all three.
    await world.messages.findWithRecord(applicationId);
    const details = await world.cases.findDetails(applicationId);
    const kept = await keepAll(world, details?.materials ?? []);
    await deliverMessages(world, applicationId, async () => {
      const latest = await world.cases.findDetails(applicationId);
      const moved = latest?.materials.some(({ id, key }) => kept.has(id) && kept.get(id) !== key);
      if (!latest || !moved) return undefined;
      const materials = latest.materials.map((one) => ({ ...one, key: kept.get(one.id) ?? one.key }));
      return {
        facts: [{ type: 'materials-kept', keys: materials.map(({ key }) => key) }],
        extras: { details: { ...latest, materials } },
      };
    });
    return {};
  },
});

/** The permanent key of each confirmed material, by its id. */
async function keepAll(world: World, materials: readonly MaterialRecord[]): Promise<Map<string, string>> {
  const kept = new Map<string, string>();
  for (const { id, status, key, sha256, contentType } of materials) {
    if (status !== 'confirmed') continue;
    const isKept = key.startsWith('sha256/');
    kept.set(id, isKept ? key : await world.materials.keep(key, sha256, contentType));
  }
  return kept;
}

export const handler = stepHandler(submit);
