import type { Caller, Role } from '../../functions/domain/account.ts';
import type { VerifiedPerson } from '../../functions/domain/person.ts';
import { anOfficer, CHEN } from './builders.ts';
import type { FakeWorld } from './fake-world.ts';

/** An applicant with a session, as the authoriser would let them in. */
export async function signedIn(world: FakeWorld, person: VerifiedPerson = CHEN): Promise<Caller> {
  const sub = await world.keys.keyOf('person', person.citizenIdNumber);
  const session = { id: world.newId(), sub, roles: ['applicant'] as const, person };
  await world.sessions.create({ ...session, expiresAtSeconds: world.transportMillis() / 1000 + 1800 });
  return { sub, roles: ['applicant'], sessionId: session.id };
}

/** An officer of the centre, entered in the table and signed in. */
export function officer(world: FakeWorld, id: string, ...roles: readonly Role[]): Caller {
  world.memory.staff.set(id, anOfficer(id, ...roles));
  return { sub: id, roles, sessionId: `session of ${id}` };
}
