import type { Caller } from '../domain/account.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import { RuleError } from '../domain/rule-error.ts';
import type { World } from '../ports.ts';

/** The caller's own case, as holder or as who applied for them. @throws RuleError NOT_FOUND */
export async function ownCase(world: World, caller: Caller, id: string): Promise<CaseRecord> {
  const record = await world.cases.find(id);
  if (!record?.ownerKeys.includes(caller.sub)) throw new RuleError('NOT_FOUND');
  return record;
}
