import { ROLES, type Caller, type Role } from '../domain/account.ts';
import { dayOf } from '../domain/instant.ts';
import { RuleError } from '../domain/rule-error.ts';
import { actingOn } from '../domain/staff-change.ts';
import { routeOf, type RouteName } from '../manifest.ts';
import type { World } from '../ports.ts';

/** What the authoriser found out; every value is text, as the gateway hands it on. */
export interface AuthorisedContext {
  readonly sub?: string;
  /** Separated by blanks. */
  readonly roles?: string;
  readonly sessionId?: string;
  /** A well-signed token whose session is over. */
  readonly ended?: string;
}

/**
 * Who calls, if the route is theirs. A session may be older than a change of roles: on the routes of staff our own
 * table has the last word, at every call.
 * @throws RuleError NOT_SIGNED_IN, SESSION_ENDED, NOT_ALLOWED
 */
export async function callerOf(
  world: Pick<World, 'staff' | 'now'>,
  route: RouteName,
  context: AuthorisedContext | undefined,
): Promise<Caller> {
  const { roles, audience } = routeOf(route);
  if (roles.length === 0) return { sub: 'anyone', roles: [], sessionId: '' };
  if (context?.ended) throw new RuleError('SESSION_ENDED');
  const { sub, sessionId } = context ?? {};
  if (!sub || !sessionId) throw new RuleError('NOT_SIGNED_IN');
  const held = new Set(context?.roles?.split(' '));
  const ofSession = ROLES.filter((role) => held.has(role));
  expectOne(ofSession, roles);
  if (audience !== 'staff') return { sub, roles: ofSession, sessionId };
  const today = await rolesToday(world, sub);
  const own = ofSession.filter((role) => today.includes(role));
  expectOne(own, roles);
  return { sub, roles: own, sessionId };
}

function expectOne(own: readonly Role[], roles: readonly Role[]): void {
  if (!own.some((role) => roles.includes(role))) throw new RuleError('NOT_ALLOWED');
}

/** The officer's own roles and those of whom they stand in for; none for one who has left. */
async function rolesToday(world: Pick<World, 'staff' | 'now'>, staffId: string): Promise<readonly Role[]> {
  const found = await world.staff.findWithAbsent(staffId);
  return found?.member.active ? actingOn(found.member, found.absent, dayOf(world.now())).roles : [];
}
