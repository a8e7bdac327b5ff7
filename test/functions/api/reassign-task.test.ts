import { beforeEach, describe, expect, it } from 'vitest';
import { reassignTask } from '../../../functions/api/reassign-task.ts';
import type { Caller } from '../../../functions/domain/account.ts';
import { CHEN, decided, submitted } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';
import { officer } from '../../support/signed-in.ts';

let world: FakeWorld;
let id: string;
let supervisor: Caller;
beforeEach(async () => {
  world = new FakeWorld();
  supervisor = officer(world, 'pan', 'supervisor');
  officer(world, 'wang', 'acceptor');
  officer(world, 'zhao', 'acceptor', 'reviewer');
  ({ id } = await submitted(world));
});

const give = (to: string, version = 1, caller = supervisor) =>
  reassignTask.run(world, {
    path: { applicationId: id },
    query: undefined,
    body: { to, reason: '原承办人请假', version },
    caller,
  });

describe('a supervisor who gives a task to another officer', () => {
  it('moves it, claimed or not, and keeps who, whom and why', async () => {
    const first = await give('wang');
    const second = await give('zhao', 2);

    expect([first.body, second.body]).toMatchObject([
      { claimedBy: 'wang', version: 2, stage: 'acceptance' },
      { claimedBy: 'zhao', version: 3 },
    ]);
    const [, , event] = await world.cases.events(id);
    expect(event).toMatchObject({
      actor: { kind: 'staff', id: 'pan' },
      fact: { type: 'reassigned', stage: 'acceptance', to: 'zhao' },
    });
    const details = await world.cases.findDetails(id);
    expect(details?.officeNotes).toMatchObject([
      { about: 'reassignment', words: '原承办人请假', officer: 'pan' },
      { about: 'reassignment', officer: 'pan' },
    ]);
  });

  it('changes nothing by asking twice', async () => {
    await give('wang');

    const again = await give('wang');

    expect(again.body).toMatchObject({ claimedBy: 'wang', version: 2 });
    expect(await world.cases.events(id)).toHaveLength(2);
  });

  it('is told when the case has changed since they read it', async () => {
    await give('wang');

    await expect(give('zhao', 1)).rejects.toMatchObject({ code: 'STALE_VERSION' });
  });

  it('cannot give it to a stranger, to one who has left, or to one without the role', async () => {
    officer(world, 'hua', 'reviewer');
    world.memory.staff.set('gone', { ...officerEntry('gone'), active: false });

    const refused = [give('nobody'), give('gone'), give('hua')];

    const codes = ['STAFF_UNKNOWN', 'STAFF_UNKNOWN', 'NOT_ALLOWED'];
    for (const [place, given] of refused.entries()) {
      await expect(given).rejects.toMatchObject({
        code: 'REASSIGNMENT_REFUSED',
        defects: [{ pointer: '/to', code: codes[place] }],
      });
    }
  });

  it('is told every bar at once: the third opinion of one person, and their own household', async () => {
    await decided(world, id, 'acceptance', 'accept', 'zhao');
    const ownerKey = await world.keys.keyOf('person', CHEN.citizenIdNumber);
    world.memory.staff.set('zhao', { ...officerEntry('zhao', 'reviewer'), ownerKey });

    const given = give('zhao', 2);

    await expect(given).rejects.toMatchObject({
      code: 'REASSIGNMENT_REFUSED',
      defects: [
        { pointer: '/to', code: 'SAME_PERSON' },
        { pointer: '/to', code: 'OWN_CASE' },
      ],
    });
    expect(await world.cases.events(id)).toHaveLength(2);
  });

  it('is one: nobody else may, nor one who is no supervisor any more', async () => {
    world.memory.staff.set('pan', officerEntry('pan', 'acceptor'));

    await expect(give('wang')).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });

  it('finds no task in a case that waits for nobody', async () => {
    await decided(world, id, 'acceptance', 'refuse-to-accept', 'wang');

    await expect(give('zhao', 2)).rejects.toMatchObject({ code: 'ACTION_NOT_ALLOWED' });
  });
});

function officerEntry(staffId: string, ...roles: readonly ('acceptor' | 'reviewer')[]) {
  return { id: staffId, displayName: staffId, roles, office: 'center', active: true };
}
