import { describe, expect, it } from 'vitest';
import { replay } from '../../../functions/schedules/replay.ts';
import { FakeWorld } from '../../support/fake-world.ts';
import { foundBy, healthyCase, NOTHING } from '../../support/scheduled.ts';

describe('the replay', () => {
  it('is silent where every event fits and gives the record', async () => {
    const world = new FakeWorld();
    await healthyCase(world);

    const result = await foundBy(replay, world);

    expect(result).toEqual(NOTHING);
  });

  it('finds a record that was changed beside its events', async () => {
    const world = new FakeWorld();
    const id = await healthyCase(world);
    const record = world.memory.records.get(id);
    if (record) world.memory.records.set(id, { ...record, office: 'elsewhere' });

    const result = await foundBy(replay, world);

    expect(result).toEqual({ found: [`chain-broken ${id}`], failed: 0 });
  });

  it('finds an event that was changed', async () => {
    const world = new FakeWorld();
    const id = await healthyCase(world);
    const events = world.memory.events.get(id) ?? [];
    world.memory.events.set(
      id,
      events.map((event) =>
        event.sequence === 2 ? { ...event, at: '2026-03-01T09:00:00.000+08:00' } : event,
      ),
    );

    const result = await foundBy(replay, world);

    expect(result).toEqual({ found: [`chain-broken ${id}`], failed: 0 });
  });

  it.each([1, 2])('finds that event %i is missing', async (missing) => {
    const world = new FakeWorld();
    const id = await healthyCase(world);
    const events = world.memory.events.get(id) ?? [];
    world.memory.events.set(
      id,
      events.filter(({ sequence }) => sequence !== missing),
    );

    const result = await foundBy(replay, world);

    expect(result).toEqual({ found: [`chain-broken ${id}`], failed: 0 });
  });
});
