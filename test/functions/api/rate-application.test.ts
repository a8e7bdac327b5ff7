import { beforeEach, describe, expect, it } from 'vitest';
import { getCase } from '../../../functions/api/get-case.ts';
import { rateApplication } from '../../../functions/api/rate-application.ts';
import { withdrawApplication } from '../../../functions/api/withdraw-application.ts';
import { LIN, submitted } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';
import { officer, signedIn } from '../../support/signed-in.ts';

let world: FakeWorld;
let id: string;
beforeEach(async () => {
  world = new FakeWorld();
  ({ id } = await submitted(world));
});

const rate = async (grade: number, comment?: string, person?: typeof LIN) =>
  rateApplication.run(world, {
    path: { id },
    query: undefined,
    body: { grade, ...(comment && { comment }) },
    caller: await signedIn(world, person),
  });
const finish = async () =>
  withdrawApplication.run(world, {
    path: { id },
    query: undefined,
    body: { version: 1 },
    caller: await signedIn(world),
  });

describe('a rating', () => {
  it('is taken for a finished case, in the words of its grade, and counted', async () => {
    await finish();

    const { status, body } = await rate(2, '窗口很耐心');

    expect(status).toBe(201);
    expect(body).toMatchObject({ grade: 2, zh: '满意', en: 'Satisfied' });
    expect(await world.ratings.tally()).toEqual({ 1: 0, 2: 1, 3: 0, 4: 0, 5: 0 });
  });

  it('is given once', async () => {
    await finish();
    await rate(1);

    await expect(rate(5)).rejects.toMatchObject({ code: 'ALREADY_RATED' });

    expect((await world.ratings.find(id))?.grade).toBe(1);
  });

  it('is not taken while the case goes on', async () => {
    await expect(rate(1)).rejects.toMatchObject({ code: 'ACTION_NOT_ALLOWED' });

    expect(world.order('ratings.rate')).toEqual([]);
  });

  it('leaves no trace in the case, and no officer sees it there', async () => {
    await finish();
    const before = await world.cases.find(id);

    await rate(5, '等得太久');

    const file = await getCase.run(world, {
      path: { id },
      query: {},
      body: undefined,
      caller: officer(world, 'wang', 'supervisor'),
    });
    expect(await world.cases.find(id)).toEqual(before);
    expect(JSON.stringify(file)).not.toContain('等得太久');
  });

  it('is nobody else’s to give', async () => {
    await finish();

    await expect(rate(1, undefined, LIN)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
