import { beforeEach, describe, expect, it } from 'vitest';
import { listMessages } from '../../../functions/api/list-messages.ts';
import { settleMessage } from '../../../functions/api/settle-message.ts';
import type { Caller } from '../../../functions/domain/account.ts';
import { notify } from '../../../functions/steps/notify.ts';
import { LIN, submitted } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';
import { officer } from '../../support/signed-in.ts';
import { caseWaiting } from '../../support/unsure-messages.ts';

let world: FakeWorld;
let operator: Caller;
beforeEach(() => {
  world = new FakeWorld();
  operator = officer(world, 'zhong', 'operator');
});

async function listed(state?: 'unknown' | 'failed') {
  const query = state ? { state } : {};
  return (await listMessages.run(world, { path: undefined, query, body: undefined, caller: operator })).body;
}

describe('the messages that wait for the operator', () => {
  it('are listed with their case, and the number masked', async () => {
    const id = await caseWaiting(world, 'unknown');
    const applicationNumber = (await world.cases.find(id))?.applicationNumber;

    const answer = await listed();

    expect(answer).toEqual({
      messages: [
        {
          id: `${id}-received-1`,
          caseId: id,
          applicationNumber,
          event: 'received',
          state: 'unknown',
          since: '2026-03-02T09:00:00.000+08:00',
          phone: '138****0001',
        },
      ],
      more: false,
    });
  });

  it('can be told apart: those of which nobody knows, and those that failed', async () => {
    const unknown = await caseWaiting(world, 'unknown');
    const failed = await caseWaiting(world, 'failed', LIN);

    const [all, lost, undelivered] = [await listed(), await listed('unknown'), await listed('failed')];

    expect(all?.messages).toHaveLength(2);
    expect(lost?.messages).toMatchObject([{ caseId: unknown, state: 'unknown' }]);
    expect(undelivered?.messages).toMatchObject([{ caseId: failed, state: 'failed' }]);
  });

  it('are neither those owed nor those sent', async () => {
    const { id } = await submitted(world);
    const owed = await listed();

    await notify.run(world, { applicationId: id });

    expect([owed?.messages, (await listed())?.messages]).toEqual([[], []]);
  });

  it('are the operators’ only, to see and to settle', async () => {
    const id = await caseWaiting(world, 'unknown');
    const caller = officer(world, 'pan', 'supervisor');

    const body = { outcome: 'give-up', reason: '已电话核实' } as const;
    const path = { id: `${id}-received-1` };

    const seen = listMessages.run(world, { path: undefined, query: {}, body: undefined, caller });
    const settled = settleMessage.run(world, { path, query: undefined, body, caller });

    await expect(seen).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await expect(settled).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });
});
