import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startForJourney, type JourneyProduct } from '../support/journey-product.ts';
import type { Application, Events, Problem } from './answers.ts';
import { ok, Person } from './client.ts';
import { FORM_OF_PERMIT_1, FORM_OF_TIME_1 } from './forms.ts';
import { Instruments } from './instruments.ts';
import { acceptedCase, alarmsAt, submitted } from './stories.ts';

let product: JourneyProduct;
let local: Instruments;
beforeAll(async () => {
  product = await startForJourney();
  local = new Instruments(product.origin);
});
beforeEach(() => local.reset());
afterAll(() => product.stop());

const signIn = (person: string): Promise<Person> => Person.signIn(product.origin, person);

const acceptedFor = async (holder: Person): Promise<string> =>
  acceptedCase(local, holder, await signIn('acceptor-1'));
const alarmsBy = async (id: string, instant: string): Promise<string[]> =>
  alarmsAt(local, await signIn('supervisor-1'), id, instant);

describe('a case that nobody takes up', () => {
  it('warns at the opening of the second day, is due at its close, in breach at midnight, then reminds', async () => {
    const id = await acceptedFor(await signIn('time-1'));

    const before = await alarmsBy(id, '2026-03-04T08:29:59+08:00');
    const warned = await alarmsBy(id, '2026-03-04T08:30:00+08:00');
    const due = await alarmsBy(id, '2026-03-04T17:30:00+08:00');
    const breached = await alarmsBy(id, '2026-03-05T00:00:00+08:00');
    const reminded = await alarmsBy(id, '2026-03-09T09:00:00+08:00');

    const { execution } = await local.history(id);
    const first = ['03-04T08:30 warning', '03-04T17:30 due', '03-05T00:00 breach'];
    expect(before).toEqual([]);
    expect(warned).toEqual(first.slice(0, 1));
    expect(due).toEqual(first.slice(0, 2));
    expect(breached).toEqual(first);
    expect(reminded).toEqual([
      ...first,
      '03-05T08:30 overdue-reminder',
      '03-06T08:30 overdue-reminder',
      '03-09T08:30 overdue-reminder',
    ]);
    expect(execution.status).toBe('RUNNING');
  });

  it('may still be decided, but each opinion after the limit says why it is late', async () => {
    const holder = await signIn('time-1');
    const id = await acceptedFor(holder);
    const [reviewer, approver] = await Promise.all([signIn('reviewer-1'), signIn('approver-1')]);
    await local.moveTo('2026-03-05T00:00:00+08:00');
    const lateReason = '系统维护。';

    const silent = await reviewer.claimAndDecide(id, 'review', 'endorse');
    const endorsed = await reviewer.claimAndDecide(id, 'review', 'endorse', { lateReason });
    await local.atState(id, 'AwaitApproval');
    const approved = await approver.claimAndDecide(id, 'approval', 'approve', { lateReason });
    await local.atState(id);

    const { status, timeline } = await holder.get<Application>(`/applications/${id}`);
    const { events } = await (await signIn('auditor-1')).get<Events>(`/cases/${id}/events`);
    const late = events.filter(({ fact }) => fact['late'] === true).map(({ fact }) => fact['stage']);
    const { code, errors } = silent.body as unknown as Problem;
    expect({ status: silent.status, code }).toEqual({ status: 422, code: 'LATE_REASON_REQUIRED' });
    expect(errors.map(({ pointer }) => pointer)).toEqual(['/lateReason']);
    expect([endorsed.status, approved.status]).toEqual([200, 200]);
    expect(late).toEqual(['review', 'approval']);
    expect(status).toBe('issued');
    expect(timeline.map((entry) => entry.code)).toContain('breach');
  });

  it('needs no reason a moment before midnight', async () => {
    const id = await acceptedFor(await signIn('time-1'));
    await local.moveTo('2026-03-04T23:59:59+08:00');

    const endorsed = await (await signIn('reviewer-1')).claimAndDecide(id, 'review', 'endorse');

    expect(endorsed.status).toBe(200);
  });

  it('counts as accepted from receipt after five working days, in breach at once, open for acceptance alone', async () => {
    const holder = await signIn('permit-1');
    const { id, acceptBy } = await submitted(holder, FORM_OF_PERMIT_1);
    await local.atState(id, 'AwaitAcceptance');

    const before = await alarmsBy(id, '2026-03-09T23:59:59+08:00');
    const after = await alarmsBy(id, '2026-03-10T00:00:00+08:00');

    const application = await holder.get<Application>(`/applications/${id}`);
    const acceptor = await signIn('acceptor-1');
    const { version } = await acceptor.claim(id);
    const refused = await acceptor.decide(id, { stage: 'acceptance', outcome: 'refuse-to-accept', version });
    const silent = await acceptor.decide(id, { stage: 'acceptance', outcome: 'accept', version });
    const accepted = await acceptor.decide(id, {
      stage: 'acceptance',
      outcome: 'accept',
      version,
      lateReason: '人手不足。',
    });
    expect(acceptBy).toBe('2026-03-10T00:00:00.000+08:00');
    expect(before).toEqual([
      '03-03T17:30 accept-reminder-1',
      '03-05T17:30 accept-reminder-3',
      '03-06T17:30 accept-reminder-4',
    ]);
    expect(after.slice(3)).toEqual(['03-10T00:00 accept-lapsed', '03-05T00:00 breach']);
    expect(application).toMatchObject({
      status: 'in-review',
      stage: 'acceptance',
      acceptedAt: '2026-03-02T09:00:00.000+08:00',
      deadlineAt: '2026-03-05T00:00:00.000+08:00',
    });
    expect(refused).toMatchObject({ status: 409, body: { code: 'ACTION_NOT_ALLOWED' } });
    expect(silent).toMatchObject({ status: 422, body: { code: 'LATE_REASON_REQUIRED' } });
    expect(accepted).toMatchObject({
      status: 200,
      body: { stage: 'review', clock: { acceptedAt: application.acceptedAt } },
    });
    expect(await alarmsBy(id, '2026-03-11T09:00:00+08:00')).toEqual([
      ...after,
      '03-10T08:30 overdue-reminder',
      '03-11T08:30 overdue-reminder',
    ]);
  });
});

