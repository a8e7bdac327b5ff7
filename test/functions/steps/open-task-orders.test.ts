import { describe, expect, it } from 'vitest';
import { recordFacts } from '../../../functions/casework/record-facts.ts';
import { wakeLeftOpen, wakeMachine } from '../../../functions/casework/wake-machine.ts';
import type { World } from '../../../functions/ports.ts';
import { rememberingWorld } from '../../../functions/runtime/remembering-world.ts';
import { openTask } from '../../../functions/steps/open-task.ts';
import { decided, submitted } from '../../support/builders.ts';
import { opinion } from '../../support/case-changes.ts';
import { FakeWorld } from '../../support/fake-world.ts';
import { Turns } from '../../support/turns.ts';

const TASK = { stage: 'acceptance', round: 1 } as const;

/** Every order of keeping the token (K) and reading the case (R) with the opinion (O), its look for the token (L) and the waking (W). */
const ORDERS = 'KROLW KORLW KOLRW KOLWR OKRLW OKLRW OKLWR OLKRW OLKWR OLWKR'.split(' ');

/** The world of one process, whose acts named here wait for their turn. */
function inTurns(world: FakeWorld, turns: Turns, acts: Readonly<Record<string, string>>): World {
  const watch = <Port extends object>(name: string, port: Port): Port =>
    new Proxy(port, {
      get(target, method) {
        const value: unknown = Reflect.get(target, method);
        const turn = acts[`${name}.${String(method)}`];
        if (typeof value !== 'function' || turn === undefined) return value;
        return (...args: unknown[]) =>
          turns.at(turn, async () => Reflect.apply(value, target, args) as unknown);
      },
    });
  const { cases, messages, taskTokens, workflow } = world;
  const ports = {
    cases: watch('cases', cases),
    messages: watch('messages', messages),
    taskTokens: watch('taskTokens', taskTokens),
    workflow: watch('workflow', workflow),
  };
  return new Proxy(world, {
    get(target, name) {
      const value: unknown = Reflect.get(Object.hasOwn(ports, name) ? ports : target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

async function race(order: string) {
  const world = new FakeWorld();
  const before = await submitted(world);
  world.memory.awaitedTokens.add('t');
  const turns = new Turns(order);
  const machine = rememberingWorld(
    inTurns(world, turns, { 'taskTokens.open': 'K', 'messages.findWithRecord': 'R' }),
  );
  const office = inTurns(world, turns, {
    'cases.commit': 'O',
    'taskTokens.find': 'L',
    'workflow.wake': 'W',
    'workflow.reroute': 'W',
  });

  const opening = openTask.run(machine, { applicationId: before.id, ...TASK, token: 't' }).then(
    () => 'waits',
    (error: unknown) => (error instanceof Error ? error.name : 'unknown'),
  );
  const deciding = (async () => {
    const fact = opinion('acceptance', 'accept');
    const next = await recordFacts(office, before, { kind: 'staff', id: 'wang' }, [fact]);
    await wakeMachine(office, next, TASK);
  })();
  await deciding.finally(() => turns.leave('O', 'L', 'W'));
  const outcome = await opening;
  return { world, id: before.id, outcome, woken: !world.memory.awaitedTokens.has('t') };
}

describe('a task that is opened while its opinion is given', () => {
  it.each(ORDERS)('never leaves the machine asleep: %s', async (order) => {
    const { outcome, woken } = await race(order);

    const seen = order.indexOf('O') < order.indexOf('R');
    expect(outcome).toBe(seen ? 'AlreadyDecided' : 'waits');
    expect(outcome === 'AlreadyDecided' || woken).toBe(true);
  });

  it('leaves a token behind that misleads neither the sweep nor the next opinion', async () => {
    const { world, id } = await race('OLKRW');
    world.memory.awaitedTokens.delete('t');
    const left = await world.taskTokens.kept(id);

    const before = await wakeLeftOpen(world, id);
    world.memory.awaitedTokens.add('next');
    await openTask.run(world, { applicationId: id, stage: 'review', round: 1, token: 'next' });
    const after = await wakeLeftOpen(world, id);
    await decided(world, id, 'review', 'endorse');
    const lost = await wakeLeftOpen(world, id);

    expect(left).toEqual([{ ...TASK, token: 't' }]);
    expect([before, after, lost]).toEqual([false, false, true]);
    expect(world.memory.awaitedTokens.size).toBe(0);
  });
});

describe('a call that is overtaken by the one after it', () => {
  it('does not put its token, whose task is over, in the place of the one for which the machine waits', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);
    world.memory.awaitedTokens.add('of the second entry');
    const entry = { applicationId: id, ...TASK };

    // The first entry has timed out while its call, in a container just started, had not kept its token yet.
    const second = { enteredAt: '2026-03-02T01:00:01.000Z', token: 'of the second entry' };
    await openTask.run(world, { ...entry, ...second });
    await openTask.run(world, { ...entry, enteredAt: '2026-03-02T01:00:00.000Z', token: 'of the first' });
    await decided(world, id, 'acceptance', 'accept');
    const record = await world.cases.find(id);
    if (record) await wakeMachine(world, record, TASK);

    expect(world.memory.awaitedTokens.size).toBe(0);
  });

  it('nor the token of an attempt that was given up in the place of the next attempt’s', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);
    world.memory.awaitedTokens.add('of the retry');
    const entry = { applicationId: id, ...TASK, enteredAt: '2026-03-02T01:00:00.000Z' };

    // The machine took the first call for failed, and tried again; in truth it went on.
    await openTask.run(world, { ...entry, attempt: 1, token: 'of the retry' });
    await openTask.run(world, { ...entry, attempt: 0, token: 'of the first call' });
    await decided(world, id, 'acceptance', 'accept');
    const record = await world.cases.find(id);
    if (record) await wakeMachine(world, record, TASK);

    expect(world.memory.awaitedTokens.size).toBe(0);
  });
});
