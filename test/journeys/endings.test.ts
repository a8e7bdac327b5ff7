import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startForJourney, type JourneyProduct } from '../support/journey-product.ts';
import type { Application, Events, Problem } from './answers.ts';
import { ok, Person } from './client.ts';
import { FORM_OF_PERMIT_1, FORM_OF_TIME_1 } from './forms.ts';
import { Instruments, statesOf } from './instruments.ts';
import { submitted } from './stories.ts';

let product: JourneyProduct;
let local: Instruments;
beforeAll(async () => {
  product = await startForJourney();
  local = new Instruments(product.origin);
});
beforeEach(() => local.reset());
afterAll(() => product.stop());

const signIn = (person: string): Promise<Person> => Person.signIn(product.origin, person);
const officers = (a: string, b: string, c: string): Promise<[Person, Person, Person]> =>
  Promise.all([signIn(a), signIn(b), signIn(c)]);

/** Holds a permit that is cancelled, and names another township than the registration. */
const FORM_OF_PERMIT_CANCELLED = {
  ...FORM_OF_PERMIT_1,
  currentResidenceAddress: { ...FORM_OF_PERMIT_1.currentResidenceAddress, townshipCode: '331123002' },
  registeredResidenceDivision: '320829',
  existingPermit: { permitNumber: '3301080000900009' },
} as const;
const FORM_OF_HOUSEHOLD_SUICHANG = {
  ...FORM_OF_TIME_1,
  proofs: { employment: ['SOCIAL_INSURANCE'] },
} as const;

describe('a case that is sent back', () => {
  it('goes back from the review to the acceptor, and on again, with clock and SMS as they were', async () => {
    const { id } = await submitted(await signIn('time-1'), FORM_OF_TIME_1);
    const [acceptor, reviewer, approver] = await officers('acceptor-1', 'reviewer-1', 'approver-1');
    await local.atState(id, 'AwaitAcceptance');
    const accepted = ok(await acceptor.claimAndDecide(id, 'acceptance', 'accept'));
    await local.advance('PT2H');
    await local.atState(id, 'AwaitReview');

    const returned = ok(await reviewer.claimAndDecide(id, 'review', 'return'));
    await local.atState(id, 'AwaitAcceptance');
    const { version } = await acceptor.claim(id);
    const second = await acceptor.decide(id, { stage: 'acceptance', outcome: 'request-correction', version });
    const again = ok(await acceptor.decide(id, { stage: 'acceptance', outcome: 'accept', version }));
    await local.atState(id, 'AwaitReview');
    ok(await reviewer.claimAndDecide(id, 'review', 'endorse'));
    await local.atState(id, 'AwaitApproval');
    ok(await approver.claimAndDecide(id, 'approval', 'approve'));
    await local.atState(id);

    expect(returned).toMatchObject({ status: 'in-review', stage: 'acceptance' });
    expect(second).toMatchObject({ status: 422, body: { code: 'CORRECTION_EXHAUSTED' } });
    expect(again.clock).toEqual(accepted.clock);
    expect((await local.messages(id)).map(({ event }) => event)).toEqual(['received', 'accepted', 'issued']);
  });

  it('goes back from the approval to the reviewer, who may be asked twice', async () => {
    const holder = await signIn('permit-1');
    const { id } = await submitted(holder, FORM_OF_PERMIT_1);
    const [acceptor, reviewer, approver] = await officers('acceptor-2', 'reviewer-2', 'approver-2');
    await local.atState(id, 'AwaitAcceptance');
    ok(await acceptor.claimAndDecide(id, 'acceptance', 'accept'));
    await local.atState(id, 'AwaitReview');
    ok(await reviewer.claimAndDecide(id, 'review', 'endorse'));
    await local.atState(id, 'AwaitApproval');

    const returned = ok(await approver.claimAndDecide(id, 'approval', 'return'));
    await local.atState(id, 'AwaitReview');
    ok(await reviewer.claimAndDecide(id, 'review', 'endorse'));
    await local.atState(id, 'AwaitApproval');
    ok(await approver.claimAndDecide(id, 'approval', 'approve'));
    const history = await local.atState(id);

    const { status, timeline } = await holder.get<Application>(`/applications/${id}`);
    const decisions = timeline.map(({ code }) => code).filter((code) => /^(?:review|approval)-/u.test(code));
    expect(returned).toMatchObject({ status: 'in-review', stage: 'review' });
    expect(status).toBe('issued');
    expect(decisions).toEqual(['review-endorse', 'approval-return', 'review-endorse', 'approval-approve']);
    expect(statesOf(history).filter((state) => state === 'AwaitReview')).toHaveLength(2);
    expect((await local.province()).licences).toHaveLength(1);
  });
});

