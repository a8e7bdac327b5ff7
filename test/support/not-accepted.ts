import { recordFacts } from '../../functions/casework/record-facts.ts';
import type { CaseRecord } from '../../functions/domain/case-record.ts';
import { submitted } from './builders.ts';
import type { FakeWorld } from './fake-world.ts';

/** A case that was not accepted, with the acceptor's opinion and its reason, decided now. */
export async function notAccepted(world: FakeWorld): Promise<CaseRecord> {
  const record = await submitted(world);
  const details = await world.cases.findDetails(record.id);
  if (!details) throw new Error('The case has its details');
  const reasons = [{ code: 'OUTSIDE_REGIME' as const }];
  const opinion = {
    stage: 'acceptance',
    outcome: 'refuse-to-accept',
    comment: '不符合',
    overrides: [],
  } as const;
  return recordFacts(
    world,
    record,
    { kind: 'staff', id: 'wang' },
    [{ type: 'decided', ...opinion, reasons: ['OUTSIDE_REGIME'] }],
    { details: { ...details, opinions: [{ ...opinion, reasons, officer: 'wang', at: world.now() }] } },
  );
}
