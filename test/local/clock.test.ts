import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openClock, type ClockMode, type VirtualClock } from '../../infra/local/clock.ts';
import { toInstant, toMillis } from '../../functions/domain/instant.ts';
import { temporaryDirectory } from '../support/embedded-aws.ts';
import { Owed } from '../support/owed-timers.ts';

const START = '2026-03-02T09:00:00+08:00';
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let clocks: VirtualClock[];

beforeEach(async () => {
  directory = await temporaryDirectory();
  clocks = [];
});

afterEach(async () => {
  for (const clock of clocks) await clock.close();
  await directory.remove();
});

async function open(mode: ClockMode, startAt: string = START): Promise<VirtualClock> {
  const clock = await openClock({ file: join(directory.path, 'clock.json'), mode, startAt });
  clocks.push(clock);
  return clock;
}

describe('a frozen clock', () => {
  it('starts at the instant it is given and stands still', async () => {
    const clock = await open('frozen');

    await wait(5);

    expect(clock.now()).toBe('2026-03-02T09:00:00.000+08:00');
  });

  it('goes through every due time of all sources in order, and then to where it was sent', async () => {
    const log: string[] = [];
    const clock = await open('frozen');
    const [cases, schedules] = [new Owed('case', log), new Owed('schedule', log)];
    cases.owe('2026-03-04T17:30:00+08:00');
    cases.owe('2026-03-03T00:00:00+08:00');
    schedules.owe('2026-03-03T09:00:00+08:00');
    schedules.owe('2026-04-03T09:00:00+08:00');
    clock.register(cases);
    clock.register(schedules);

    await clock.advance('P3D');

    expect(log).toEqual([
      'case due 03-03T00:00 at 03-03T00:00',
      'schedule due 03-03T09:00 at 03-03T09:00',
      'case due 03-04T17:30 at 03-04T17:30',
    ]);
    expect(clock.now()).toBe('2026-03-05T09:00:00.000+08:00');
  });

  it('waits until the work of a due time is over, and honours the timers that come of it', async () => {
    const log: string[] = [];
    const clock = await open('frozen');
    const source = new Owed('case', log);
    source.owe('2026-03-03T10:00:00+08:00');
    source.afterwards = async (now) => {
      await wait(10);
      if (now < toMillis('2026-03-05T00:00:00+08:00')) source.owe(toInstant(now + 86_400_000));
    };
    clock.register(source);

    await clock.set('2026-03-10T00:00:00+08:00');

    expect(log).toEqual([
      'case due 03-03T10:00 at 03-03T10:00',
      'case due 03-04T10:00 at 03-04T10:00',
      'case due 03-05T10:00 at 03-05T10:00',
    ]);
  });

  it('never goes back', async () => {
    const clock = await open('frozen');

    await expect(clock.set('2026-03-02T08:59:59+08:00')).rejects.toThrow(
      'The clock only moves forward: it is 2026-03-02T09:00:00.000+08:00',
    );

    expect(clock.now()).toBe('2026-03-02T09:00:00.000+08:00');
  });

  it('moved twice at once moves once after the other', async () => {
    const log: string[] = [];
    const clock = await open('frozen');
    const source = new Owed('case', log);
    source.owe('2026-03-02T10:00:00+08:00');
    source.owe('2026-03-02T13:00:00+08:00');
    source.afterwards = () => wait(10);
    clock.register(source);

    await Promise.all([clock.advance('PT2H'), clock.advance('PT3H')]);

    expect(log).toEqual(['case due 03-02T10:00 at 03-02T10:00', 'case due 03-02T13:00 at 03-02T13:00']);
    expect(clock.now()).toBe('2026-03-02T14:00:00.000+08:00');
  });

  it('opened again stands where it stood, and does not leave undone what was due', async () => {
    const first = await open('frozen');
    await first.set('2026-03-20T12:00:00+08:00');
    await first.close();
    const log: string[] = [];
    const source = new Owed('case', log);
    source.owe('2026-03-20T12:00:00+08:00');

    const second = await open('frozen');
    second.register(source);
    await expect.poll(() => log).toHaveLength(1);

    expect(second.now()).toBe('2026-03-20T12:00:00.000+08:00');
  });

  it('goes on after a source failed, from where it failed', async () => {
    const log: string[] = [];
    const clock = await open('frozen');
    const source = new Owed('case', log);
    source.owe('2026-03-03T09:00:00+08:00');
    source.afterwards = () => Promise.reject(new Error('the disk is full'));
    clock.register(source);

    await expect(clock.advance('P2D')).rejects.toThrow('the disk is full');
    const stoodAt = clock.now();
    source.afterwards = async () => undefined;
    source.owe('2026-03-03T10:00:00+08:00');
    await clock.advance('PT2H');

    expect(stoodAt).toBe('2026-03-03T09:00:00.000+08:00');
    expect(log.at(-1)).toBe('case due 03-03T10:00 at 03-03T10:00');
    expect(clock.now()).toBe('2026-03-03T11:00:00.000+08:00');
  });
});

describe('a ticking clock', () => {
  it('runs on from its first instant and fires timers as they come due', async () => {
    const log: string[] = [];
    const clock = await open('ticking');
    const source = new Owed('case', log);
    source.owe('2026-03-02T09:00:00.200+08:00');

    clock.register(source);
    expect(log).toEqual([]);
    await expect.poll(() => log).toHaveLength(1);

    expect(clock.nowMillis()).toBeGreaterThanOrEqual(toMillis('2026-03-02T09:00:00.200+08:00'));
  });

  it('does not fire early what is due in more days than a timer of the machine can hold', async () => {
    const log: string[] = [];
    const clock = await open('ticking');
    const source = new Owed('case', log);
    source.owe('2026-06-02T09:00:00+08:00');

    clock.register(source);
    await wait(30);

    expect(log).toEqual([]);
    expect(source.timesAsked).toBe(1);
  });

  it('jumps as a frozen one does, and ticks on from there, also when it is opened again', async () => {
    const log: string[] = [];
    const clock = await open('ticking');
    const source = new Owed('case', log);
    source.owe('2026-06-02T09:00:00+08:00');
    clock.register(source);

    await clock.set('2026-06-03T09:00:00+08:00');
    await clock.close();
    const again = await open('ticking');
    const reopenedAt = again.nowMillis();
    await wait(5);

    expect(log).toEqual(['case due 06-02T09:00 at 06-02T09:00']);
    expect(reopenedAt).toBeGreaterThanOrEqual(toMillis('2026-06-03T09:00:00+08:00'));
    expect(again.nowMillis()).toBeGreaterThan(reopenedAt);
  });

  it('opened frozen stands at the instant it had reached', async () => {
    const ticking = await open('ticking');
    await ticking.set('2026-06-03T09:00:00+08:00');
    await ticking.close();

    const frozen = await open('frozen');
    const before = frozen.nowMillis();
    await wait(5);

    expect(before).toBeGreaterThanOrEqual(toMillis('2026-06-03T09:00:00+08:00'));
    expect(frozen.nowMillis()).toBe(before);
  });
});
