import { describe, expect, it } from 'vitest';
import { buildWorld } from '../../../functions/runtime/aws-world.ts';
import { FakeWorld } from '../../support/fake-world.ts';

describe('the world at AWS', () => {
  it('is built without any setting, and asks for one only when it is used', async () => {
    const world = buildWorld();

    await expect(world.cases.find('case-1')).rejects.toThrow('TABLE_NAME');
    expect(() => world.county).toThrow('COUNTY_FILE');
  });

  it('has every effect that the fake world has', () => {
    const world = buildWorld();
    const { county, ...ports } = Object.getOwnPropertyDescriptors(world);

    const fake = new FakeWorld();
    const missing = Object.keys(ports).filter((name) => !(name in fake));
    expect(county?.get).toBeDefined();
    expect(missing).toEqual([]);
  });

  it('tells business time by the clock it is given, and transport time by the real one', () => {
    const world = buildWorld({ now: () => '2026-03-02T09:00:00.000+08:00' });

    const real = Math.abs(world.transportMillis() - Date.now());

    expect(world.now()).toBe('2026-03-02T09:00:00.000+08:00');
    expect(real).toBeLessThan(5_000);
    expect(world.randomBytes(16)).toHaveLength(16);
    expect(world.newId()).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/u);
  });
});
