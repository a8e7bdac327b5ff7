import { beforeEach, describe, expect, it } from 'vitest';
import { endSession } from '../../../functions/api/end-session.ts';
import { openSession } from '../../../functions/api/open-session.ts';
import { authorise } from '../../../functions/lambdas/authoriser.ts';
import { anOfficer, CHEN } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';

const ANYONE = { sub: 'anyone', roles: [], sessionId: '' };
const REFUSED = { isAuthorized: false, context: {} };
const ENDED = { isAuthorized: true, context: { ended: 'yes' } };

let world: FakeWorld;
beforeEach(() => {
  world = new FakeWorld();
  world.memory.staff.set('reviewer-1', anOfficer('reviewer-1', 'reviewer', 'acceptor'));
  world.outside.staffTokens.set('staff token', 'reviewer-1');
  world.outside.tickets.set('ticket', CHEN);
});

async function signIn(body: { staffToken: string } | { ticket: string }): Promise<string> {
  const { body: answer } = await openSession.run(world, {
    path: undefined,
    query: undefined,
    body,
    caller: ANYONE,
  });
  return `Bearer ${answer?.token ?? ''}`;
}

describe('the authoriser', () => {
  it('lets an officer and an applicant in, each in their own name and roles', async () => {
    const officer = await authorise(world, await signIn({ staffToken: 'staff token' }));
    const applicant = await authorise(world, await signIn({ ticket: 'ticket' }));

    const [ofOfficer, ofApplicant] = [...world.memory.sessions.keys()];
    expect(officer).toEqual({
      isAuthorized: true,
      context: { sub: 'reviewer-1', sessionId: ofOfficer, roles: 'acceptor reviewer' },
    });
    expect(applicant).toEqual({
      isAuthorized: true,
      context: {
        sub: await world.keys.keyOf('person', CHEN.citizenIdNumber),
        sessionId: ofApplicant,
        roles: 'applicant',
      },
    });
  });

  it.each([
    ['nothing', undefined],
    ['no bearer', 'Basic cmV2aWV3ZXI6MQ=='],
    ['no token', 'Bearer '],
    ['anything', 'Bearer a.b.c'],
  ])('refuses %s', async (_what, authorization) => {
    expect(await authorise(world, authorization)).toEqual(REFUSED);
  });

  it('refuses a token that another world has made', async () => {
    const foreign = await new FakeWorld().sessionTokens.issue(await claims());

    expect(await authorise(world, `Bearer ${foreign}`)).toEqual(REFUSED);
  });

  it('refuses a token of another county, though the key is ours', async () => {
    const foreign = await world.sessionTokens.issue({ ...(await claims()), county: 'shili' });

    expect(await authorise(world, `Bearer ${foreign}`)).toEqual(REFUSED);
  });

  it('says that a session is over once its time has passed, or it was signed out', async () => {
    const first = await signIn({ staffToken: 'staff token' });
    const { context } = await authorise(world, first);
    const caller = { sub: 'reviewer-1', roles: [], sessionId: context.sessionId ?? '' };
    await endSession.run(world, { path: undefined, query: undefined, body: undefined, caller });
    const second = await signIn({ staffToken: 'staff token' });
    world.passMillis(30 * 60 * 1000);

    expect(await authorise(world, first)).toEqual(ENDED);
    expect(await authorise(world, second)).toEqual(ENDED);
  });

  it('takes no token for a session of somebody else', async () => {
    const token = await world.sessionTokens.issue({ ...(await claims()), sub: 'approver-1' });

    expect(await authorise(world, `Bearer ${token}`)).toEqual(ENDED);
  });

  it('gives no role that the session does not have, whatever the token says', async () => {
    const token = await world.sessionTokens.issue({ ...(await claims()), roles: ['operator'] });

    const { context } = await authorise(world, `Bearer ${token}`);

    expect(context).toMatchObject({ sub: 'reviewer-1', roles: 'acceptor reviewer' });
  });
});

/** Of a session that stands. */
async function claims() {
  const token = await signIn({ staffToken: 'staff token' });
  const verified = await world.sessionTokens.verify(token.slice('Bearer '.length));
  if (typeof verified === 'string') throw new Error(`The token is ${verified}`);
  return verified;
}
