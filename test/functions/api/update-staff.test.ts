import { beforeEach, describe, expect, it } from 'vitest';
import { listTasks } from '../../../functions/api/list-tasks.ts';
import { claimTask } from '../../../functions/api/claim-task.ts';
import { updateStaff } from '../../../functions/api/update-staff.ts';
import type { Caller } from '../../../functions/domain/account.ts';
import { decided, submitted } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';
import { officer } from '../../support/signed-in.ts';

let world: FakeWorld;
let operator: Caller;
beforeEach(() => {
  world = new FakeWorld();
  operator = officer(world, 'zhong', 'operator');
  officer(world, 'wang', 'acceptor');
});

type Body = Parameters<typeof updateStaff.run>[1]['body'];
const WANG: Body = { version: 0, roles: ['acceptor'], office: 'miaogao', active: true, deputies: [] };
const put = (id: string, body: Body, caller = operator) =>
  updateStaff.run(world, { path: { id }, query: undefined, body, caller });

describe('an officer’s entry', () => {
  it('is changed with a line in the log that says who changed what', async () => {
    const { body } = await put('wang', { ...WANG, roles: ['acceptor', 'reviewer'] });

    expect(body).toMatchObject({
      id: 'wang',
      roles: ['acceptor', 'reviewer'],
      office: 'miaogao',
      version: 1,
    });
    expect(await world.staff.changes('wang')).toEqual([
      {
        staffId: 'wang',
        version: 1,
        at: world.now(),
        by: 'zhong',
        from: { roles: ['acceptor'], office: 'center', active: true, deputies: [] },
        to: { roles: ['acceptor', 'reviewer'], office: 'miaogao', active: true, deputies: [] },
      },
    ]);
  });

  it('is made for a new officer, whose number is kept only as a keyed hash', async () => {
    const { body } = await put('li', {
      ...WANG,
      displayName: '李受三',
      citizenIdNumber: '331123198507079496',
    });

    expect(body).toMatchObject({ id: 'li', version: 1 });
    const stored = await world.staff.find('li');
    expect(stored?.ownerKey).toBe(await world.keys.keyOf('person', '331123198507079496'));
    expect(JSON.stringify(stored)).not.toContain('331123198507079496');
  });

  it('is refused with everything that is wrong with it', async () => {
    const wrong = put('li', {
      ...WANG,
      roles: ['auditor', 'approver'],
      office: 'nowhere',
      deputies: [{ from: '2026-03-09', to: '2026-03-02', deputyId: 'nobody' }],
    });

    await expect(wrong).rejects.toMatchObject({
      code: 'STAFF_REFUSED',
      defects: [
        { pointer: '/roles', code: 'ROLES_NOT_TOGETHER' },
        { pointer: '/office', code: 'OFFICE_UNKNOWN' },
        { pointer: '/deputies/0/to', code: 'PERIOD' },
        { pointer: '/deputies/0/deputyId', code: 'STAFF_UNKNOWN' },
        { pointer: '/displayName', code: 'FIELD_REQUIRED' },
        { pointer: '/citizenIdNumber', code: 'FIELD_REQUIRED' },
      ],
    });
  });

  it('is the only one under which a person is in service', async () => {
    const person = { displayName: '李四', citizenIdNumber: '331123198507079496' };
    await put('li', { ...WANG, ...person });

    const second = put('li-2', { ...WANG, ...person });

    await expect(second).rejects.toMatchObject({
      code: 'STAFF_REFUSED',
      defects: [{ pointer: '/citizenIdNumber', code: 'STAFF_IDENTITY_TAKEN' }],
    });
    await put('li', { ...WANG, version: 1, active: false });
    await put('li-2', { ...WANG, ...person });
    await expect(put('li', { ...WANG, version: 2 })).rejects.toMatchObject({
      defects: [{ pointer: '/active', code: 'STAFF_IDENTITY_TAKEN' }],
    });
  });

  it('is not changed on an old view; the same entry again is no change', async () => {
    await put('wang', WANG);

    const again = await put('wang', WANG);

    expect(again.body).toMatchObject({ version: 1 });
    expect(await world.staff.changes('wang')).toHaveLength(1);
    await expect(put('wang', { ...WANG, active: false })).rejects.toMatchObject({ code: 'STALE_VERSION' });
  });

  it('is nobody’s own to change, and no supervisor’s', async () => {
    const supervisor = officer(world, 'pan', 'supervisor');

    await expect(put('zhong', { ...WANG, roles: ['approver'] })).rejects.toMatchObject({
      code: 'OWN_STAFF_RECORD',
    });
    await expect(put('wang', WANG, supervisor)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });
});

describe('a deputy', () => {
  const deputies = [{ from: '2026-03-02', to: '2026-03-03', deputyId: 'hua' }];
  const claim = (id: string, caller: Caller) =>
    claimTask.run(world, { path: { applicationId: id }, query: undefined, body: {}, caller });

  it('acts with the absent officer’s roles on the days entered, and sees that office’s tasks', async () => {
    const hua = officer(world, 'hua', 'reviewer');
    const { id } = await submitted(world);
    const query = { stage: 'acceptance' } as const;
    const list = async () =>
      (await listTasks.run(world, { path: undefined, query, body: undefined, caller: hua })).body?.tasks;
    const before = await list();
    await put('wang', { ...WANG, deputies });

    const during = await list();
    const claimed = await claim(id, hua);

    expect([before?.length, during?.length]).toEqual([0, 1]);
    expect(claimed.body?.claimedBy).toBe('hua');
  });

  it('acts no longer when the days are over, or when the officer has left', async () => {
    const hua = officer(world, 'hua', 'reviewer');
    const { id } = await submitted(world);
    await put('wang', { ...WANG, deputies });
    world.setNow('2026-03-04T00:00:00+08:00');

    await expect(claim(id, hua)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    world.setNow('2026-03-03T09:00:00+08:00');
    await put('wang', { ...WANG, version: 1, active: false, deputies });
    await expect(claim(id, hua)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });

  it('is barred like anybody: no second opinion in one case', async () => {
    const hua = officer(world, 'hua', 'reviewer');
    const { id } = await submitted(world);
    await put('wang', { ...WANG, deputies });
    await decided(world, id, 'acceptance', 'accept', 'hua');

    await expect(claim(id, hua)).rejects.toMatchObject({ code: 'SAME_PERSON' });
  });

  it('takes over no audit and no operation, and auditors take over nothing', async () => {
    const hua = officer(world, 'hua', 'reviewer');
    const lan = officer(world, 'lan', 'auditor');
    world.memory.staff.set('other', {
      id: 'other',
      displayName: 'other',
      roles: ['operator'],
      office: 'center',
      active: true,
      deputies,
    });
    await put('wang', { ...WANG, deputies: [{ ...deputies[0], deputyId: 'lan' }] as Body['deputies'] });
    const { id } = await submitted(world);

    await expect(put('wang', { ...WANG, version: 1 }, hua)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await expect(claim(id, lan)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });
});
