import { describe, expect, it } from 'vitest';
import { BUNDLED_EDITIONS } from '../../../functions/domain/bundled-calendar.ts';
import { horizon } from '../../../functions/schedules/horizon.ts';
import { submitted } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';
import { foundBy, NOTHING } from '../../support/scheduled.ts';

const INVENTED_2027 = {
  year: 2027,
  notice: { title: '虚构', dated: '2026-11-20', url: 'https://www.example.org/invented/2027' },
  offDays: [{ date: '2027-01-01', name: '元旦' }],
  makeUpWorkdays: [],
};

describe('the calendar horizon', () => {
  it.each([
    ['2026-10-31T23:59:59+08:00', []],
    ['2026-11-01T00:00:00+08:00', ['calendar-horizon']],
    ['2026-12-31T09:00:00+08:00', ['calendar-horizon']],
    ['2027-02-01T09:00:00+08:00', ['calendar-horizon']],
  ])('at %s, with the last edition of 2026, finds %j', async (now, expected) => {
    const world = new FakeWorld({ now });

    const result = await foundBy(horizon, world);

    expect(result).toEqual({ found: expected, failed: 0 });
  });

  it('is silent once next year’s edition is there', async () => {
    const world = new FakeWorld({ now: '2026-12-31T09:00:00+08:00' });
    world.publish([...BUNDLED_EDITIONS, INVENTED_2027]);

    const result = await foundBy(horizon, world);

    expect(result).toEqual(NOTHING);
  });

  it('names each case that waits for a date', async () => {
    const world = new FakeWorld({ now: '2026-12-30T09:00:00+08:00' });
    const { id } = await submitted(world);

    const result = await foundBy(horizon, world);

    expect(result.found).toEqual(['calendar-horizon', `calendar-horizon ${id}`]);
  });
});
