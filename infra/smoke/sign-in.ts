import * as z from 'zod';
import { type Door, Unexpected } from './door.ts';

/** Turns a staff token into a session. @returns the signed-in door and the roles the session has */
export async function signIn(anyone: Door, staffToken: string): Promise<{ door: Door; roles: string[] }> {
  const { token, roles } = await anyone.post(
    '/sessions',
    { staffToken },
    z.looseObject({ token: z.string(), roles: z.array(z.string()) }),
  );
  return { door: anyone.withToken(token), roles };
}

/** The smoke account's session: an applicant's and nothing else, or it would be an officer who plays the applicant. */
export async function signInForSmoke(anyone: Door, staffToken: string): Promise<Door> {
  const { door, roles } = await signIn(anyone, staffToken);
  if (roles.join() === 'applicant') return door;
  await door.remove('/sessions/current');
  throw new Unexpected(
    `The token belongs to an account with the roles ${roles.join(', ')}; it must be the account that the county data names as smoke.staffId.`,
  );
}
