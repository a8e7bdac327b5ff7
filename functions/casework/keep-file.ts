import { canonicalJson, sha256Hex } from '../domain/canonical.ts';
import { makeManifest } from '../domain/dossier.ts';
import type { World } from '../ports.ts';
import { expectAsIssued } from './as-issued.ts';
import { knownCase, recordBySystem } from './record-facts.ts';

/**
 * Keeps the file, one person one file: a manifest of every event, material and the permit, and of where the chain of
 * accesses ends, written once under legal hold. The manifest names hashes, never people. May run twice: a file that is
 * kept is not kept again.
 */
export async function keepFile(world: World, caseId: string): Promise<void> {
  const record = await knownCase(world, caseId);
  if (record.archivedAt) return;
  const details = await world.cases.findDetails(caseId);
  const permit = record.licenceId ? await world.permits.find(record.licenceId) : undefined;
  const accesses = await world.accesses.last(caseId);
  const events = await world.cases.events(caseId);
  if (permit) expectAsIssued(permit, events);
  const manifest = canonicalJson(makeManifest(record, events, details, permit, accesses));
  const manifestHash = sha256Hex(manifest);
  const folder = record.synthetic ? 'synthetic' : 'dossiers';
  const manifestKey = `${folder}/${caseId}/${manifestHash}.json`;
  await world.archive.keep(manifestKey, manifest);
  await recordBySystem(world, caseId, (current) =>
    current.archivedAt
      ? undefined
      : { facts: [{ type: 'archived', manifestKey, manifestHash, ...(accesses && { accesses }) }] },
  );
}
