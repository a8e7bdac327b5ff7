import { describe, expect, it } from 'vitest';
import type { Role } from '../../../functions/domain/account.ts';
import { callerOf } from '../../../functions/runtime/caller.ts';
import { anOfficer } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';

const WANG = { sub: 'wang', sessionId: 'session-1' };

/** Wang as the table has them now. */
function worldWith(active: boolean, ...roles: readonly Role[]): FakeWorld {
  const world = new FakeWorld();
  world.memory.staff.set('wang', { ...anOfficer('wang', ...roles), active });
  return world;
}

describe('a session of staff', () => {
  it('acts with the roles that still stand', async () => {
    const world = worldWith(true, 'acceptor');

    const caller = await callerOf(world, 'list-tasks', { ...WANG, roles: 'acceptor supervisor' });

    expect(caller).toEqual({ sub: 'wang', sessionId: 'session-1', roles: ['acceptor'] });
  });

  it('ends its power with the service, the role, or the entry itself', async () => {
    const context = { ...WANG, roles: 'clerk supervisor' };
    const worlds = [worldWith(false, 'clerk', 'supervisor'), worldWith(true, 'supervisor'), new FakeWorld()];

    for (const world of worlds) {
      await expect(callerOf(world, 'add-case-material', context)).rejects.toMatchObject({
        code: 'NOT_ALLOWED',
      });
    }
  });

  it('stands in for the absent on the days entered', async () => {
    const world = worldWith(true, 'reviewer');
    const deputies = [{ from: '2026-03-02', to: '2026-03-02', deputyId: 'wang' }];
    world.memory.staff.set('mao', { ...anOfficer('mao', 'approver'), deputies });
    const context = { ...WANG, roles: 'reviewer approver' };

    const during = await callerOf(world, 'record-decision', context);
    world.setNow('2026-03-03T09:00:00+08:00');
    const after = await callerOf(world, 'record-decision', context);

    expect([during.roles, after.roles]).toEqual([['reviewer', 'approver'], ['reviewer']]);
  });

  it('is ended by whoever has left, too', async () => {
    const world = worldWith(false, 'clerk');

    const caller = await callerOf(world, 'end-session', { ...WANG, roles: 'clerk' });

    expect(caller.sub).toBe('wang');
  });
});
