import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startForJourney, type JourneyProduct } from '../support/journey-product.ts';
import type { Application } from './answers.ts';
import { ok, Person } from './client.ts';
import {
  CARD_OF_PERMIT_1,
  CARD_OF_TIME_1,
  FORM_OF_PERMIT_1,
  FORM_OF_TIME_1,
  PAPER_CONSENTS,
} from './forms.ts';
import { Instruments, statesOf } from './instruments.ts';
import { enteredAtWindow, reviewAndApprove, submitted } from './stories.ts';

let product: JourneyProduct;
let local: Instruments;
beforeAll(async () => {
  product = await startForJourney();
  local = new Instruments(product.origin);
});
beforeEach(() => local.reset());
afterAll(() => product.stop());

const signIn = (person: string): Promise<Person> => Person.signIn(product.origin, person);
const reviewerAndApprover = () => Promise.all([signIn('reviewer-1'), signIn('approver-2')]);
const codesOf = ({ timeline }: Application): string[] => timeline.map(({ code }) => code);
const TO_THE_END = ['Issue', 'TellProvince', 'Conclude'];

async function acceptOnline(id: string): Promise<void> {
  await local.atState(id, 'AwaitAcceptance');
  ok(await (await signIn('acceptor-1')).claimAndDecide(id, 'acceptance', 'accept'));
}

describe('the other ways in', () => {
  it('recognises registered time online: nothing to cancel, and the SMS speaks of no older permit', async () => {
    const holder = await signIn('time-1');
    const { id } = await submitted(holder, FORM_OF_TIME_1);

    await acceptOnline(id);
    await reviewAndApprove(local, id, await reviewerAndApprover());

    const application = await holder.get<Application>(`/applications/${id}`);
    const messages = await local.messages(id);
    const { licences, cancellations } = await local.province();
    expect(application.status).toBe('issued');
    expect(codesOf(application).slice(-4)).toEqual(['issued', 'province-told', 'message-issued', 'archived']);
    expect(messages.map(({ event }) => event)).toEqual(['received', 'accepted', 'issued']);
    expect(messages[2]?.text).not.toContain('原居住证');
    expect(licences).toMatchObject([{ holderId: 'time-1', licenceId: application.licenceId }]);
    expect(cancellations).toEqual([]);
  });

  it('accepts at the counter in one act: the clock starts and the machine goes on to the review', async () => {
    const clerk = await signIn('clerk-acceptor-1');
    const entered = await enteredAtWindow(clerk, { ...FORM_OF_TIME_1, ...CARD_OF_TIME_1 }, true);

    await reviewAndApprove(local, entered.id, await reviewerAndApprover());

    // The window case is the person's own online, too.
    const application = await (await signIn('time-1')).get<Application>(`/applications/${entered.id}`);
    const history = await local.history(entered.id);
    expect(entered).toMatchObject({
      status: 'in-review',
      acceptedAt: '2026-03-02T09:00:00.000+08:00',
      dueAt: '2026-03-04T17:30:00.000+08:00',
    });
    expect(application).toMatchObject({ status: 'issued', channel: 'window' });
    expect(codesOf(application)).toEqual([
      'received',
      'acceptance-accept',
      'materials-kept',
      'message-accepted',
      'checked',
      'review-endorse',
      'approval-approve',
      'issued',
      'province-told',
      'message-issued',
      'archived',
    ]);
    expect((await local.messages(entered.id)).map(({ event }) => event)).toEqual(['accepted', 'issued']);
    expect(statesOf(history).filter((state) => state !== 'Route')).toEqual([
      'Submit',
      'Check',
      'AwaitAcceptance',
      'ReadCase',
      'AwaitReview',
      'AwaitApproval',
      ...TO_THE_END,
    ]);
  });

  it('has a correction of a window case typed by a clerk, and then accepted', async () => {
    const form = { ...FORM_OF_PERMIT_1, ...CARD_OF_PERMIT_1 };
    const { id } = await enteredAtWindow(await signIn('clerk-1'), form, false);
    await local.atState(id, 'AwaitAcceptance');
    const asked = { reasons: [{ code: 'FORM_INCORRECT', note: '户籍地址有误' }] };
    ok(await (await signIn('acceptor-1')).claimAndDecide(id, 'acceptance', 'request-correction', asked));
    const clerk = await signIn('clerk-acceptor-1');
    const { correction } = await clerk.get<{ correction: { version: number; form: object } }>(`/cases/${id}`);

    const corrected = await clerk.post(`/cases/${id}/correction`, {
      version: correction.version,
      form: { ...correction.form, registeredResidenceAddress: '灵溪镇人民路2号' },
      ...PAPER_CONSENTS,
    });
    await acceptOnline(id);

    const application = await (await signIn('permit-1')).get<Application>(`/applications/${id}`);
    expect(corrected.status).toBe(202);
    expect(application.status).toBe('in-review');
    expect(codesOf(application)).toContain('corrected');
  });

  it('queues what a plain clerk enters, until somebody else accepts it', async () => {
    const form = { ...FORM_OF_PERMIT_1, ...CARD_OF_PERMIT_1 };
    const entered = await enteredAtWindow(await signIn('clerk-1'), form, false);

    await acceptOnline(entered.id);
    await reviewAndApprove(local, entered.id, await reviewerAndApprover());

    const file = await (await signIn('supervisor-1')).file(entered.id);
    expect(entered).toMatchObject({ status: 'submitted', acceptedAt: null });
    expect(file).toMatchObject({ status: 'issued', officers: { acceptance: 'acceptor-1' } });
    expect((await local.messages(entered.id)).map(({ event }) => event)).toEqual([
      'received',
      'accepted',
      'issued',
    ]);
    expect((await local.province()).cancellations).toMatchObject([{ permitNumber: '3301060000900001' }]);
    expect((await local.history(entered.id)).execution.status).toBe('SUCCEEDED');
  });
});
