import { knownCase } from '../casework/record-facts.ts';
import { tellPermitStatus } from '../casework/tell-permit-status.ts';
import { cancelOlderPermits, pushPermit } from '../casework/tell-province.ts';
import { scheduleHandler, type Schedule } from '../runtime/schedule.ts';

/**
 * Tells the province what it did not acknowledge in time: the new permit first, then the older ones that it replaces,
 * then a status that has changed since; again and again until all of it is settled. A case it still cannot settle is found.
 */
export const reconcile: Schedule = {
  name: 'reconcile',
  async run(world, round) {
    await round.each(
      await world.cases.deferred(),
      async ({ id }) => {
        await pushPermit(world, id);
        await cancelOlderPermits(world, id);
        await tellPermitStatus(world, await knownCase(world, id));
      },
      'province-deferred',
    );
  },
};

export const handler = scheduleHandler(reconcile);
