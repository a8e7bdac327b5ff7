import type { CaseRecord } from '../domain/case-record.ts';
import type { World } from '../ports.ts';
import { expectAsIssued } from './as-issued.ts';
import { knownCase, recordBySystem } from './record-facts.ts';

/** Stands where the province's acknowledgement would: of a synthetic case it is told nothing. */
const NOT_TOLD = { acknowledgement: 'synthetic: not told' };

/**
 * Pushes the signed permit to the province's platform and records its acknowledgement. The platform knows the
 * identifier, so pushing again is no second licence. May run twice.
 * @throws PermitNotAsIssued where the permit is not the one that was issued: the province is told nothing of it
 */
export async function pushPermit(world: World, caseId: string): Promise<void> {
  const { licenceId, province, synthetic } = await knownCase(world, caseId);
  const permit = licenceId ? await world.permits.find(licenceId) : undefined;
  if (!permit || !licenceId) throw new Error(`Case ${caseId} has no permit to push`);
  if (province === 'acknowledged' || province === 'settled') return;
  expectAsIssued(permit, await world.cases.events(caseId));
  const { acknowledgement } = synthetic ? NOT_TOLD : await world.licencePlatform.push(permit);
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
  const { licenceId, province, synthetic } = await knownCase(world, caseId);
  if (province === 'settled') return;
  if (province !== 'acknowledged' || !licenceId)
    throw new Error(`The permit of ${caseId} is not acknowledged yet`);
  const permits = synthetic ? [] : await cancelAll(world, caseId, licenceId);
  await recordBySystem(world, caseId, (record) =>
    record.province === 'settled' ? undefined : { facts: [{ type: 'old-permits-cancelled', permits }] },
  );
}

async function cancelAll(world: World, caseId: string, licenceId: string) {
  const details = await world.cases.findDetails(caseId);
  // Where the province did not answer at the check, it is asked now: a permit must not be overlooked.
  const facts = details?.facts ?? (await world.population.lookUp(details?.form.citizenIdNumber ?? ''));
  const ours = await permitsHere(world, caseId);
  const standing = ours.known.at(-1) ?? licenceId;
  const gone = facts.permits.filter(({ status }) => status === 'CANCELLED' || status === 'TERMINATED');
  const kept = new Set([standing, ...ours.later, ...gone.map(({ permitNumber }) => permitNumber)]);
  const found = [...facts.permits.map(({ permitNumber }) => permitNumber), ...ours.known];
  const cancelled: { permitKey: string; acknowledgement: string }[] = [];
  for (const permitNumber of new Set(found)) {
    if (kept.has(permitNumber)) continue;
    const { acknowledgement } = await world.licencePlatform.cancel(permitNumber, standing);
    cancelled.push({ permitKey: await world.keys.keyOf('permit', permitNumber), acknowledgement });
  }
  return cancelled;
}

/**
 * What was issued here to the same person: the province may have learnt of it after the check, and of an earlier permit
 * later than of a newer one. The last one that it knows stands.
 * @returns `known` in the order of issue; `later`: issued after those, not acknowledged yet
 */
async function permitsHere(world: World, caseId: string) {
  const { ownerKeys } = await knownCase(world, caseId);
  const [holder = ''] = ownerKeys;
  const issued = (await world.cases.listByOwner(holder))
    .filter(({ licenceId, synthetic, ownerKeys: [owner] }) => licenceId && !synthetic && owner === holder)
    .toSorted((a, b) => ((a.issuedAt ?? '') < (b.issuedAt ?? '') ? -1 : 1));
  const last = issued.findLastIndex(isAcknowledged);
  const idsOf = (records: readonly CaseRecord[]) => records.flatMap(({ licenceId }) => licenceId ?? []);
  return { known: idsOf(issued.filter(isAcknowledged)), later: idsOf(issued.slice(last + 1)) };
}

function isAcknowledged({ province }: CaseRecord): boolean {
  return province === 'acknowledged' || province === 'settled';
}
