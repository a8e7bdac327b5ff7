import * as z from 'zod';
import { memberOf } from '../casework/staff-access.ts';
import { ROLES, type Role } from '../domain/account.ts';
import { SYNTHETIC_PERSON } from '../domain/synthetic.ts';
import { endpoint } from '../runtime/endpoint.ts';
import type { World } from '../ports.ts';
import type { Session } from '../ports/registers.ts';

const LIFETIME_SECONDS = 30 * 60;

const body = z.union([
  z.strictObject({ ticket: z.string().min(1).max(500) }),
  z.strictObject({ ticketId: z.string().min(1).max(500) }),
  z.strictObject({ staffToken: z.string().min(1).max(8000) }),
]);

/**
 * POST /sessions. Redeems a ticket of the state's sign-in, or a two-factor staff token, for our own token of 30
 * minutes. Who the person is stays in the session; the token carries neither name nor number. If it fails halfway,
 * the ticket is spent and the person signs in again.
 */
export const openSession = endpoint({
  route: 'open-session',
  summary: 'Sign in',
  body,
  success: {
    status: 201,
    body: z.strictObject({ token: z.string(), expiresAt: z.string(), roles: z.array(z.enum(ROLES)) }),
  },
  refusals: [401, 403],
  async run(world, { body: proof }) {
    const who =
      'staffToken' in proof ? await officer(world, proof.staffToken) : await applicant(world, proof);
    const issuedAtSeconds = Math.floor(world.transportMillis() / 1000);
    const session: Session = {
      id: world.newId(),
      ...who,
      expiresAtSeconds: issuedAtSeconds + LIFETIME_SECONDS,
    };
    await world.sessions.create(session);
    const token = await world.sessionTokens.issue({
      sub: session.sub,
      sessionId: session.id,
      county: world.county.id,
      roles: session.roles,
      authlevel: session.person?.authlevel ?? 3,
      issuedAtSeconds,
      expiresAtSeconds: session.expiresAtSeconds,
    });
    const expiresAt = new Date(session.expiresAtSeconds * 1000).toISOString();
    return { status: 201, body: { token, expiresAt, roles: [...session.roles] } };
  },
});

async function applicant(world: World, ticket: { ticket: string } | { ticketId: string }) {
  const person = await world.signIn.redeem(ticket);
  const roles: readonly Role[] = ['applicant'];
  return { sub: await world.keys.keyOf('person', person.citizenIdNumber), roles, person };
}

/** Roles come from our own table, never from the issuer. @throws RuleError NOT_ALLOWED for a stranger or a former officer */
async function officer(world: World, staffToken: string) {
  const staffId = await world.signIn.verifyStaffToken(staffToken);
  const { roles } = await memberOf(world, { sub: staffId });
  if (staffId === world.county.smoke?.staffId) return smokeTest(world, staffId);
  return { sub: staffId, roles, staffId };
}

/** The smoke test's account is no officer, whatever roles it holds: it acts as an applicant who does not exist. */
async function smokeTest(world: World, staffId: string) {
  const sub = await world.keys.keyOf('person', SYNTHETIC_PERSON.citizenIdNumber);
  return { sub, roles: ['applicant'] as const, staffId, person: SYNTHETIC_PERSON };
}
