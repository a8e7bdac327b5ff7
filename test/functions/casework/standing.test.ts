import { describe, expect, it } from 'vitest';
import { recordFacts } from '../../../functions/casework/record-facts.ts';
import { standingOf } from '../../../functions/casework/standing.ts';
import type { CaseRecord } from '../../../functions/domain/case-record.ts';
import { check } from '../../../functions/steps/check.ts';
import { decided, submitted } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';

/** Checked, asked for a correction, corrected; and the machine has been told of neither. */
async function corrected(world: FakeWorld): Promise<CaseRecord> {
  const { id, ownerKeys } = await submitted(world);
  await check.run(world, { applicationId: id, withoutProvince: false });
  const asked = await decided(world, id, 'acceptance', 'request-correction');
  const texts = { notice: 'notice-2023-1', declaration: 'declaration-2023-1' };
  const fact = { type: 'corrected', draftVersion: 2, ownerKeys, formHash: 'f'.repeat(64), texts } as const;
  const actor = { kind: 'applicant', id: ownerKeys[0] ?? '' } as const;
  return recordFacts(world, asked, actor, [{ ...fact, materials: [] }]);
}

describe('where a corrected case stands, as the machine is told', () => {
  it('is the correction until its papers and findings are gathered, whatever was decided meanwhile', async () => {
    const world = new FakeWorld();
    const { id } = await corrected(world);
    const accepted = await decided(world, id, 'acceptance', 'accept');

    const before = await standingOf(world, accepted);
    const after = await check.run(world, { applicationId: id, withoutProvince: false });

    expect(before).toMatchObject({ outcome: 'correct', stage: 'review' });
    expect(after).toMatchObject({ outcome: 'accept', stage: 'review' });
  });

  it('is the withdrawal where the person took it back: nobody needs the findings any more', async () => {
    const world = new FakeWorld();
    const record = await corrected(world);
    const actor = { kind: 'applicant', id: 'owner' } as const;

    const withdrawn = await recordFacts(world, record, actor, [{ type: 'withdrawn' }]);

    expect(await standingOf(world, withdrawn)).toMatchObject({ outcome: 'withdraw', stage: 'none' });
  });
});
