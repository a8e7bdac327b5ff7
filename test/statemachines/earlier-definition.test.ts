import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Application } from '../journeys/answers.ts';
import { ok, Person } from '../journeys/client.ts';
import { CONSENTS, FORM_OF_PERMIT_1, FORM_OF_TIME_1 } from '../journeys/forms.ts';
import { Instruments, statesOf } from '../journeys/instruments.ts';
import { reviewAndApprove, submitted } from '../journeys/stories.ts';
import { AMENDED_2026 } from '../journeys/editions.ts';
import { beforeTheRelease } from '../support/earlier-machine.ts';
import { startForJourney, type JourneyProduct } from '../support/journey-product.ts';

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
const OFFICE_WAY = { lateReason: '受理人外出，逾期办理。' };

/** Submitted before the release, and waiting for its first opinion; from then on the present definition stands. */
async function inFlight(
  person: string,
  form: typeof FORM_OF_TIME_1 | typeof FORM_OF_PERMIT_1 = FORM_OF_TIME_1,
): Promise<{ holder: Person; id: string }> {
  const holder = await signIn(person);
  const id = await beforeTheRelease(async () => {
    const entered = await submitted(holder, form);
    await local.atState(entered.id, 'AwaitAcceptance');
    return entered.id;
  });
  return { holder, id };
}

async function decide(id: string, officer: string, stage: string, outcome: string, more: object = {}) {
  ok(await (await signIn(officer)).claimAndDecide(id, stage, outcome, { ...more }));
}

async function statesSinceRelease(id: string): Promise<readonly string[]> {
  return statesOf(await local.history(id)).slice(4);
}

async function alarmsOf(id: string): Promise<string[]> {
  const { alarms } = await (await signIn('supervisor-1')).file(id);
  return alarms.map(({ alarm, owedAt }) => `${owedAt.slice(5, 16)} ${alarm}`);
}

