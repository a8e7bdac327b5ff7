import { beforeEach, describe, expect, it } from 'vitest';
import { explainOverdue } from '../../../functions/api/explain-overdue.ts';
import type { Caller } from '../../../functions/domain/account.ts';
import { decided, submitted } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';
import { officer } from '../../support/signed-in.ts';

let world: FakeWorld;
let id: string;
let supervisor: Caller;
beforeEach(async () => {
  world = new FakeWorld();
  supervisor = officer(world, 'pan', 'supervisor');
  ({ id } = await submitted(world));
  await decided(world, id, 'acceptance', 'accept', 'wang');
});

const explain = (caller: Caller, reason = '人员请假') =>
  explainOverdue.run(world, {
    path: { id },
    query: undefined,
    body: { reason, code: 'ABSENCE' },
    caller,
  });

describe('the reason for a missed time limit', () => {
  it('is kept in the file, its code in the events', async () => {
    world.setNow('2026-03-05T00:00:00+08:00');

    const { body } = await explain(supervisor);

    expect(body).toMatchObject({ id, overdueCode: 'ABSENCE' });
    expect((await world.cases.events(id)).at(-1)?.fact).toEqual({
      type: 'overdue-explained',
      code: 'ABSENCE',
    });
    expect((await world.cases.findDetails(id))?.officeNotes).toMatchObject([
      { about: 'overdue', words: '人员请假', officer: 'pan' },
    ]);
  });

  it('is not asked for before the deadline', async () => {
    world.setNow('2026-03-04T23:59:59+08:00');

    await expect(explain(supervisor)).rejects.toMatchObject({ code: 'NOT_OVERDUE' });
  });

  it('is not asked for of a case that was refused in time, however long ago', async () => {
    await decided(world, id, 'review', 'reject', 'hua');
    await decided(world, id, 'approval', 'reject', 'ying');
    world.setNow('2026-04-01T09:00:00+08:00');

    await expect(explain(supervisor)).rejects.toMatchObject({ code: 'NOT_OVERDUE' });
  });

  it('may be given by an officer whose opinion is in the case, also after its end', async () => {
    world.setNow('2026-03-06T09:00:00+08:00');
    await decided(world, id, 'review', 'reject', 'hua');
    await decided(world, id, 'approval', 'reject', 'ying');

    const { body } = await explain(officer(world, 'wang', 'acceptor'));

    expect(body).toMatchObject({ status: 'refused', overdueCode: 'ABSENCE' });
  });

  it('is not for an officer who had nothing to do with it', async () => {
    world.setNow('2026-03-06T09:00:00+08:00');

    await expect(explain(officer(world, 'mao', 'acceptor'))).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });

  it('is kept once when it is sent twice', async () => {
    world.setNow('2026-03-06T09:00:00+08:00');
    await explain(supervisor);
    const before = await world.cases.events(id);

    const again = await explain(supervisor);

    expect(again.body).toMatchObject({ overdueCode: 'ABSENCE' });
    expect(await world.cases.events(id)).toEqual(before);
  });
});
