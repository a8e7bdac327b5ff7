import { beforeEach, describe, expect, it } from 'vitest';
import { listExecutions } from '../../../functions/api/list-executions.ts';
import { redriveExecution } from '../../../functions/api/redrive-execution.ts';
import type { Caller } from '../../../functions/domain/account.ts';
import { submitted } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';
import { officer } from '../../support/signed-in.ts';

let world: FakeWorld;
let operator: Caller;
let id: string;
beforeEach(async () => {
  world = new FakeWorld();
  operator = officer(world, 'zhong', 'operator');
  ({ id } = await submitted(world));
});

const redrive = (caller = operator) =>
  redriveExecution.run(world, { path: { id }, query: undefined, body: {}, caller });
const list = async (status?: 'FAILED' | 'RUNNING') => {
  const query = status ? { status } : {};
  return (await listExecutions.run(world, { path: undefined, query, body: undefined, caller: operator }))
    .body;
};

describe('the executions of the cases', () => {
  it('are listed by how they stand', async () => {
    world.memory.executions.set(id, 'failed');

    const [all, failed, running] = await Promise.all([list(), list('FAILED'), list('RUNNING')]);

    expect(all?.executions).toMatchObject([{ id, status: 'FAILED', stoppedAt: null }]);
    expect(failed?.executions).toHaveLength(1);
    expect(running?.executions).toEqual([]);
  });

  it('cannot be listed by what only the runs of a Map are', () => {
    const asked = listExecutions.query?.safeParse({ status: 'PENDING_REDRIVE' });

    expect(asked?.error?.issues).toMatchObject([{ path: ['status'], code: 'invalid_value' }]);
  });

  it('go on from where they failed when an operator says so, once', async () => {
    world.memory.executions.set(id, 'failed');

    const answers = [await redrive(), await redrive()];

    expect(answers.map(({ body }) => body)).toEqual([
      { id, status: 'RUNNING' },
      { id, status: 'RUNNING' },
    ]);
    expect(await list('RUNNING')).toMatchObject({ executions: [{ id }] });
  });

  it('are left alone where they have come to their end, or were never there', async () => {
    world.memory.executions.set(id, 'succeeded');

    await expect(redrive()).rejects.toMatchObject({ code: 'ACTION_NOT_ALLOWED' });
    world.memory.executions.delete(id);
    await expect(redrive()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('are the operators’ only', async () => {
    const supervisor = officer(world, 'pan', 'supervisor');

    await expect(redrive(supervisor)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });
});
