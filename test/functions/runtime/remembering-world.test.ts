import { describe, expect, it } from 'vitest';
import { StaleWriteError } from '../../../functions/domain/rule-error.ts';
import type { World } from '../../../functions/ports.ts';
import { rememberingWorld } from '../../../functions/runtime/remembering-world.ts';
import { anOfficer } from '../../support/builders.ts';
import { anAct, aSubmission, opinion } from '../../support/case-changes.ts';
import { FakeWorld } from '../../support/fake-world.ts';

/** A world that says which reads reached its stores. */
function watched(world: FakeWorld): { seen: World; reads: string[] } {
  const reads: string[] = [];
  const watch = <Port extends object>(name: string, port: Port): Port =>
    new Proxy(port, {
      get(target, method) {
        const value: unknown = Reflect.get(target, method);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => {
          reads.push(`${name}.${String(method)} ${args.filter((arg) => typeof arg === 'string').join()}`);
          return Reflect.apply(value, target, args) as unknown;
        };
      },
    });
  const { cases, messages, staff, calendars } = world;
  const ports = {
    cases: watch('cases', cases),
    messages: watch('messages', messages),
    staff: watch('staff', staff),
    calendars: watch('calendars', calendars),
  };
  const overlay = new Proxy(world, {
    get: (target, name) => Reflect.get(Object.hasOwn(ports, name) ? ports : target, name) as unknown,
  });
  return { seen: rememberingWorld(overlay), reads };
}

async function worldWithCase() {
  const world = new FakeWorld();
  const change = aSubmission();
  await world.cases.commit(change);
  return { world, id: change.next.id, record: change.next, details: change.details };
}

describe('one call', () => {
  it('reads a case, an officer and the working days once', async () => {
    const { world, id, record } = await worldWithCase();
    world.memory.staff.set('wang', anOfficer('wang', 'acceptor'));
    const { seen, reads } = watched(world);

    for (const _time of [1, 2, 3]) {
      await seen.cases.find(id);
      await seen.cases.findDetails(id);
      await seen.staff.find('wang');
      await seen.staff.findWithAbsent('wang');
      await seen.calendars.editions();
    }

    expect(await seen.cases.find(id)).toEqual(record);
    expect(reads).toEqual([
      `cases.find ${id}`,
      `cases.findDetails ${id}`,
      'staff.find wang',
      'staff.findWithAbsent wang',
      'calendars.editions ',
    ]);
  });

  it('remembers what it has written itself', async () => {
    const { world, id, record, details } = await worldWithCase();
    const { seen, reads } = watched(world);
    await seen.cases.find(id);
    await seen.cases.findDetails(id);

    const change = anAct(record, [opinion('acceptance', 'accept')]);
    await seen.cases.commit(change);

    expect(await seen.cases.find(id)).toEqual(change.next);
    expect(await seen.cases.findDetails(id)).toEqual(details);
    expect(reads.filter((read) => read.startsWith('cases.find'))).toHaveLength(2);
  });

  it('reads afresh after it was overtaken', async () => {
    const { world, id, record } = await worldWithCase();
    const { seen } = watched(world);
    await seen.cases.find(id);
    const others = anAct(record, [opinion('acceptance', 'accept')]);
    await world.cases.commit(others);

    const late = seen.cases.commit(anAct(record, [opinion('acceptance', 'request-correction')]));

    await expect(late).rejects.toBeInstanceOf(StaleWriteError);
    expect(await seen.cases.find(id)).toEqual(others.next);
  });

  it('never puts details beside a record that is newer than they are', async () => {
    const { world, id, record, details } = await worldWithCase();
    const { seen } = watched(world);
    await seen.cases.findDetails(id);
    const amended = { ...details, salt: '11' };
    await world.cases.commit(anAct(record, [opinion('acceptance', 'accept')], { details: amended }));

    const newer = await seen.cases.find(id);

    expect(newer?.version).toBe(record.version + 1);
    expect(await seen.cases.findDetails(id)).toEqual(amended);
  });

  it('takes the record and what is owed from one read, and looks again once somebody has gone through it', async () => {
    const { world, id, record } = await worldWithCase();
    const { seen, reads } = watched(world);

    await seen.messages.findWithRecord(id);
    const found = await seen.cases.find(id);
    await seen.messages.findWithRecord(id);
    await seen.messages.findWithRecord(id);

    expect(found).toEqual(record);
    expect(reads).toEqual([`messages.findWithRecord ${id}`, `messages.listUnsettled ${id}`]);
  });

  it('does not go by what was owed before it wrote', async () => {
    const { world, id, record } = await worldWithCase();
    const { seen } = watched(world);
    await seen.messages.findWithRecord(id);

    const change = anAct(record, [opinion('acceptance', 'accept')], { owes: ['accepted'] });
    await seen.cases.commit(change);

    const found = await seen.messages.findWithRecord(id);
    expect(found).toEqual({
      record: change.next,
      unsettled: [{ event: 'accepted', owedSince: 2, state: 'owed' }],
    });
  });

  it('reads whether a case waits after it has kept the token, whatever it knew before', async () => {
    const { world, id, record } = await worldWithCase();
    const { seen } = watched(world);
    await seen.cases.find(id);
    const others = anAct(record, [opinion('acceptance', 'accept')]);
    await world.cases.commit(others);

    await seen.taskTokens.open({ caseId: id, stage: 'acceptance', round: 1, token: 't' });

    expect(await seen.cases.find(id)).toEqual(others.next);
  });

  it('asks again for what could not be read', async () => {
    const world = new FakeWorld();
    let fails = true;
    const overlay = new Proxy(world, {
      get: (target, name) =>
        name === 'staff'
          ? { ...target.staff, find: async () => (fails ? Promise.reject(new Error('down')) : undefined) }
          : (Reflect.get(target, name) as unknown),
    });
    const seen = rememberingWorld(overlay);
    await expect(seen.staff.find('wang')).rejects.toThrow('down');
    fails = false;

    const member = await seen.staff.find('wang');

    expect(member).toBeUndefined();
  });
});
