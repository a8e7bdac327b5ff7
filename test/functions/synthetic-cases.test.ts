import { beforeEach, describe, expect, it } from 'vitest';
import { getBoard } from '../../functions/api/get-board.ts';
import { listTasks } from '../../functions/api/list-tasks.ts';
import { rateApplication } from '../../functions/api/rate-application.ts';
import { remindMe } from '../../functions/api/remind-me.ts';
import { deliverMessages } from '../../functions/casework/deliver-messages.ts';
import { recordFacts } from '../../functions/casework/record-facts.ts';
import { submitCase } from '../../functions/casework/submit-case.ts';
import { cancelOlderPermits, pushPermit } from '../../functions/casework/tell-province.ts';
import { dailyCounts } from '../../functions/domain/statistics-count.ts';
import { SYNTHETIC_PERSON } from '../../functions/domain/synthetic.ts';
import { aDraft, aForm, CHEN, CLOCK, CONSENTS, submitted } from '../support/builders.ts';
import { archive } from '../../functions/steps/archive.ts';
import { check } from '../../functions/steps/check.ts';
import { issue } from '../../functions/steps/issue.ts';
import { FakeWorld } from '../support/fake-world.ts';
import { officer, signedIn } from '../support/signed-in.ts';

let world: FakeWorld;
beforeEach(() => {
  world = new FakeWorld();
});

/** A submitted case of the invented person. */
async function syntheticCase() {
  const { sub } = await signedIn(world, SYNTHETIC_PERSON);
  const draft = aDraft(world.newId(), [sub], { form: aForm(SYNTHETIC_PERSON), synthetic: true });
  await world.drafts.save(draft);
  return submitCase(world, draft, CONSENTS, { kind: 'applicant', id: sub });
}

describe('a synthetic case', () => {
  it('stands on no officer’s list and on no board', async () => {
    const real = await submitted(world, CHEN);
    const synthetic = await syntheticCase();
    const query = { path: undefined, query: {}, body: undefined };

    const { body: tasks } = await listTasks.run(world, {
      ...query,
      caller: officer(world, 'sup', 'supervisor'),
    });
    const { body: board } = await getBoard.run(world, {
      ...query,
      query: undefined,
      caller: officer(world, 'sup', 'supervisor'),
    });

    expect(synthetic.synthetic).toBe(true);
    expect(tasks?.tasks.map(({ id }) => id)).toEqual([real.id]);
    expect(board?.total.open).toBe(1);
  });

  it('is not rated, and its person is reminded of nothing', async () => {
    const caller = await signedIn(world, SYNTHETIC_PERSON);
    const { id } = await syntheticCase();

    const rating = { path: { id }, query: undefined, body: { grade: 1 }, caller };
    await expect(rateApplication.run(world, rating)).rejects.toMatchObject({ code: 'ACTION_NOT_ALLOWED' });
    const reminder = {
      path: undefined,
      query: undefined,
      body: { recognitionType: 'REGISTRATION_TIME' as const },
      caller,
    };
    await expect(remindMe.run(world, reminder)).rejects.toMatchObject({ code: 'ACTION_NOT_ALLOWED' });
  });

  it('asks the province nothing, tells it nothing, and sends no SMS', async () => {
    const { id } = await syntheticCase();

    await check.run(world, { applicationId: id, withoutProvince: false });
    await deliverMessages(world, id);
    await approvedAndIssued(id);
    await pushPermit(world, id);
    await cancelOlderPermits(world, id);

    const outside = [
      'population.lookUp',
      'licencePlatform.push',
      'licencePlatform.cancel',
      'messenger.send',
    ] as const;
    expect(outside.flatMap((act) => world.given(act))).toEqual([]);
    expect(await world.cases.find(id)).toMatchObject({ province: 'settled' });
    const facts = (await world.cases.events(id)).map(({ fact }) => fact);
    expect(facts).toContainEqual({ type: 'message-skipped', event: 'received', why: 'synthetic' });
  });

  it('has a permit that is revoked from its first moment, and no reminder of it', async () => {
    const { id } = await syntheticCase();

    await approvedAndIssued(id);

    const { licenceId = '' } = (await world.cases.find(id)) ?? {};
    expect(await world.permits.find(licenceId)).toMatchObject({ status: 'revoked' });
    expect(world.given('reminders.set')).toEqual([]);
  });

  it('is counted nowhere, in whatever it comes to', async () => {
    const { id } = await syntheticCase();

    await approvedAndIssued(id);

    expect([...dailyCounts(undefined, await world.cases.events(id))]).toEqual([]);
    expect(await world.statistics.days('2026-01-01', '2026-12-31')).toEqual([]);
  });

  it('is archived beside the files of people, and is not kept for good', async () => {
    const { id } = await syntheticCase();
    await recordFacts(world, await found(id), { kind: 'applicant', id: 'nobody' }, [{ type: 'withdrawn' }]);

    await archive.run(world, { applicationId: id });

    const [[key, body]] = world.given('archive.keep') as [[string, string]];
    expect(key).toMatch(/^synthetic\//u);
    expect(JSON.parse(body)).toMatchObject({ retention: 'NONE' });
  });
});

async function found(id: string) {
  const record = await world.cases.find(id);
  if (!record) throw new Error(`No case ${id}`);
  return record;
}

/** All three say yes, and the machine issues. */
async function approvedAndIssued(id: string) {
  const opinions = [
    ['acceptance', 'accept'],
    ['review', 'endorse'],
    ['approval', 'approve'],
  ] as const;
  for (const [stage, outcome] of opinions) {
    const fact = { type: 'decided' as const, stage, outcome, reasons: [], overrides: [] };
    const clock = stage === 'acceptance' ? { clock: CLOCK } : {};
    await recordFacts(world, await found(id), { kind: 'staff', id: stage }, [{ ...fact, ...clock }]);
  }
  await issue.run(world, { applicationId: id });
}
