import type { CaseRecord } from '../domain/case-record.ts';
import { RuleError } from '../domain/rule-error.ts';
import type { World } from '../ports.ts';
import { recordBySystem } from './record-facts.ts';

/**
 * Tells the province the status of a changed permit and records its acknowledgement. A province that has not received
 * the permit itself yet is told later, with the permit: until then the case stays on the reconcile list. May run twice.
 * @throws RuleError TRY_LATER when the province does not answer; the status stands all the same
 */
export async function tellPermitStatus(world: World, record: CaseRecord): Promise<CaseRecord> {
  const { id, licenceId, permitStatus, province } = record;
  const received = province === 'acknowledged' || province === 'settled';
  if (!licenceId || !permitStatus || permitStatus.told || !received) return record;
  const { status } = permitStatus;
  const acknowledgement = await acknowledged(world, licenceId, status);
  return recordBySystem(world, id, (current) =>
    current.permitStatus?.status === status && !current.permitStatus.told
      ? { facts: [{ type: 'permit-status-told', licenceId, status, acknowledgement }] }
      : undefined,
  );
}

async function acknowledged(
  { licencePlatform }: World,
  licenceId: string,
  status: NonNullable<CaseRecord['permitStatus']>['status'],
): Promise<string> {
  try {
    return (await licencePlatform.setStatus(licenceId, status)).acknowledgement;
  } catch (cause) {
    throw new RuleError('TRY_LATER', [], {}, { cause });
  }
}
