import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startForJourney, type JourneyProduct } from '../support/journey-product.ts';
import type { Events } from './answers.ts';
import { ok, Person, until } from './client.ts';
import { FORM_OF_TIME_1 } from './forms.ts';
import { Instruments } from './instruments.ts';
import { reviewAndApprove, submitted } from './stories.ts';

let product: JourneyProduct;
let local: Instruments;
beforeAll(async () => {
  product = await startForJourney(undefined, { smsRoute: 'gateway' });
  local = new Instruments(product.origin);
});
beforeEach(() => local.reset());
afterAll(() => product.stop());

type Fault = Parameters<Instruments['fault']>[0];
const signIn = (person: string): Promise<Person> => Person.signIn(product.origin, person);

/** One case to its permit, with the gateway failing so before each of its three messages. */
async function caseWith(...faults: readonly Omit<Fault, 'service'>[]): Promise<string> {
  const fail = async (): Promise<void> => {
    for (const fault of faults) await local.fault({ service: 'sms-gateway', ...fault });
  };
  const [holder, acceptor, reviewer, approver] = await Promise.all(
    ['time-1', 'acceptor-1', 'reviewer-1', 'approver-1'].map(signIn),
  );
  if (!holder || !acceptor || !reviewer || !approver) throw new Error('Four people sign in');
  await fail();
  const { id } = await submitted(holder, FORM_OF_TIME_1);
  await local.atState(id, 'AwaitAcceptance');
  await fail();
  ok(await acceptor.claimAndDecide(id, 'acceptance', 'accept'));
  await local.atState(id, 'AwaitReview');
  await fail();
  await reviewAndApprove(local, id, [reviewer, approver]);
  return id;
}

/** What became of the messages: those on telephones, and what the case's events say of them. */
async function told(id: string) {
  const auditor = await signIn('auditor-1');
  const { intact, events } = await auditor.get<Events>(`/cases/${id}/events`);
  const facts = events.flatMap(({ fact }) => (fact.type.startsWith('message-') ? [fact] : []));
  return {
    intact,
    sent: (await local.messages(id)).map(({ event }) => event),
    recorded: facts.map((fact) => `${fact.type} ${String(fact['event'])}`),
  };
}

const EXACTLY_ONE_EACH = {
  intact: true,
  sent: ['received', 'accepted', 'issued'],
  recorded: ['message-sent received', 'message-sent accepted', 'message-sent issued'],
};

describe('a case whose messages go through a domestic gateway', () => {
  it('tells the person as SNS would, in the same form', async () => {
    const id = await caseWith();

    const [first] = await local.messages(id);
    expect(await told(id)).toEqual(EXACTLY_ONE_EACH);
    expect(first?.text).toMatch(/^【遂昌公安】已收到/u);
    expect(first?.to).toMatch(/^\+861\d{10}$/u);
    expect(first).toMatchObject({
      parts: 1,
      event: 'received',
      applicationId: id,
      at: '2026-03-02T09:00:00.000+08:00',
    });
  });

  it('tells each thing once when the gateway takes the message and the connection dies: the receipt is asked', async () => {
    const id = await caseWith({ operation: 'send', kind: 'lose-answer' });

    expect(await told(id)).toEqual(EXACTLY_ONE_EACH);
  });

  it('tells each thing once when the gateway answers with no JSON', async () => {
    const id = await caseWith({ operation: 'send', kind: 'garble-answer' });

    expect(await told(id)).toEqual(EXACTLY_ONE_EACH);
  });

  it('tells each thing once when the gateway is called twice with the same message', async () => {
    const id = await caseWith({ operation: 'send', kind: 'double' });

    expect(await told(id)).toEqual(EXACTLY_ONE_EACH);
  });

  it('tells each thing once when the gateway fails before it takes the message, and says so when asked', async () => {
    const id = await caseWith({ operation: 'send', kind: 'error', status: 500 });

    expect((await told(id)).sent.toSorted()).toEqual(EXACTLY_ONE_EACH.sent.toSorted());
    expect((await told(id)).recorded.toSorted()).toEqual(EXACTLY_ONE_EACH.recorded.toSorted());
  });

  it('holds up no opinion while the gateway is down, and tells everything, each once, when it is up again', async () => {
    const [holder, acceptor, reviewer, approver] = await Promise.all(
      ['time-1', 'acceptor-1', 'reviewer-1', 'approver-1'].map(signIn),
    );
    if (!holder || !acceptor || !reviewer || !approver) throw new Error('Four people sign in');
    await local.fault({ service: 'sms-gateway', operation: '*', kind: 'error', status: 503, times: 5 });
    const { id } = await submitted(holder, FORM_OF_TIME_1);
    await local.atState(id, 'AwaitAcceptance');
    ok(await acceptor.claimAndDecide(id, 'acceptance', 'accept'));
    await local.atState(id, 'AwaitReview');
    ok(await reviewer.claimAndDecide(id, 'review', 'endorse'));
    await local.atState(id, 'AwaitApproval');
    const meanwhile = await local.messages(id);
    ok(await approver.claimAndDecide(id, 'approval', 'approve'));

    await until(
      async () => {
        await local.advance('PT5S');
        return (await local.history(id)).execution.status;
      },
      (status) => status !== 'RUNNING',
    );

    expect(meanwhile.map(({ event }) => event)).not.toContain('issued');
    const { sent, recorded } = await told(id);
    expect(sent.toSorted()).toEqual(EXACTLY_ONE_EACH.sent.toSorted());
    expect(recorded.toSorted()).toEqual(EXACTLY_ONE_EACH.recorded.toSorted());
  });
});
