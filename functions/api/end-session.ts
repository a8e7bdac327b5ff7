import { endpoint } from '../runtime/endpoint.ts';

/** DELETE /sessions/current. Signs out: the authoriser forgets the token within a minute. Again is no error. */
export const endSession = endpoint({
  route: 'end-session',
  summary: 'Sign out',
  success: { status: 204 },
  async run(world, { caller }) {
    await world.sessions.end(caller.sessionId);
    return { status: 204 };
  },
});
