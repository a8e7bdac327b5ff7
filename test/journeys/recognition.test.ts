import { compactVerify, createRemoteJWKSet } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startForJourney, type JourneyProduct } from '../support/journey-product.ts';
import { storedInArchive } from '../support/journey-aws.ts';
import type { Application, Events, PermitAnswer } from './answers.ts';
import { ok, Person } from './client.ts';
import { FORM_OF_PERMIT_1 } from './forms.ts';
import { Instruments, statesOf } from './instruments.ts';
import { reviewAndApprove, submitted } from './stories.ts';

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
const TELEPHONE_1 = '+8613900000001';

async function acceptOnline(id: string): Promise<void> {
  await local.atState(id, 'AwaitAcceptance');
  ok(await (await signIn('acceptor-1')).claimAndDecide(id, 'acceptance', 'accept'));
}

describe('an existing permit, online', () => {
  it('goes from the sign-in to the kept file, step by step in order', async () => {
    const holder = await Person.signInByTicket(product.origin, 'permit-1', 'ticketId');
    const { id, applicationNumber, receivedAt, acceptBy } = await submitted(holder, FORM_OF_PERMIT_1);

    await acceptOnline(id);
    await reviewAndApprove(local, id, await reviewerAndApprover());

    const application = await holder.get<Application>(`/applications/${id}`);
    const history = await local.history(id);
    expect({ receivedAt, acceptBy }).toEqual({
      receivedAt: '2026-03-02T09:00:00.000+08:00',
      acceptBy: '2026-03-10T00:00:00.000+08:00',
    });
    expect(application).toMatchObject({
      applicationNumber,
      status: 'issued',
      stage: null,
      dueAt: '2026-03-04T17:30:00.000+08:00',
      deadlineAt: '2026-03-05T00:00:00.000+08:00',
      issuedAt: '2026-03-02T09:00:00.000+08:00',
    });
    expect(codesOf(application)).toEqual([
      'received',
      'materials-kept',
      'message-received',
      'checked',
      'acceptance-accept',
      'message-accepted',
      'review-endorse',
      'approval-approve',
      'issued',
      'province-told',
      'old-permits-cancelled',
      'message-issued',
      'archived',
    ]);
    expect(history.execution.status).toBe('SUCCEEDED');
    expect(history.events.at(-1)?.type).toBe('ExecutionSucceeded');
    expect(statesOf(history)).toEqual([
      'Submit',
      'Check',
      'AwaitAcceptance',
      'AwaitReview',
      'AwaitApproval',
      ...TO_THE_END,
    ]);
  });

  it('tells the person three times, in one part each, with neither name nor number', async () => {
    const { id } = await submitted(await signIn('permit-1'), FORM_OF_PERMIT_1);

    await acceptOnline(id);
    await reviewAndApprove(local, id, await reviewerAndApprover());

    const messages = await local.messages(id);
    const texts = messages.map(({ text }) => text).join('\n');
    expect(messages.map(({ event, to, parts }) => ({ event, to, parts }))).toEqual([
      { event: 'received', to: TELEPHONE_1, parts: 1 },
      { event: 'accepted', to: TELEPHONE_1, parts: 1 },
      { event: 'issued', to: TELEPHONE_1, parts: 1 },
    ]);
    expect(Math.max(...messages.map(({ text }) => text.length))).toBeLessThanOrEqual(70);
    expect(texts).not.toMatch(/陈晓宁|330327199102149011/u);
    expect(messages[1]?.text).toContain('3月2日受理，将于3月4日前办结');
    expect(messages[2]?.text).toContain('原居住证已自动注销');
  });

  it('leaves the person with the new permit alone, at the province and in the wallet', async () => {
    const holder = await signIn('permit-1');
    const { id } = await submitted(holder, FORM_OF_PERMIT_1);

    await acceptOnline(id);
    await reviewAndApprove(local, id, await reviewerAndApprover());

    const { licenceId } = await holder.get<PermitAnswer>(`/applications/${id}/permit`);
    const { licences, permits, cancellations, wallets } = await local.province();
    const old = { permitNumber: '3301060000900001', replacedBy: licenceId };
    expect(licences.filter(({ holderId }) => holderId === 'permit-1')).toMatchObject([{ licenceId }]);
    expect(cancellations).toMatchObject([old]);
    expect(permits.filter(({ holderId }) => holderId === 'permit-1')).toMatchObject([
      { ...old, status: 'CANCELLED' },
      { permitNumber: licenceId, status: 'NORMAL' },
    ]);
    expect(wallets.find(({ personId }) => personId === 'permit-1')?.licences).toEqual([
      { number: '3301060000900001', title: '电子居住证', status: 'void' },
      { number: licenceId, title: '电子居住证', status: 'addable' },
    ]);
  });

  it('gives a permit whose signature holds against the published key, and no longer when it is changed', async () => {
    const holder = await signIn('permit-1');
    const { id } = await submitted(holder, FORM_OF_PERMIT_1);
    await acceptOnline(id);
    await reviewAndApprove(local, id, await reviewerAndApprover());
    const keys = createRemoteJWKSet(new URL(`${product.origin}/.well-known/jwks.json`));

    const { jws, permit, status } = await holder.get<PermitAnswer>(`/applications/${id}/permit`);
    const { payload, protectedHeader } = await compactVerify(jws, keys);

    const [head = '', , signature = ''] = jws.split('.');
    const forged = { ...permit, fullName: '张三' };
    const tampered = `${head}.${Buffer.from(JSON.stringify(forged)).toString('base64url')}.${signature}`;
    expect({ status, alg: protectedHeader.alg }).toEqual({ status: 'valid', alg: 'ES256' });
    expect(JSON.parse(Buffer.from(payload).toString('utf8'))).toEqual(permit);
    expect(permit).toMatchObject({
      fullName: '陈晓宁',
      ethnicGroup: '汉族',
      birthDate: '1991-02-14',
      issuedBy: '遂昌县公安局',
      issuedOn: '2026-03-02',
      endorsementDueOn: '2027-03-02',
      replaces: '3301060000900001',
    });
    await expect(compactVerify(tampered, keys)).rejects.toMatchObject({
      code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    });
  });

  it('keeps an unbroken chain without personal data, three officers, and a file under legal hold', async () => {
    const { id } = await submitted(await signIn('permit-1'), FORM_OF_PERMIT_1);
    await acceptOnline(id);
    await reviewAndApprove(local, id, await reviewerAndApprover());
    const auditor = await signIn('auditor-1');

    const { intact, events } = await auditor.get<Events>(`/cases/${id}/events`);
    const { officers } = await auditor.file(id);

    const archived = events.find(({ fact }) => fact.type === 'archived');
    const kept = await storedInArchive(product, String(archived?.fact['manifestKey']));
    expect(intact).toBe(true);
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
    expect(events.map(({ previousHash }) => previousHash)).toEqual([
      '0'.repeat(64),
      ...events.slice(0, -1).map(({ hash }) => hash),
    ]);
    expect(JSON.stringify(events)).not.toMatch(/陈晓宁|330327199102149011|13900000001|溪滨路/u);
    expect(officers).toEqual({ acceptance: 'acceptor-1', review: 'reviewer-1', approval: 'approver-2' });
    expect(kept).toEqual({ sha256: archived?.fact['manifestHash'], legalHold: 'ON' });
  });
});
