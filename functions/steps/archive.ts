import * as z from 'zod';
import { knownCase, recordBySystem } from '../casework/record-facts.ts';
import { canonicalJson, sha256Hex } from '../domain/canonical.ts';
import { makeManifest } from '../domain/dossier.ts';
import { defineStep, stepHandler } from '../runtime/step.ts';

/**
 * Keeps the file, one person one file: a manifest of every event, material and the permit, written once under
 * legal hold. The manifest names hashes, never people. May run twice: a file that is kept is not kept again.
 */
export const archive = defineStep({
  name: 'archive',
  input: z.object({ applicationId: z.string() }),
  output: z.strictObject({}),
  async run(world, { applicationId }) {
    const record = await knownCase(world, applicationId);
    if (record.archivedAt) return {};
    const details = await world.cases.findDetails(applicationId);
    const permit = record.licenceId ? await world.permits.find(record.licenceId) : undefined;
    const manifest = canonicalJson(
      makeManifest(record, await world.cases.events(applicationId), details, permit),
    );
    const manifestHash = sha256Hex(manifest);
    const folder = record.synthetic ? 'synthetic' : 'dossiers';
    const manifestKey = `${folder}/${applicationId}/${manifestHash}.json`;
    await world.archive.keep(manifestKey, manifest);
    await recordBySystem(world, applicationId, (current) =>
      current.archivedAt ? undefined : { facts: [{ type: 'archived', manifestKey, manifestHash }] },
    );
    return {};
  },
});

export const handler = stepHandler(archive);