describe('a province that does not answer', () => {
  it('holds up neither permit nor SMS: push and cancellation are deferred, the old permit stays until then', async () => {
    const holder = await signIn('permit-1');
    const { id } = await submitted(holder, FORM_OF_PERMIT_1);
    await local.atState(id, 'AwaitAcceptance');
    const [acceptor, reviewer, approver] = await Promise.all([
      signIn('acceptor-1'),
      signIn('reviewer-1'),
      signIn('approver-1'),
    ]);
    await local.fault({ service: 'province', operation: '*', kind: 'error', status: 503, times: 1000 });
    ok(await acceptor.claimAndDecide(id, 'acceptance', 'accept'));
    await local.atState(id, 'AwaitReview');
    ok(await reviewer.claimAndDecide(id, 'review', 'endorse'));
    await local.atState(id, 'AwaitApproval');

    ok(await approver.claimAndDecide(id, 'approval', 'approve'));
    await local.advance('PT1H');

    const application = await holder.get<Application>(`/applications/${id}`);
    const history = await local.atState(id);
    const { licences, permits } = await local.province();
    const messages = await local.messages(id);
    expect(application).toMatchObject({ status: 'issued', issuedAt: '2026-03-02T09:00:00.000+08:00' });
    expect(application.timeline.slice(-4).map(({ code }) => code)).toEqual([
      'issued',
      'province-later',
      'message-issued',
      'archived',
    ]);
    expect(messages.map(({ event }) => event)).toEqual(['received', 'accepted', 'issued']);
    expect(messages[2]?.at).toBe('2026-03-02T09:30:10.000+08:00');
    expect(messages[2]?.text).toContain('原居住证将自动注销');
    expect(licences).toEqual([]);
    expect(permits.filter(({ holderId }) => holderId === 'permit-1')).toMatchObject([{ status: 'NORMAL' }]);
    expect(history.execution.status).toBe('SUCCEEDED');
  });

  it('leaves what only it knows to the officer, where it is silent at the check', async () => {
    const holder = await signIn('time-1');
    await local.fault({
      service: 'province',
      operation: 'populationFacts',
      kind: 'error',
      status: 503,
      times: 1000,
    });
    const { id } = await submitted(holder, FORM_OF_TIME_1);

    await local.advance('PT2M');

    await local.atState(id, 'AwaitAcceptance');
    const { findings } = await (await signIn('acceptor-1')).file(id);
    const open = findings.filter(({ result }) => result === 'cannot-tell').map((finding) => finding.id);
    expect(findings.filter(({ result }) => result === 'not-met')).toEqual([]);
    expect(open).toContain('registered-six-months');
  });
});
