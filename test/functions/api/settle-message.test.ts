import { beforeEach, describe, expect, it } from 'vitest';
import { listMessages } from '../../../functions/api/list-messages.ts';
import { settleMessage } from '../../../functions/api/settle-message.ts';
import type { Caller } from '../../../functions/domain/account.ts';
import type { Settlement } from '../../../functions/domain/message-fact.ts';
import { SHARE_OF_A_DAY } from '../../../functions/domain/message-share.ts';
import { sweep } from '../../../functions/schedules/sweep.ts';
import { notify } from '../../../functions/steps/notify.ts';
import { LIN, submitted } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';
import { foundBy } from '../../support/scheduled.ts';
import { officer } from '../../support/signed-in.ts';
import { caseWaiting } from '../../support/unsure-messages.ts';

let world: FakeWorld;
let operator: Caller;
beforeEach(() => {
  world = new FakeWorld();
  operator = officer(world, 'zhong', 'operator');
});

const caseWith = (receipt: 'unknown' | 'failed') => caseWaiting(world, receipt);

async function listed() {
  const asked = { path: undefined, query: {}, body: undefined, caller: operator };
  return (await listMessages.run(world, asked)).body;
}

function settle(
  caseId: string,
  outcome: Settlement,
  more: { caller?: Caller; version?: number; serial?: string; reason?: string } = {},
) {
  const { caller = operator, version, serial = `${caseId}-received-1`, reason = '已电话核实' } = more;
  const body = { outcome, reason, ...(version !== undefined && { version }) };
  return settleMessage.run(world, { path: { id: serial }, query: undefined, body, caller });
}

const factsOf = async (id: string) => (await world.cases.events(id)).map(({ fact }) => fact);

