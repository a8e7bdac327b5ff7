import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toInstant, toMillis } from '../../functions/domain/instant.ts';
import type { ScheduleName } from '../../functions/timetable.ts';
import { openClock } from '../../infra/local/clock.ts';
import { createSchedules, dueAfter, type RunSchedule } from '../../infra/local/schedules.ts';

/** Monday, 2 March 2026, nine in the morning; the clock stands. */
async function onAClock(run: (name: ScheduleName, at: string) => ReturnType<RunSchedule>) {
  const directory = await mkdtemp(join(tmpdir(), 'huren-schedules-'));
  const file = join(directory, 'clock.json');
  const clock = await openClock({ file, mode: 'frozen', startAt: '2026-03-02T09:00:00+08:00' });
  const schedules = createSchedules(clock, (name) => run(name, clock.now().slice(5, 16)));
  clock.register(schedules);
  return { clock, schedules };
}

async function recorded() {
  const ran: string[] = [];
  const found: { code: string }[] = [];
  const { clock, schedules } = await onAClock(async (name, at) => {
    ran.push(`${at} ${name}`);
    return found;
  });
  return { clock, schedules, ran, found };
}

describe('a due time', () => {
  it.each([
    [
      'a quarter of an hour',
      { everyMinutes: 15 },
      '2026-03-02T09:00:00+08:00',
      '2026-03-02T09:15:00.000+08:00',
    ],
    [
      'a moment before',
      { everyMinutes: 15 },
      '2026-03-02T09:14:59.999+08:00',
      '2026-03-02T09:15:00.000+08:00',
    ],
    ['over midnight', { everyMinutes: 30 }, '2026-03-02T23:45:00+08:00', '2026-03-03T00:00:00.000+08:00'],
    ['later today', { dailyAt: '09:00' }, '2026-03-02T08:59:59+08:00', '2026-03-02T09:00:00.000+08:00'],
    ['tomorrow', { dailyAt: '09:00' }, '2026-03-02T09:00:00+08:00', '2026-03-03T09:00:00.000+08:00'],
  ])('%s', (_what, when, from, expected) => {
    const due = dueAfter({ name: 'x', finds: [], touches: [], ...when }, toMillis(from));

    expect(toInstant(due)).toBe(expected);
  });
});

describe('the scheduled acts on business time', () => {
  it('run when their time has come, and not before', async () => {
    const { clock, ran } = await recorded();

    await clock.advance('PT14M');
    const before = [...ran];
    await clock.advance('PT1M');

    expect(before).toEqual([]);
    expect(ran).toEqual(['03-02T09:15 sweep']);
  });

  it('run once each, at its end, when the clock is moved by months', async () => {
    const { clock, ran } = await recorded();

    await clock.advance('P90D');

    const names = ran.map((line) => line.split(' ')[1]);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(['sweep', 'reconcile', 'watchdog', 'horizon', 'replay']));
    expect(ran.every((line) => line.startsWith('05-31T09:00'))).toBe(true);
  });

  it('come after the timers that the move passes, whose work they then see', async () => {
    const { clock, ran } = await recorded();
    let due: number | undefined = toMillis('2026-03-02T09:20:00+08:00');
    clock.register({
      nextDueAt: () => due,
      async fireDue() {
        due = undefined;
        ran.push(`${clock.now().slice(5, 16)} timer`);
      },
      idle: async () => {},
    });

    await clock.advance('PT29M');

    expect(ran).toEqual(['03-02T09:20 timer', '03-02T09:29 sweep']);
  });

  it('show when each ran and is due, and what was found', async () => {
    const { clock, schedules, found } = await recorded();
    found.push({ code: 'chain-broken' });

    await clock.advance('PT15M');

    const view = schedules.view();
    expect(view.findings).toEqual([
      { at: '2026-03-02T09:15:00.000+08:00', schedule: 'sweep', code: 'chain-broken' },
    ]);
    expect(view.schedules.find(({ name }) => name === 'sweep')).toEqual({
      name: 'sweep',
      nextDueAt: '2026-03-02T09:30:00.000+08:00',
      lastRanAt: '2026-03-02T09:15:00.000+08:00',
    });
    expect(view.schedules.find(({ name }) => name === 'horizon')).toMatchObject({ lastRanAt: null });
  });
});
