import { beforeEach, describe, expect, it } from 'vitest';
import { explainOverdue } from '../../../functions/api/explain-overdue.ts';
import { getApplication } from '../../../functions/api/get-application.ts';
import { setPermitStatus } from '../../../functions/api/set-permit-status.ts';
import { trackApplication } from '../../../functions/api/track-application.ts';
import { trackingPage } from '../../../functions/casework/tracking-page.ts';
import type { CaseRecord } from '../../../functions/domain/case-record.ts';
import { issue } from '../../../functions/steps/issue.ts';
import { CHEN, approved, decided, submitted } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';
import { officer, signedIn } from '../../support/signed-in.ts';

let world: FakeWorld;
beforeEach(() => {
  world = new FakeWorld();
});

async function track({ applicationNumber }: CaseRecord) {
  const body = { applicationNumber, idLastFour: CHEN.citizenIdNumber.slice(-4) };
  const caller = { sub: 'anyone', roles: [], sessionId: '' };
  const answer = await trackApplication.run(world, { path: undefined, query: undefined, body, caller });
  if (!answer.body) throw new Error('No body');
  return answer.body;
}

const ownView = async (id: string) =>
  (
    await getApplication.run(world, {
      path: { id },
      query: undefined,
      body: undefined,
      caller: await signedIn(world),
    })
  ).body;

describe('a case that took longer than the law allows', () => {
  it('says since when, and why, once somebody has explained it', async () => {
    const { id } = await submitted(world);
    const late = await decided(world, id, 'acceptance', 'accept');
    world.setNow('2026-03-05T09:00:00+08:00');
    const before = await track(late);
    const caller = officer(world, 'pan', 'supervisor');
    const body = { reason: '陈晓宁的材料需外调', code: 'VERIFICATION' } as const;
    await explainOverdue.run(world, { path: { id }, query: undefined, body, caller });

    const { overdue } = await track(late);

    expect(before.overdue).toEqual({
      since: '2026-03-05T00:00:00.000+08:00',
      words: { zh: '本件已超过法定办理期限，正在抓紧办理。', en: expect.any(String) as string },
      reasons: [],
    });
    expect(overdue?.reasons.map(({ zh }) => zh)).toEqual(['材料核实需要时间']);
    expect(await ownView(id)).toMatchObject({ overdue: { reasons: [{ zh: '材料核实需要时间' }] } });
    expect(trackingPage(await track(late), 'zh')).toContain('2026-03-04 24:00');
    expect(trackingPage(await track(late), 'zh')).toContain('材料核实需要时间');
  });

  it('shows the reasons that officers gave with late opinions, without the person’s name', async () => {
    const { id } = await submitted(world);
    await decided(world, id, 'acceptance', 'accept');
    world.setNow('2026-03-05T09:00:00+08:00');
    const late = await decided(world, id, 'review', 'endorse');
    const details = world.memory.details.get(id);
    const opinion = {
      stage: 'review',
      outcome: 'endorse',
      comment: '同意',
      officer: 'hua',
      at: world.now(),
      reasons: [],
      overrides: [],
    } as const;
    if (details)
      world.memory.details.set(id, {
        ...details,
        opinions: [{ ...opinion, lateReason: '等待陈晓宁补充说明' }],
      });

    const { overdue } = await track(late);

    expect(overdue?.reasons.map(({ zh }) => zh)).toEqual(['等待陈**补充说明']);
  });

  it('is not spoken of while it is in time', async () => {
    const { id } = await submitted(world);
    const accepted = await decided(world, id, 'acceptance', 'accept');
    world.setNow('2026-03-04T23:59:59+08:00');

    expect((await track(accepted)).overdue).toBeNull();
  });
});

describe('a permit that is not in force', () => {
  it('is shown to be suspended while it is, its holder reads why', async () => {
    const record = await approved(world);
    await issue.run(world, { applicationId: record.id });
    const licenceId = (await world.cases.find(record.id))?.licenceId ?? '';
    const caller = officer(world, 'pan', 'supervisor');
    const act = (action: 'suspend' | 'restore', reason: string) =>
      setPermitStatus.run(world, { path: { licenceId }, query: undefined, body: { action, reason }, caller });
    const inForce = await track(record);
    await act('suspend', '逾期未签注');

    const suspended = await track(record);
    const own = await ownView(record.id);
    await act('restore', '已补签注');
    const restored = await track(record);

    expect([inForce.permit, restored.permit]).toEqual([null, null]);
    expect(suspended.permit).toMatchObject({ status: 'suspended', since: '2026-03-02T09:00:00.000+08:00' });
    expect(JSON.stringify(suspended)).not.toContain('逾期未签注');
    expect(own).toMatchObject({ permitStanding: { status: 'suspended', reason: '逾期未签注' } });
    expect(trackingPage(suspended, 'zh')).toContain('使用功能已中止');
    expect(trackingPage(suspended, 'en')).toContain('The permit is suspended');
  });
});