describe('a case that ends with a no', () => {
  it('is refused at the approval with every reason at once, and leaves the province as it was', async () => {
    const holder = await signIn('permit-cancelled');
    const { id } = await submitted(holder, FORM_OF_PERMIT_CANCELLED);
    const [acceptor, reviewer, approver] = await officers('acceptor-1', 'reviewer-1', 'approver-1');
    const before = await local.province();
    await local.atState(id, 'AwaitAcceptance');
    ok(await acceptor.claimAndDecide(id, 'acceptance', 'accept'));
    await local.atState(id, 'AwaitReview');
    const permit = { code: 'EXISTING_PERMIT_NOT_IN_FORCE', findingId: 'existing-permit-status' };
    const address = { code: 'ADDRESS_NOT_AS_REGISTERED', findingId: 'address-as-registered' };

    const unreasoned = await reviewer.claimAndDecide(id, 'review', 'endorse');
    const opinion = ok(await reviewer.claimAndDecide(id, 'review', 'reject', { reasons: [permit, address] }));
    await local.atState(id, 'AwaitApproval');
    const half = await approver.claimAndDecide(id, 'approval', 'reject', { reasons: [permit] });
    const whole = await approver.claimAndDecide(id, 'approval', 'reject', { reasons: [permit, address] });
    const history = await local.atState(id);

    const application = await holder.get<Application>(`/applications/${id}`);
    const permitAnswer = await holder.send<Problem>('GET', `/applications/${id}/permit`);
    const told = (unreasoned.body as unknown as Problem).errors;
    expect(told.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/overrides REASON_MISSING',
      '/overrides REASON_MISSING',
    ]);
    expect(opinion).toMatchObject({ status: 'in-approval', stage: 'approval' });
    expect(half).toMatchObject({ status: 422, body: { code: 'REASONS_INCOMPLETE' } });
    expect((half.body as unknown as Problem).errors[0]?.message).toBe(
      '核查未通过：填写的住址与居住登记的乡镇（街道）不一致。请列明对应的理由（现居住住址与居住登记不一致，请更正住址或者变更居住登记），或者说明不采用的原因。',
    );
    expect(whole).toMatchObject({ status: 200, body: { status: 'refused', stage: null } });
    expect(application).toMatchObject({
      status: 'refused',
      notice: { outcome: 'refused', reasons: [{ code: permit.code }, { code: address.code }] },
    });
    expect((await local.messages(id)).map(({ event }) => event)).toEqual(['received', 'accepted', 'refused']);
    expect(permitAnswer).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    expect(await local.province()).toEqual(before);
    expect(history.execution.status).toBe('SUCCEEDED');
    expect(statesOf(history).slice(-2)).toEqual(['Route', 'Conclude']);
  });

  it('is not accepted with every reason, is kept, and does not bar the next application', async () => {
    const holder = await signIn('household-suichang');
    const { id } = await submitted(holder, FORM_OF_HOUSEHOLD_SUICHANG);
    const acceptor = await signIn('acceptor-1');
    await local.atState(id, 'AwaitAcceptance');

    const none = await acceptor.claimAndDecide(id, 'acceptance', 'refuse-to-accept');
    const all = await acceptor.claimAndDecide(id, 'acceptance', 'refuse-to-accept', {
      reasons: [
        { code: 'NOT_FLOATING_POPULATION', findingId: 'floating-population' },
        { code: 'NOT_REGISTERED_IN_COUNTY', findingId: 'registered-in-county' },
        { code: 'REGISTRATION_TOO_SHORT', findingId: 'registered-six-months' },
      ],
    });
    const history = await local.atState(id);
    const next = await submitted(holder, FORM_OF_HOUSEHOLD_SUICHANG);

    const application = await holder.get<Application>(`/applications/${id}`);
    const { events, intact } = await (await signIn('auditor-1')).get<Events>(`/cases/${id}/events`);
    expect((none.body as unknown as Problem).errors).toHaveLength(3);
    expect(all).toMatchObject({ status: 200, body: { status: 'not-accepted', clock: null } });
    expect(application).toMatchObject({ status: 'not-accepted', acceptedAt: null, deadlineAt: null });
    expect((await local.messages(id)).map(({ event }) => event)).toEqual(['received', 'not-accepted']);
    expect({ intact, last: events.at(-1)?.fact.type }).toEqual({ intact: true, last: 'archived' });
    expect(history.execution.status).toBe('SUCCEEDED');
    expect(next.id).not.toBe(id);
  });
});
