import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startForJourney, type JourneyProduct } from '../support/journey-product.ts';
import type { Application, CaseFile, TaskState } from './answers.ts';
import { ok, Person } from './client.ts';
import { CARD_OF_PERMIT_1, CONSENTS, FORM_OF_PERMIT_1, FORM_OF_TIME_1 } from './forms.ts';
import { Instruments } from './instruments.ts';
import { outcomeOf } from './problems.ts';
import { enteredAtWindow, filledDraft, submitted } from './stories.ts';

let product: JourneyProduct;
let local: Instruments;
beforeAll(async () => {
  product = await startForJourney();
  local = new Instruments(product.origin);
});
beforeEach(() => local.reset());
afterAll(() => product.stop());

const signIn = (person: string): Promise<Person> => Person.signIn(product.origin, person);

describe('an application', () => {
  it('is nobody else’s to see or change', async () => {
    const [holder, other] = await Promise.all([signIn('permit-1'), signIn('time-1')]);
    const { id, version } = await filledDraft(holder, FORM_OF_PERMIT_1);
    const strangers = async () => [
      await other.send('GET', `/applications/${id}`),
      await other.send('PUT', `/applications/${id}`, { body: { version, form: {} } }),
      await other.submit(id, version, CONSENTS),
      await other.send('GET', `/applications/${id}/permit`),
    ];

    const ofDraft = await strangers();
    ok(await holder.submit(id, version, CONSENTS));
    const ofCase = [...(await strangers()), await other.send('GET', `/applications/${id}/clock`)];

    expect(ofDraft.map(outcomeOf)).toEqual(Array.from({ length: 4 }, () => '404 NOT_FOUND'));
    expect(ofCase.map(outcomeOf)).toEqual([
      '404 NOT_FOUND',
      '404 NOT_FOUND',
      '404 NOT_FOUND',
      '404 NOT_FOUND',
      '404 NOT_FOUND',
    ]);
    expect(await holder.get<Application>(`/applications/${id}`)).toMatchObject({ status: 'submitted' });
  });

  it('is one at a time for one person, whichever way it comes in', async () => {
    const holder = await signIn('permit-1');
    await submitted(holder, FORM_OF_PERMIT_1);
    const second = await filledDraft(holder, FORM_OF_PERMIT_1);
    const clerk = await signIn('clerk-1');

    const online = await holder.submit(second.id, second.version, CONSENTS);
    const window = enteredAtWindow(clerk, { ...FORM_OF_PERMIT_1, ...CARD_OF_PERMIT_1 }, false);

    await expect(window).rejects.toThrow(/^409: .*OPEN_APPLICATION_EXISTS/u);
    expect(outcomeOf(online)).toBe('409 OPEN_APPLICATION_EXISTS');
    expect(await local.executions()).toHaveLength(1);
  });

  it('keeps applicants, clerks and officers to what is theirs', async () => {
    const [holder, clerk, approver] = (await Promise.all(
      ['permit-1', 'clerk-1', 'approver-1'].map(signIn),
    )) as [Person, Person, Person];
    const { id } = await submitted(holder, FORM_OF_PERMIT_1);
    await local.atState(id, 'AwaitAcceptance');
    const form = { ...FORM_OF_PERMIT_1, ...CARD_OF_PERMIT_1 };

    const answers = [
      await holder.send('GET', '/tasks'),
      await holder.send('GET', `/cases/${id}`),
      await clerk.send('GET', `/applications/${id}`),
      await clerk.post(`/tasks/${id}/claim`, {}),
      await clerk.post('/window/applications', { form, accept: true, submission: CONSENTS }),
      await approver.post('/window/applications', { form }),
      await approver.send('GET', '/window/applications'),
      await holder.send('GET', '/window/applications'),
      await approver.post(`/tasks/${id}/claim`, {}),
    ];

    expect(answers.map(outcomeOf)).toEqual(Array.from({ length: 9 }, () => '403 NOT_ALLOWED'));
  });
});

