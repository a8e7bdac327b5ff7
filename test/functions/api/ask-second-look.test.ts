import { beforeEach, describe, expect, it } from 'vitest';
import { askSecondLook } from '../../../functions/api/ask-second-look.ts';
import { CHEN, LIN, submitted } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';
import { notAccepted } from '../../support/not-accepted.ts';
import { signedIn } from '../../support/signed-in.ts';

let world: FakeWorld;
beforeEach(() => {
  world = new FakeWorld();
});

const ask = async (id: string, reason = '我持有居民身份证', person = CHEN) =>
  askSecondLook.run(world, {
    path: { id },
    query: undefined,
    body: { reason },
    caller: await signedIn(world, person),
  });

describe('a second look', () => {
  it('puts the case on the supervisors’ list, owes no SMS and wakes no machine', async () => {
    const { id, version } = await notAccepted(world);
    const before = world.effects.length;

    const { status, body } = await ask(id);

    expect(status).toBe(202);
    expect(body).toEqual({ askedAt: world.now(), version: version + 1 });
    expect((await world.cases.queue('second-look')).map((record) => record.id)).toEqual([id]);
    expect(
      world.effects
        .slice(before)
        .map(({ name }) => name)
        .filter((name) => name !== 'sessions.create'),
    ).toEqual(['cases.commit']);
    expect(world.memory.messages.filter(({ state }) => state === 'owed').map(({ event }) => event)).toEqual([
      'received',
    ]);
  });

  it('keeps the person’s words out of the events', async () => {
    const { id } = await notAccepted(world);

    await ask(id, '我叫陈晓宁');

    expect((await world.cases.findDetails(id))?.secondLookReason).toBe('我叫陈晓宁');
    expect(JSON.stringify(await world.cases.events(id))).not.toContain('陈晓宁');
  });

  it('is had once; the same words again get the same answer', async () => {
    const { id } = await notAccepted(world);
    const first = await ask(id);
    world.setNow('2026-03-03T09:00:00+08:00');

    const again = await ask(id);

    expect(again.body).toEqual(first.body);
    await expect(ask(id, '还有别的理由')).rejects.toMatchObject({ code: 'SECOND_LOOK_ASKED' });
  });

  it('may be asked for until the end of the sixtieth day after the decision', async () => {
    const first = new FakeWorld();
    world = first;
    const { id } = await notAccepted(world);
    // Decided on 2 March: 29 days of March and 30 of April make 59; 1 May is the sixtieth.
    world.setNow('2026-05-02T00:00:00+08:00');
    const late = ask(id);
    await expect(late).rejects.toMatchObject({ code: 'SECOND_LOOK_TOO_LATE' });

    world.setNow('2026-05-01T23:59:59+08:00');

    expect((await ask(id)).status).toBe(202);
  });

  it('is for those who were told no', async () => {
    const { id } = await submitted(world);

    await expect(ask(id)).rejects.toMatchObject({ code: 'ACTION_NOT_ALLOWED' });
  });

  it('is nobody else’s to ask for', async () => {
    const { id } = await notAccepted(world);

    await expect(ask(id, '不同意', LIN)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
