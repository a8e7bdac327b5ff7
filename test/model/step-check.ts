import type { Model } from './model.ts';
import { Chains, clockOfLaw, neverForgotten, neverWithout, oneEnding } from './invariants.ts';
import type { Office } from './office.ts';

const chainsOf = new WeakMap<Office, Chains>();

/** Holds every law against every case. @throws Disagreement */
export async function checkInvariants(model: Model, office: Office): Promise<void> {
  const chains = chainsOf.get(office) ?? new Chains();
  chainsOf.set(office, chains);
  for (const { id } of model.cases) {
    const record = office.record(id);
    const events = office.world.memory.events.get(id) ?? [];
    await neverForgotten(model, office, record);
    oneEnding(office, record, events);
    clockOfLaw(model, record, events);
    chains.check(record, events);
  }
  neverWithout(office);
}
