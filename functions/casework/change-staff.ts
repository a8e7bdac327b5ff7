import type { StaffMember } from '../domain/account.ts';
import { citizenIdDefects, normaliseCitizenId } from '../domain/citizen-id.ts';
import { dayOf } from '../domain/instant.ts';
import { RuleError, type Defect } from '../domain/rule-error.ts';
import { sameState, staffDefects, stateOf, type StaffState } from '../domain/staff-change.ts';
import type { World } from '../ports.ts';

/** What an entry needs of the world, so that a command of the operator can give it too. */
export type StaffWorld = Pick<World, 'staff' | 'keys' | 'county' | 'now'>;

/** An officer's entry as an operator sends it. */
export interface StaffEntry extends StaffState {
  readonly version: number;
  readonly displayName?: string | undefined;
  readonly citizenIdNumber?: string | undefined;
}

/**
 * Writes an officer's entry and the line of its log in one act; an entry that changes nothing is not written.
 * @param by staff id of the operator
 * @throws RuleError STAFF_REFUSED with every defect, STALE_VERSION; StaleWriteError
 */
export async function changeStaff(
  world: StaffWorld,
  id: string,
  entry: StaffEntry,
  by: string,
): Promise<StaffMember> {
  const { version, roles, office, active, deputies } = entry;
  const previous = await world.staff.find(id);
  const state: StaffState = { roles, office, active, deputies };
  const named = {
    ...(entry.displayName && { displayName: entry.displayName }),
    ...(await ownKey(world, entry)),
  };
  if (previous && changesNothing(previous, state, named)) return previous;
  if ((previous?.version ?? 0) !== version) throw new RuleError('STALE_VERSION');
  const defects = [
    ...(await stateDefects(world, id, state)),
    ...identityDefects(entry, previous === undefined, dayOf(world.now())),
    ...(await personDefects(world, id, entry, named.ownerKey ?? previous?.ownerKey)),
  ];
  if (defects.length > 0) throw new RuleError('STAFF_REFUSED', defects);
  const next: StaffMember = {
    ...previous,
    id,
    displayName: previous?.displayName ?? '',
    ...named,
    ...state,
    version: version + 1,
  };
  await world.staff.save(next, previous, {
    staffId: id,
    version: version + 1,
    at: world.now(),
    by,
    ...(previous && { from: stateOf(previous) }),
    to: state,
  });
  return next;
}

async function ownKey(
  world: StaffWorld,
  { citizenIdNumber }: StaffEntry,
): Promise<Pick<StaffMember, 'ownerKey'>> {
  if (citizenIdNumber === undefined) return {};
  return { ownerKey: await world.keys.keyOf('person', normaliseCitizenId(citizenIdNumber)) };
}

function changesNothing(
  previous: StaffMember,
  state: StaffState,
  { displayName, ownerKey }: Partial<StaffMember>,
): boolean {
  return (
    sameState(stateOf(previous), state) &&
    (displayName === undefined || displayName === previous.displayName) &&
    (ownerKey === undefined || ownerKey === previous.ownerKey)
  );
}

async function stateDefects(world: StaffWorld, id: string, state: StaffState): Promise<Defect[]> {
  const ids = [...new Set(state.deputies.map(({ deputyId }) => deputyId))];
  const members = await Promise.all(ids.map((deputyId) => world.staff.find(deputyId)));
  const known = new Set(members.flatMap((member) => (member?.active ? [member.id] : [])));
  return staffDefects(id, state, world.county.offices, (deputyId) => known.has(deputyId));
}

function identityDefects(
  { displayName, citizenIdNumber }: StaffEntry,
  isNew: boolean,
  today: string,
): Defect[] {
  const missing = Object.entries({ displayName, citizenIdNumber }).filter(([, value]) => value === undefined);
  return [
    ...(isNew ? missing.map(([name]) => ({ pointer: `/${name}`, code: 'FIELD_REQUIRED' as const })) : []),
    ...(citizenIdNumber === undefined ? [] : citizenIdDefects(citizenIdNumber, today, '/citizenIdNumber')),
  ];
}

/** Three opinions are three persons': nobody is in service under two entries. */
async function personDefects(
  world: StaffWorld,
  id: string,
  { active, citizenIdNumber }: StaffEntry,
  ownerKey: string | undefined,
): Promise<Defect[]> {
  const holder = active && ownerKey ? await world.staff.findActiveByPerson(ownerKey) : undefined;
  if (!holder || holder.id === id) return [];
  const pointer = citizenIdNumber === undefined ? '/active' : '/citizenIdNumber';
  return [{ pointer, code: 'STAFF_IDENTITY_TAKEN' }];
}
