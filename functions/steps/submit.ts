import * as z from 'zod';
import { deliverMessages } from '../casework/deliver-messages.ts';
import { recordBySystem } from '../casework/record-facts.ts';
import type { MaterialRecord } from '../domain/application.ts';
import { defineStep, stepHandler } from '../runtime/step.ts';
import type { World } from '../ports.ts';

const input = z.object({ applicationId: z.string() });

/**
 * First step: moves the confirmed materials from quarantine to their permanent place under their content hashes
 * and gives the receipt by SMS. If it stops halfway it runs again: keeping the same bytes twice is keeping them once.
 */
export const submit = defineStep({
  name: 'submit',
  input,
  output: z.strictObject({}),
  async run(world, { applicationId }) {
    const details = await world.cases.findDetails(applicationId);
    const materials = await keepAll(world, details?.materials ?? []);
    await recordBySystem(world, applicationId, (record) =>
      details &&
      record.sequence > 0 &&
      materials.some((kept, index) => kept.key !== details.materials[index]?.key)
        ? {
            facts: [{ type: 'materials-kept', keys: materials.map(({ key }) => key) }],
            extras: { details: { ...details, materials } },
          }
        : undefined,
    );
    await deliverMessages(world, applicationId);
    return {};
  },
});

async function keepAll(world: World, materials: readonly MaterialRecord[]): Promise<MaterialRecord[]> {
  const kept: MaterialRecord[] = [];
  for (const material of materials) {
    const key =
      material.status === 'confirmed' && !material.key.startsWith('sha256/')
        ? await world.materials.keep(material.key, material.sha256, material.contentType)
        : material.key;
    kept.push({ ...material, key });
  }
  return kept;
}

export const handler = stepHandler(submit);
