import type { World } from '../ports.ts';
import { knownCase, recordBySystem } from './record-facts.ts';

/**
 * Pushes the signed permit to the province's platform and records its acknowledgement. The platform knows the
 * identifier, so pushing again is no second licence. May run twice.
 */
export async function pushPermit(world: World, caseId: string): Promise<void> {
  const { licenceId, province } = await knownCase(world, caseId);
  const permit = licenceId ? await world.permits.find(licenceId) : undefined;
  if (!permit || !licenceId) throw new Error(`Case ${caseId} has no permit to push`);
  if (province === 'acknowledged' || province === 'settled') return;
  const { acknowledgement } = await world.licencePlatform.push(permit);
  await recordBySystem(world, caseId, (record) =>
    record.province === 'not-due' || record.province === 'deferred'
      ? { facts: [{ type: 'licence-acknowledged', licenceId, acknowledgement }] }
      : undefined,
  );
}

/**
 * Cancels the person's older permits, and records that there were none where there are none. May run twice.
 * @throws Error where the new permit is not acknowledged: nobody is ever without one
 */
export async function cancelOlderPermits(world: World, caseId: string): Promise<void> {
  const { licenceId, province } = await knownCase(world, caseId);
  if (province === 'settled') return;
  if (province !== 'acknowledged' || !licenceId)
    throw new Error(`The permit of ${caseId} is not acknowledged yet`);
  const permits = await cancelAll(world, caseId, licenceId);
  await recordBySystem(world, caseId, (record) =>
    record.province === 'settled' ? undefined : { facts: [{ type: 'old-permits-cancelled', permits }] },
  );
}

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
