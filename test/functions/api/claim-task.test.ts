import { beforeEach, describe, expect, it } from 'vitest';
import { claimTask } from '../../../functions/api/claim-task.ts';
import { getCase } from '../../../functions/api/get-case.ts';
import { recordDecision } from '../../../functions/api/record-decision.ts';
import type { Caller } from '../../../functions/domain/account.ts';
import { anOfficer, CHEN, CHENS_FACTS, decided, LIN, submitted } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';

let world: FakeWorld;
let id: string;
let lin: Caller;
beforeEach(async () => {
  world = new FakeWorld();
  ({ id } = await submitted(world));
  const ownerKey = await world.keys.keyOf('person', LIN.citizenIdNumber);
  world.memory.staff.set('lin', { ...anOfficer('lin', 'acceptor', 'reviewer'), ownerKey });
  lin = { sub: 'lin', roles: ['acceptor', 'reviewer'], sessionId: 'session of lin' };
});

const claim = () =>
  claimTask.run(world, { path: { applicationId: id }, query: undefined, body: {}, caller: lin });
const accept = (version: number) =>
  recordDecision.run(world, {
    path: { applicationId: id },
    query: undefined,
    body: { stage: 'acceptance', outcome: 'accept', comment: '同意', reasons: [], overrides: [], version },
    caller: lin,
  });
const isHousehold = () =>
  world.outside.people.set(CHEN.citizenIdNumber, { ...CHENS_FACTS, household: [LIN.citizenIdNumber] });

describe('a case the registry has not been asked about yet', () => {
  it('is not claimed by somebody of the household', async () => {
    isHousehold();

    await expect(claim()).rejects.toMatchObject({ code: 'OWN_CASE' });

    expect((await world.cases.find(id))?.claimedBy).toBeUndefined();
  });

  it('is not decided by somebody of the household who holds it', async () => {
    const { body } = await claim();
    isHousehold();

    await expect(accept(body?.version ?? 0)).rejects.toMatchObject({ code: 'OWN_CASE' });

    expect((await world.cases.find(id))?.officers).toEqual({});
  });

  it('waits while the registry is silent, and is read meanwhile', async () => {
    world.failNext('population.lookUp', new Error('no answer'));

    await expect(claim()).rejects.toMatchObject({ code: 'TRY_LATER' });

    const read = await getCase.run(world, { path: { id }, query: {}, body: undefined, caller: lin });
    expect(read.body).toMatchObject({ masked: true });
  });
});

describe('three opinions', () => {
  it('are of three persons, not only of three entries', async () => {
    const linsOther = { ...anOfficer('lin-old', 'acceptor'), active: false };
    const ownerKey = await world.keys.keyOf('person', LIN.citizenIdNumber);
    world.memory.staff.set('lin-old', { ...linsOther, ownerKey });
    await decided(world, id, 'acceptance', 'accept', 'lin-old');

    await expect(claim()).rejects.toMatchObject({ code: 'SAME_PERSON' });
  });
});
