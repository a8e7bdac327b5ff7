import { beforeEach, describe, expect, it } from 'vitest';
import { claimTask } from '../../../functions/api/claim-task.ts';
import { getCaseMaterialEndpoint } from '../../../functions/api/get-case-material.ts';
import { getCase } from '../../../functions/api/get-case.ts';
import { listAccesses } from '../../../functions/api/list-accesses.ts';
import { listCaseEvents } from '../../../functions/api/list-case-events.ts';
import { recordDecision } from '../../../functions/api/record-decision.ts';
import type { Caller } from '../../../functions/domain/account.ts';
import { aDraft, anOfficer, LIN, submitted } from '../../support/builders.ts';
import { copied } from '../../support/fake-memory.ts';
import { FakeWorld } from '../../support/fake-world.ts';
import { officer, signedIn } from '../../support/signed-in.ts';

let world: FakeWorld;
let id: string;
beforeEach(async () => {
  world = new FakeWorld();
  ({ id } = await submitted(world));
});

const ask = <Path>(path: Path) => ({ path, query: {}, body: undefined });
const list = async () => {
  const { body } = await listAccesses.run(world, { ...ask({ id }), caller: await signedIn(world) });
  return body;
};

const accept = (caller: Caller) =>
  recordDecision.run(world, {
    path: { applicationId: id },
    query: undefined,
    body: { stage: 'acceptance', outcome: 'accept', comment: '属实', version: 1, reasons: [], overrides: [] },
    caller,
  });

describe('who has opened my file', () => {
  it('is told with office and roles, never by name, for file, paper and events', async () => {
    const wang = officer(world, 'wang', 'acceptor');
    world.memory.staff.set('wang', { ...anOfficer('wang', 'acceptor'), displayName: '王警官' });
    await getCase.run(world, { ...ask({ id }), caller: wang });
    await claimTask.run(world, { ...ask({ applicationId: id }), body: {}, caller: wang });
    await getCaseMaterialEndpoint.run(world, { ...ask({ id, materialId: 'photo-1' }), caller: wang });
    await listCaseEvents.run(world, { ...ask({ id }), caller: officer(world, 'zhao', 'auditor') });

    const seen = await list();

    const center = world.county.offices.find((office) => office.id === 'center')?.name;
    expect(seen?.intact).toBe(true);
    expect(seen?.accesses).toMatchObject([
      { at: world.now(), what: 'case-file', who: { id: 'wang', roles: ['acceptor'], office: center } },
      { what: 'material', materialId: 'photo-1', who: { id: 'wang' } },
      { what: 'events', materialId: null, who: { id: 'zhao', roles: ['auditor'] } },
    ]);
    expect(JSON.stringify(seen)).not.toContain('王警官');
  });

  it('counts an officer who gives an opinion, also one that is refused', async () => {
    const wang = officer(world, 'wang', 'acceptor');

    const refused = accept(wang);

    await expect(refused).rejects.toMatchObject({ code: 'NOT_CLAIMED' });
    expect((await list())?.accesses).toMatchObject([{ what: 'case-file', purpose: 'opinion' }]);
  });

  it('leaves the case as it was: its version, its events and its chain', async () => {
    const before = await world.cases.find(id);

    await getCase.run(world, { ...ask({ id }), caller: officer(world, 'wang', 'reviewer') });

    expect(await world.cases.find(id)).toEqual(before);
  });

  it('shows nothing of a case whose opening cannot be noted', async () => {
    world.failNext('accesses.append', new Error('the table is away'));

    const opened = getCase.run(world, { ...ask({ id }), caller: officer(world, 'wang', 'reviewer') });

    await expect(opened).rejects.toThrow('the table is away');
  });

  it('says when somebody has changed the record', async () => {
    const wang = officer(world, 'wang', 'acceptor');
    await getCase.run(world, { ...ask({ id }), caller: wang });
    await getCase.run(world, { ...ask({ id }), caller: wang });
    const chain = world.beside.accesses.get(id) ?? [];
    world.beside.accesses.set(
      id,
      chain.map((access) => ({ ...access, who: { ...access.who, id: 'nobody' } })),
    );

    const seen = await list();

    expect(seen?.intact).toBe(false);
  });

  it('says when somebody has cut off its end, whoever looked before an opinion was recorded', async () => {
    const wang = officer(world, 'wang', 'acceptor');
    await claimTask.run(world, { ...ask({ applicationId: id }), body: {}, caller: wang });
    await accept(wang);
    const chain = world.beside.accesses.get(id) ?? [];
    const whole = await list();

    world.beside.accesses.set(id, chain.slice(0, -1));

    expect([whole?.intact, (await list())?.intact]).toEqual([true, false]);
  });

  it('cannot be vouched for when the events that anchor it were changed', async () => {
    const wang = officer(world, 'wang', 'acceptor');
    await claimTask.run(world, { ...ask({ applicationId: id }), body: {}, caller: wang });
    await accept(wang);
    const [submission, ...others] = await world.cases.events(id);
    const without = others.map((event) =>
      event.fact.type === 'decided' ? { ...event, fact: { ...event.fact, accesses: undefined } } : event,
    );

    world.memory.events.set(id, submission ? [submission, ...copied(without)] : []);

    expect((await list())?.intact).toBe(false);
  });

  it('is nobody else’s to know', async () => {
    const stranger = await signedIn(world, LIN);

    const asked = listAccesses.run(world, { ...ask({ id }), caller: stranger });

    await expect(asked).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is empty for a draft, which nobody else can open', async () => {
    const caller = await signedIn(world);
    const draft = aDraft(world.newId(), [caller.sub]);
    await world.drafts.save(draft);

    const { body } = await listAccesses.run(world, { ...ask({ id: draft.id }), caller });

    expect(body).toEqual({ intact: true, accesses: [] });
  });
});