describe('a task', () => {
  it('is decided by whoever has claimed it, at the version they saw', async () => {
    const { id } = await submitted(await signIn('time-1'), FORM_OF_TIME_1);
    await local.atState(id, 'AwaitAcceptance');
    const [first, second] = await Promise.all([signIn('acceptor-1'), signIn('acceptor-2')]);
    const { version } = await first.file(id);
    const decision = { stage: 'acceptance', outcome: 'accept', version };

    const unclaimed = await first.decide(id, decision);
    await first.claim(id);
    const answers = [
      unclaimed,
      await second.decide(id, decision),
      await second.post(`/tasks/${id}/claim`, {}),
      await second.post(`/tasks/${id}/release`, {}),
      await first.decide(id, { ...decision, version: version + 7 }),
      await first.decide(id, { ...decision, stage: 'review', outcome: 'endorse' }),
      await first.decide(id, decision),
      await first.decide(id, decision),
    ];

    const events = await (
      await signIn('auditor-1')
    ).get<{ events: { fact: { type: string } }[] }>(`/cases/${id}/events`);
    expect(answers.map(outcomeOf)).toEqual([
      '409 NOT_CLAIMED',
      '409 NOT_CLAIMED',
      '409 CLAIMED_BY_OTHER',
      '409 CLAIMED_BY_OTHER',
      '409 STALE_VERSION',
      '409 ACTION_NOT_ALLOWED',
      '200',
      '200',
    ]);
    expect(events.events.filter(({ fact }) => fact.type === 'decided')).toHaveLength(1);
  });

  it('goes to exactly one of those who reach for it at the same moment', async () => {
    const { id } = await submitted(await signIn('time-1'), FORM_OF_TIME_1);
    await local.atState(id, 'AwaitAcceptance');
    const officers = await Promise.all(
      ['acceptor-1', 'acceptor-2', 'clerk-acceptor-1', 'deputy-1'].map(signIn),
    );

    const answers = await Promise.all(
      officers.map((officer) => officer.post<TaskState>(`/tasks/${id}/claim`, {})),
    );

    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(3);
    const file = await (await signIn('supervisor-1')).get<CaseFile>(`/cases/${id}`);
    expect(file.claimedBy).toBe(won[0]?.body.claimedBy);
  });

  it('is never given twice to one officer, whatever roles they have', async () => {
    const { id } = await submitted(await signIn('time-1'), FORM_OF_TIME_1);
    const deputy = await signIn('deputy-1');
    await local.atState(id, 'AwaitAcceptance');
    ok(await deputy.claimAndDecide(id, 'acceptance', 'accept'));
    await local.atState(id, 'AwaitReview');

    const review = await deputy.post(`/tasks/${id}/claim`, {});
    ok(await (await signIn('reviewer-1')).claimAndDecide(id, 'review', 'endorse'));
    await local.atState(id, 'AwaitApproval');
    const approval = await deputy.post(`/tasks/${id}/claim`, {});

    expect([review, approval].map(outcomeOf)).toEqual(['403 SAME_PERSON', '403 SAME_PERSON']);
  });

  it('is closed to an officer of the same household, who may not even read it', async () => {
    const form = {
      ...FORM_OF_PERMIT_1,
      registeredResidenceDivision: '330681',
      existingPermit: { permitNumber: '3306810000900011' },
    };
    const { id } = await submitted(await signIn('officer-household'), form);
    await local.atState(id, 'AwaitAcceptance');
    ok(await (await signIn('acceptor-1')).claimAndDecide(id, 'acceptance', 'accept'));
    await local.atState(id, 'AwaitReview');
    const [relative, other] = await Promise.all([signIn('reviewer-1'), signIn('reviewer-2')]);

    const answers = [
      await relative.send('GET', `/cases/${id}`),
      await relative.send('GET', `/cases/${id}/events`),
      await relative.post(`/tasks/${id}/claim`, {}),
      await other.post(`/tasks/${id}/claim`, {}),
    ];

    expect(answers.map(outcomeOf)).toEqual(['403 OWN_CASE', '403 OWN_CASE', '403 OWN_CASE', '200']);
  });
});
