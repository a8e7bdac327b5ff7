import { beforeEach, describe, expect, it } from 'vitest';
import { getBoard } from '../../../functions/api/get-board.ts';
import { getStatistics } from '../../../functions/api/get-statistics.ts';
import type { Caller } from '../../../functions/domain/account.ts';
import { recount } from '../../../functions/domain/statistics-count.ts';
import { issue } from '../../../functions/steps/issue.ts';
import { aForm, CHEN, decided, LIN, submitted } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';
import { officer } from '../../support/signed-in.ts';

let world: FakeWorld;
let supervisor: Caller;
beforeEach(() => {
  world = new FakeWorld();
  supervisor = officer(world, 'pan', 'supervisor');
});

const board = async () =>
  (await getBoard.run(world, { path: undefined, query: undefined, body: undefined, caller: supervisor }))
    .body;
const statistics = async (from = '2026-03-01', to = '2026-03-31') =>
  (
    await getStatistics.run(world, {
      path: undefined,
      query: { from, to },
      body: undefined,
      caller: supervisor,
    })
  ).body;

describe('the board', () => {
  it('tells who waits, what is due today, at risk and late, at this instant', async () => {
    const { id } = await submitted(world);
    await submitted(world, LIN);
    await decided(world, id, 'acceptance', 'accept', 'wang');
    const morning = await board();
    world.setNow('2026-03-04T08:00:00+08:00');
    const dueDay = await board();
    world.setNow('2026-03-04T08:30:00+08:00');
    const warned = await board();
    world.setNow('2026-03-05T00:00:00+08:00');
    const late = await board();

    expect([morning, dueDay, warned, late].map((one) => one?.total)).toEqual([
      { open: 2, waiting: 1, dueToday: 0, atRisk: 0, late: 0 },
      { open: 2, waiting: 1, dueToday: 1, atRisk: 0, late: 0 },
      { open: 2, waiting: 1, dueToday: 1, atRisk: 1, late: 0 },
      { open: 2, waiting: 1, dueToday: 0, atRisk: 0, late: 1 },
    ]);
    expect(late?.waitingByDays).toEqual([{ days: 3, cases: 1 }]);
    expect(late?.pressing).toMatchObject([{ id, late: true }]);
  });

  it('counts a case that nobody accepted for five working days as late', async () => {
    await submitted(world);
    world.setNow('2026-03-10T00:00:00+08:00');

    expect((await board())?.total).toMatchObject({ waiting: 1, late: 1 });
  });

  it('tells the load of each officer and each office', async () => {
    const { id } = await submitted(world);
    const record = await world.cases.find(id);
    if (record) world.memory.records.set(id, { ...record, claimedBy: 'wang' });

    const { officers, offices } = (await board()) ?? {};

    expect(officers).toEqual([{ officer: 'wang', open: 1, waiting: 1, dueToday: 0, atRisk: 0, late: 0 }]);
    expect(offices).toMatchObject([{ office: 'miaogao', name: '妙高派出所', open: 1 }]);
  });
});

describe('statistics', () => {
  async function twoDays(): Promise<void> {
    const { id } = await submitted(world);
    await decided(world, id, 'acceptance', 'accept', 'wang');
    await decided(world, id, 'review', 'endorse', 'hua');
    await decided(world, id, 'approval', 'approve', 'ying');
    world.setNow('2026-03-03T09:30:00+08:00');
    await issue.run(world, { applicationId: id });
    await submitted(world, LIN, aForm(LIN, { proofs: { employment: ['LABOR_CONTRACT'] } }));
  }

  it('are kept day by day with the events that cause them', async () => {
    await twoDays();

    const { days = [], total } = (await statistics()) ?? {};

    expect(days).toEqual([
      {
        day: '2026-03-02',
        counts: {
          received: 1,
          received_online: 1,
          type_EXISTING_PERMIT: 1,
          ground_employment: 1,
          accepted: 1,
        },
      },
      {
        day: '2026-03-03',
        counts: {
          issued: 1,
          inTime: 1,
          hours_48: 1,
          received: 1,
          received_online: 1,
          type_EXISTING_PERMIT: 1,
          ground_employment: 1,
        },
      },
    ]);
    expect(total).toMatchObject({
      received: { total: 2, online: 2, window: 0 },
      endings: { issued: 1, refused: 0 },
      limit: { inTime: 1, late: 0, unknown: 0 },
      singleVisit: { answered: 0, once: 0, rate: null },
    });
  });

  it('equal a recount of the events', async () => {
    await twoDays();
    const { days = [] } = (await statistics()) ?? {};

    const counted = recount([...world.memory.events.values()]);

    expect(new Map(days.map(({ day, counts }) => [day, counts]))).toEqual(counted);
  });

  it('cover the days that are asked for, and at most a year', async () => {
    await twoDays();

    const one = await statistics('2026-03-03', '2026-03-03');

    expect(one?.total.received.total).toBe(1);
    await expect(statistics('2026-03-04', '2026-03-03')).rejects.toMatchObject({
      code: 'MALFORMED',
      defects: [{ pointer: '/query/to', code: 'PERIOD' }],
    });
    await expect(statistics('2025-01-01', '2026-01-02')).rejects.toMatchObject({ code: 'MALFORMED' });
  });

  it('come as a table too, one line a day and the sum last', async () => {
    await twoDays();
    const answered = await statistics();

    const table = answered && getStatistics.csv?.(answered);

    const lines = table?.split('\r\n') ?? [];
    expect(lines[0]?.startsWith('\uFEFF日期,收到,在线,窗口,')).toBe(true);
    expect(lines.slice(1).map((line) => line.split(',').slice(0, 4).join())).toEqual([
      '2026-03-02,1,1,0',
      '2026-03-03,1,1,0',
      '合计,2,2,0',
      '',
    ]);
  });

  it('name nobody', async () => {
    await twoDays();

    expect(JSON.stringify(await statistics())).not.toMatch(new RegExp(`${CHEN.fullName}|\\d{17}`, 'u'));
  });
});
