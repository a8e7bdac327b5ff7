import { canonicalJson } from '../domain/canonical.ts';
import { firstBrokenLink } from '../domain/case-event.ts';
import { foldEvents } from '../domain/case-fold.ts';
import { scheduleHandler, type Schedule } from '../runtime/schedule.ts';
import type { World } from '../ports.ts';

/**
 * Rebuilds every case at hand from its events: the chain must be intact and give the record that is kept. Changes
 * nothing: a record that differs is looked at by a human, and the events are what counts.
 */
export const replay: Schedule = {
  name: 'replay',
  async run(world, round) {
    const cases = [...(await world.cases.open()), ...(await world.cases.deferred())];
    await round.each(
      cases,
      async ({ id }) => {
        if (!(await isWhole(world, id))) round.find('chain-broken', id);
      },
      'chain-broken',
    );
  },
};

async function isWhole(world: World, id: string): Promise<boolean> {
  const record = await world.cases.find(id);
  if (!record) return false;
  const all = await world.cases.events(id);
  // What was added after the record was read belongs to the next night.
  const events = all.filter(({ sequence }) => sequence <= record.sequence);
  if (events.length !== record.sequence || firstBrokenLink(all) !== undefined) return false;
  return canonicalJson(foldEvents(events)) === canonicalJson(record);
}

export const handler = scheduleHandler(replay);
