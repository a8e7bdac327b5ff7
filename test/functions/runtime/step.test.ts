import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { handler as authoriser } from '../../../functions/lambdas/authoriser.ts';
import { provideWorld } from '../../../functions/runtime/container.ts';
import { defineStep, StepOutcome, stepHandler } from '../../../functions/runtime/step.ts';
import { handler as scheduled } from '../../../functions/schedules/replay.ts';
import { FakeWorld } from '../../support/fake-world.ts';

class Turned extends StepOutcome {
  override readonly name = 'Turned';
}

/** What the runtime of Lambda is thrown by a step in which this goes wrong. */
async function thrownOf(goWrong: () => never): Promise<unknown> {
  provideWorld(() => new FakeWorld());
  const step = defineStep({
    name: 'check',
    input: z.object({ applicationId: z.string() }),
    output: z.strictObject({}),
    run: () => Promise.resolve().then(goWrong),
  });
  const context = {} as Parameters<ReturnType<typeof stepHandler>>[1];
  return stepHandler(step)({ applicationId: 'case-1' }, context).catch((error: unknown) => error);
}

describe('What a step throws', () => {
  it('has the name of the fault, and nothing of a message that quotes what was stored', async () => {
    const thrown = await thrownOf(() => JSON.parse('陈晓宁') as never);

    expect(thrown).toMatchObject({ name: 'SyntaxError' });
    expect(JSON.stringify([thrown, String(thrown), (thrown as Error).stack])).not.toContain('陈');
  });

  it('is the outcome itself where the machine goes on by its name', async () => {
    const thrown = await thrownOf(() => {
      throw new Turned('review');
    });

    expect(thrown).toMatchObject({ name: 'Turned', message: 'review' });
  });
});

describe('What the authoriser and a scheduled act throw', () => {
  it('has the name of the fault, and nothing of a message that quotes what was stored', async () => {
    const world = new FakeWorld();
    const damaged = () => Promise.reject(new SyntaxError('陈晓宁 is not valid JSON'));
    Object.assign(world.sessions, { find: damaged });
    Object.assign(world.cases, { open: damaged });
    provideWorld(() => world);
    const claims = { sub: 's', sessionId: 's', county: world.county.id, roles: [], authlevel: 3 } as const;
    const token = await world.sessionTokens.issue({
      ...claims,
      issuedAtSeconds: Math.floor(world.transportMillis() / 1000),
      expiresAtSeconds: Math.ceil(world.transportMillis() / 1000) + 60,
    });
    const event = { headers: { authorization: `Bearer ${token}` }, requestContext: { requestId: 'r' } };

    const ofAuthoriser = await authoriser(event as unknown as Parameters<typeof authoriser>[0]).catch(String);
    const ofSchedule = await scheduled({}, {} as Parameters<typeof scheduled>[1]).catch(String);

    expect([ofAuthoriser, ofSchedule]).toEqual([
      'SyntaxError: What happened is in the log line before',
      'SyntaxError: What happened is in the log line before',
    ]);
  });
});
