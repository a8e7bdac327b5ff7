import { beforeEach, describe, expect, it } from 'vitest';
import { claimTask } from '../../../functions/api/claim-task.ts';
import { getCase } from '../../../functions/api/get-case.ts';
import { getCaseMaterialEndpoint } from '../../../functions/api/get-case-material.ts';
import type { Caller } from '../../../functions/domain/account.ts';
import { CHEN, decided, submitted } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';
import { officer } from '../../support/signed-in.ts';

let world: FakeWorld;
let id: string;
beforeEach(async () => {
  world = new FakeWorld();
  ({ id } = await submitted(world));
});

const read = async (caller: Caller, purpose?: 'audit' | 'supervision') => {
  const query = purpose ? { purpose } : {};
  const { body } = await getCase.run(world, { path: { id }, query, body: undefined, caller });
  return body && 'masked' in body ? body : undefined;
};
const claim = (caller: Caller) =>
  claimTask.run(world, { path: { applicationId: id }, query: undefined, body: {}, caller });
const openPhoto = (caller: Caller, purpose?: 'audit' | 'supervision') =>
  getCaseMaterialEndpoint.run(world, {
    path: { id, materialId: 'photo-1' },
    query: purpose ? { purpose } : {},
    body: undefined,
    caller,
  });

describe('a case that is not mine', () => {
  it('shows number, telephone and name masked, and no address', async () => {
    const file = await read(officer(world, 'wang', 'acceptor'));

    expect(file).toMatchObject({
      masked: true,
      form: {
        fullName: '陈**',
        citizenIdNumber: '330327********0017',
        mobilePhone: '138****0001',
        registeredResidenceAddress: '***',
        currentResidenceAddress: { townshipCode: '331123001', community: '东街社区', detail: '***' },
        existingPermit: { permitNumber: '************0123' },
      },
    });
    const text = JSON.stringify(file);
    for (const secret of [CHEN.citizenIdNumber, CHEN.fullName, '13800000001', '凯恩路8号', '灵溪镇人民路']) {
      expect(text).not.toContain(secret);
    }
    expect(file?.materials.map(({ fileName }) => fileName)).toEqual(['***.jpg', '***.jpg']);
  });

  it('is shown whole once it is mine, and masked again when it is not', async () => {
    const wang = officer(world, 'wang', 'acceptor');
    await claim(wang);

    const mine = await read(wang);
    const others = await read(officer(world, 'mao', 'acceptor'));
    await decided(world, id, 'acceptance', 'accept', 'wang');
    const afterwards = await read(wang);

    expect([mine, others, afterwards].map((file) => file?.masked)).toEqual([false, true, true]);
    expect(mine?.form.citizenIdNumber).toBe(CHEN.citizenIdNumber);
  });

  it('is shown whole to supervisors and auditors who say what for, and that is noted', async () => {
    const auditor = officer(world, 'lan', 'auditor');

    const without = await read(auditor);
    const audited = await read(auditor, 'audit');
    const supervised = await read(officer(world, 'pan', 'supervisor'), 'supervision');
    const acceptor = await read(officer(world, 'wang', 'acceptor'), 'audit');

    expect([without, audited, supervised, acceptor].map((file) => file?.masked)).toEqual([
      true,
      false,
      false,
      true,
    ]);
    const { accesses } = await world.accesses.list(id);
    expect(accesses.map(({ purpose }) => purpose)).toEqual([undefined, 'audit', 'supervision', 'audit']);
  });

  it('opens its files to the claimer, and to supervisors and auditors who say what for', async () => {
    const wang = officer(world, 'wang', 'acceptor');

    await expect(openPhoto(wang)).rejects.toMatchObject({ code: 'NOT_CLAIMED' });
    await claim(wang);
    const opened = await Promise.all([
      openPhoto(wang),
      openPhoto(officer(world, 'pan', 'supervisor'), 'supervision'),
      openPhoto(officer(world, 'lan', 'auditor'), 'audit'),
    ]);

    expect(opened.map(({ status }) => status)).toEqual([303, 303, 303]);
    const refused = [
      officer(world, 'ye', 'clerk'),
      officer(world, 'pan', 'supervisor'),
      officer(world, 'lan', 'auditor'),
    ];
    for (const caller of refused)
      await expect(openPhoto(caller)).rejects.toMatchObject({ code: 'NOT_CLAIMED' });
  });
});