describe('a message that the operator settles', () => {
  it.each([
    ['delivered', 'sent'],
    ['give-up', 'given-up'],
  ] as const)('as %s is off the list and the alarm, and goes to nobody', async (outcome, state) => {
    const id = await caseWith('unknown');
    const before = await foundBy(sweep, world);

    const { body } = await settle(id, outcome);

    const after = await foundBy(sweep, world);
    expect(body).toMatchObject({ id: `${id}-received-1`, caseId: id, event: 'received', outcome, state });
    expect(before.found).toEqual([`message-unknown ${id}`]);
    expect(after.found).toEqual([]);
    expect((await listed())?.messages).toEqual([]);
    expect(world.given('messenger.send')).toHaveLength(1);
  });

  it('is recorded: who, when and why, the reason on the personal side of the case', async () => {
    const id = await caseWith('unknown');
    world.setNow('2026-03-02T11:00:00+08:00');

    await settle(id, 'give-up', { reason: '号码为空号，已通知窗口' });

    const last = (await world.cases.events(id)).at(-1);
    expect(last).toMatchObject({
      at: '2026-03-02T11:00:00.000+08:00',
      actor: { kind: 'staff', id: 'zhong' },
      fact: {
        type: 'message-settled',
        event: 'received',
        serial: `${id}-received-1`,
        outcome: 'give-up',
      },
    });
    expect(JSON.stringify(last)).not.toContain('空号');
    expect((await world.cases.findDetails(id))?.officeNotes).toMatchObject([
      { about: 'message', words: '号码为空号，已通知窗口', officer: 'zhong' },
    ]);
  });

  it('as to be sent again goes out once, under a new claim and a serial of its own', async () => {
    const id = await caseWith('failed');

    const { body } = await settle(id, 'resend');

    const serials = world.given('messenger.send').map(([message]) => (message as { serial: string }).serial);
    expect(body).toMatchObject({ outcome: 'resend', state: 'sent' });
    expect(serials).toEqual([`${id}-received-1`, `${id}-received-3`]);
    expect((await factsOf(id)).map(({ type }) => type).slice(-3)).toEqual([
      'message-failed',
      'message-settled',
      'message-sent',
    ]);
    expect((await listed())?.messages).toEqual([]);
  });

  it('as to be sent again waits again when its fate is unknown again', async () => {
    const id = await caseWith('unknown');
    world.answerNext('messenger.send', { outcome: 'unknown' });

    const { body } = await settle(id, 'resend');

    expect(body?.state).toBe('unknown');
    expect((await listed())?.messages).toMatchObject([{ id: `${id}-received-3` }]);
  });

  it('stays owed when the sending fails, and the sweep sends it', async () => {
    const id = await caseWith('unknown');
    world.answerNext('messenger.send', { outcome: 'not-sent' });

    const { body } = await settle(id, 'resend');
    world.setNow('2026-03-02T10:30:00+08:00');
    await foundBy(sweep, world);

    expect(body?.state).toBe('owed');
    expect(await factsOf(id)).toContainEqual(
      expect.objectContaining({ type: 'message-sent', event: 'received' }),
    );
    expect(world.given('messenger.send')).toHaveLength(3);
  });

  it('as to be sent again goes out, also later, to a number that has had its messages of the day', async () => {
    const id = await caseWith('failed');
    const share = `${(await world.cases.findDetails(id))?.strangePhone} 2026-03-02`;
    world.memory.told.set(share, SHARE_OF_A_DAY);
    world.answerNext('messenger.send', { outcome: 'not-sent' });

    const { body } = await settle(id, 'resend');
    await notify.run(world, { applicationId: id });

    expect(body?.state).toBe('owed');
    expect((await world.messages.find(id, 'received'))?.state).toBe('sent');
    expect([...world.memory.told]).toEqual([[share, SHARE_OF_A_DAY]]);
  });

  it.each(['delivered', 'resend', 'give-up'] as const)(
    'is settled once when the same call is made again: %s',
    async (outcome) => {
      const id = await caseWith('unknown');
      const first = await settle(id, outcome);

      const again = await settle(id, outcome);

      expect(again).toEqual(first);
      expect((await factsOf(id)).filter(({ type }) => type === 'message-settled')).toHaveLength(1);
      expect(world.given('messenger.send')).toHaveLength(outcome === 'resend' ? 2 : 1);
    },
  );

  it('is settled by one of two who do so at the same time', async () => {
    const id = await caseWith('unknown');
    const other = officer(world, 'qian', 'operator');
    world.meanwhile('cases.commit', () => settle(id, 'resend', { caller: other }));

    await expect(settle(id, 'resend')).rejects.toMatchObject({ name: 'StaleWriteError' });

    expect((await factsOf(id)).filter(({ type }) => type === 'message-settled')).toHaveLength(1);
    expect(world.given('messenger.send')).toHaveLength(2);
  });

  it('cannot be settled another way after that, nor where its fate is known', async () => {
    const id = await caseWith('unknown');
    await settle(id, 'give-up');
    const { id: sent } = await submitted(world, LIN);
    await notify.run(world, { applicationId: sent });

    await expect(settle(id, 'resend')).rejects.toMatchObject({ code: 'ACTION_NOT_ALLOWED' });
    await expect(settle(sent, 'resend')).rejects.toMatchObject({ code: 'ACTION_NOT_ALLOWED' });
    expect(world.given('messenger.send')).toHaveLength(2);
  });

  it('is not settled on another version of the case than the one named', async () => {
    const id = await caseWith('unknown');

    await expect(settle(id, 'give-up', { version: 2 })).rejects.toMatchObject({ code: 'STALE_VERSION' });

    expect((await settle(id, 'give-up', { version: 1 })).body?.state).toBe('given-up');
  });

  it.each(['nothing', '01JNAA0000000000000000000A-received-1', '01JNAA0000000000000000000A-endorsement-1'])(
    'is not there under the id %s',
    async (serial) => {
      const settling = settle('none', 'give-up', { serial });

      await expect(settling).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect(world.given('cases.commit')).toEqual([]);
    },
  );
});