describe('a case in flight when the present definition was released', () => {
  it('is issued by the steps of its own definition, the older permit cancelled, each message sent', async () => {
    const { holder, id } = await inFlight('permit-1', FORM_OF_PERMIT_1);

    await decide(id, 'acceptor-1', 'acceptance', 'accept');
    await reviewAndApprove(local, id, await reviewerAndApprover());

    const { status } = await holder.get<Application>(`/applications/${id}`);
    const route = ['Route', 'AwaitReview', 'Route', 'AwaitApproval', 'Route', 'Issue'];
    expect(status).toBe('issued');
    expect(await statesSinceRelease(id)).toEqual([
      ...route,
      'PushLicence',
      'CancelOldPermits',
      'Notify',
      'Archive',
    ]);
    expect((await local.messages(id)).map(({ event }) => event)).toEqual(['received', 'accepted', 'issued']);
    expect((await local.province()).cancellations).toHaveLength(1);
  });

  it('goes back where it is returned: the answer that is no success is known to its definition', async () => {
    const { id } = await inFlight('time-1');
    await decide(id, 'acceptor-1', 'acceptance', 'accept');
    await local.atState(id, 'AwaitReview');

    await decide(id, 'reviewer-1', 'review', 'return', {
      reasons: [{ code: 'FORM_INCORRECT', note: '请核对住址' }],
    });
    await local.atState(id, 'AwaitAcceptance');
    await decide(id, 'acceptor-1', 'acceptance', 'accept');
    await reviewAndApprove(local, id, await reviewerAndApprover());

    const states = await statesSinceRelease(id);
    expect(states.slice(2, 6)).toEqual(['ReadCase', 'Route', 'AwaitAcceptance', 'Route']);
    expect(states.at(-1)).toBe('Archive');
    expect((await local.history(id)).events.filter(({ type }) => type === 'TaskFailed')).toHaveLength(1);
  });

  it('is corrected, and gathered again', async () => {
    const { holder, id } = await inFlight('permit-1', FORM_OF_PERMIT_1);
    await decide(id, 'acceptor-1', 'acceptance', 'request-correction', {
      reasons: [{ code: 'FORM_INCORRECT', note: '户籍地址有误' }],
    });
    await local.atState(id, 'AwaitCorrection');
    const { correction } = await holder.get<{ correction: { version: number; form: object } }>(
      `/applications/${id}`,
    );
    const form = { ...correction.form, registeredResidenceAddress: '灵溪镇人民路2号' };
    const saved = ok(
      await holder.send<{ version: number }>('PUT', `/applications/${id}`, {
        body: { version: correction.version, form },
      }),
    );

    ok(await holder.post(`/applications/${id}/correction`, { version: saved.version, ...CONSENTS }));
    await local.atState(id, 'AwaitAcceptance');

    expect((await statesSinceRelease(id)).slice(-6)).toEqual([
      'AwaitCorrection',
      'Route',
      'Submit',
      'Check',
      'Route',
      'AwaitAcceptance',
    ]);
  });

  it('raises its alarms in order, counts as accepted in time, and is overdue at the approver’s', async () => {
    const { id } = await inFlight('time-1');

    await local.moveTo('2026-03-10T00:00:00+08:00');
    await local.atState(id, 'AwaitAcceptance');
    await decide(id, 'acceptor-1', 'acceptance', 'accept', OFFICE_WAY);
    await local.atState(id, 'AwaitReview');
    await local.moveTo('2026-03-11T09:00:00+08:00');
    await local.atState(id, 'AwaitReview');

    expect(await alarmsOf(id)).toEqual([
      '03-03T17:30 accept-reminder-1',
      '03-05T17:30 accept-reminder-3',
      '03-06T17:30 accept-reminder-4',
      '03-10T00:00 accept-lapsed',
      '03-05T00:00 breach',
      '03-10T08:30 overdue-reminder',
      '03-11T08:30 overdue-reminder',
    ]);
    expect(await statesSinceRelease(id)).toContain('Escalate');
  });

  it('moves with a calendar that is loaded, and rings at the new instant', async () => {
    const { id } = await inFlight('time-1');
    await decide(id, 'acceptor-1', 'acceptance', 'accept');
    await local.atState(id, 'AwaitReview');

    const operator = await signIn('operator-1');
    const { editions } = await operator.get<{ editions: readonly { year: number; sha256: string }[] }>(
      '/calendars',
    );
    const replaces = editions.find(({ year }) => year === 2026)?.sha256;
    ok(await operator.post('/calendars', { edition: AMENDED_2026, replaces }));
    await local.atState(id, 'AwaitReview');
    const states = await statesSinceRelease(id);
    await local.moveTo('2026-03-05T08:30:00+08:00');

    expect(states.slice(-3)).toEqual(['ReadCase', 'Route', 'AwaitReview']);
    expect(await alarmsOf(id)).toEqual(['03-05T08:30 warning']);
  });

  it('lapses where nobody corrects, and ends', async () => {
    const { holder, id } = await inFlight('time-1');
    await decide(id, 'acceptor-1', 'acceptance', 'request-correction', {
      reasons: [{ code: 'FORM_INCORRECT', note: '住址有误' }],
    });
    await local.atState(id, 'AwaitCorrection');

    await local.advance('P40D');
    await local.atState(id);

    const { status } = await holder.get<Application>(`/applications/${id}`);
    expect(status).toBe('lapsed');
    expect((await statesSinceRelease(id)).slice(-4)).toEqual(['Escalate', 'Route', 'Notify', 'Archive']);
  });

  it('does not wait for a silent province', async () => {
    const { id } = await inFlight('permit-1', FORM_OF_PERMIT_1);
    await local.fault({ service: 'lambda', operation: 'push-licence', kind: 'error', times: 11 });
    await decide(id, 'acceptor-1', 'acceptance', 'accept');
    await local.atState(id, 'AwaitReview');
    await decide(id, 'reviewer-1', 'review', 'endorse');
    await local.atState(id, 'AwaitApproval');
    await decide(id, 'approver-2', 'approval', 'approve');

    await local.advance('PT2H');
    await local.atState(id);

    expect((await statesSinceRelease(id)).slice(-4)).toEqual([
      'PushLicence',
      'DeferProvince',
      'Notify',
      'Archive',
    ]);
    expect((await local.province()).cancellations).toHaveLength(1);
  });
});
