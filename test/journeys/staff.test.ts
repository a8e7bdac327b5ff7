import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startForJourney, type JourneyProduct } from '../support/journey-product.ts';
import type { PermitAnswer, TaskState } from './answers.ts';
import { ok, Person } from './client.ts';
import { FORM_OF_TIME_1 } from './forms.ts';
import { Instruments } from './instruments.ts';
import { outcomeOf } from './problems.ts';
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

/** Submitted by the holder, at the first opinion. */
async function waitingCase() {
  const holder = await signIn('time-1');
  const receipt = await submitted(holder, FORM_OF_TIME_1);
  await local.atState(receipt.id, 'AwaitAcceptance');
  return { holder, ...receipt };
}

/** Accepted, reviewed, approved and issued. */
async function issuedCase() {
  const { holder, id } = await waitingCase();
  ok(await (await signIn('acceptor-1')).claimAndDecide(id, 'acceptance', 'accept'));
  await reviewAndApprove(local, id, [await signIn('reviewer-1'), await signIn('approver-1')]);
  const { licenceId } = await holder.get<PermitAnswer>(`/applications/${id}/permit`);
  return { holder, id, licenceId };
}

describe('a supervisor', () => {
  it('sees on the board what presses, and gives the task to somebody who is there', async () => {
    const { id } = await waitingCase();
    ok(await (await signIn('acceptor-1')).claimAndDecide(id, 'acceptance', 'accept'));
    await local.atState(id, 'AwaitReview');
    await (await signIn('reviewer-1')).claim(id);
    await local.moveTo('2026-03-04T09:00:00+08:00');
    const [supervisor, next] = await Promise.all([signIn('supervisor-1'), signIn('reviewer-2')]);

    const board = await supervisor.get<{
      total: unknown;
      officers: unknown;
      pressing: readonly { id: string; version: number }[];
    }>('/board');
    const [pressing] = board.pressing;
    const given = await supervisor.post<TaskState>(`/tasks/${id}/reassignment`, {
      to: 'reviewer-2',
      reason: '华审一外出',
      version: pressing?.version,
    });
    const decided = await next.decide(id, {
      stage: 'review',
      outcome: 'endorse',
      version: given.body.version,
    });

    expect(board).toMatchObject({
      total: { open: 1, waiting: 0, dueToday: 1, atRisk: 1, late: 0 },
      officers: [{ officer: 'reviewer-1', open: 1 }],
      pressing: [{ id }],
    });
    expect([given, decided].map(outcomeOf)).toEqual(['200', '200']);
  });

  it('explains afterwards why a case was late, and finds it in the statistics', async () => {
    const { id } = await waitingCase();
    ok(await (await signIn('acceptor-1')).claimAndDecide(id, 'acceptance', 'accept'));
    await local.atState(id, 'AwaitReview');
    await local.moveTo('2026-03-05T09:00:00+08:00');
    const supervisor = await signIn('supervisor-1');

    const reason = { reason: '系统停电', code: 'SYSTEM' };
    const explained = await supervisor.post(`/cases/${id}/overdue-reason`, reason);
    const again = await supervisor.post(`/cases/${id}/overdue-reason`, reason);

    expect([explained, again].map(outcomeOf)).toEqual(['200', '200']);
    const path = '/statistics?from=2026-03-01&to=2026-03-31';
    expect(await supervisor.get(path)).toMatchObject({
      total: { received: { total: 1, online: 1 }, accepted: 1, overdueReasons: { SYSTEM: 1 } },
    });
    const table = await supervisor.send<string>('GET', path, { headers: { accept: 'text/csv' } });
    expect(table.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(table.body.split('\r\n')).toHaveLength(5);
  });

  it('suspends and restores a permit: the holder, the province and the record say the same', async () => {
    const { holder, id, licenceId } = await issuedCase();
    const supervisor = await signIn('supervisor-1');
    const permitAtProvince = async () =>
      (await local.province()).permits.find(({ permitNumber }) => permitNumber === licenceId)?.status;

    const suspended = await supervisor.post(`/permits/${licenceId}/status`, {
      action: 'suspend',
      reason: '逾期未签注',
    });
    const seen = [
      (await holder.get<PermitAnswer>(`/applications/${id}/permit`)).status,
      await permitAtProvince(),
    ];
    const restored = await supervisor.post(`/permits/${licenceId}/status`, {
      action: 'restore',
      reason: '已补签注',
    });
    const seenAgain = [
      (await holder.get<PermitAnswer>(`/applications/${id}/permit`)).status,
      await permitAtProvince(),
    ];

    expect([suspended, restored].map(outcomeOf)).toEqual(['200', '200']);
    expect(suspended.body).toMatchObject({ status: 'suspended', provinceTold: true });
    expect([seen, seenAgain]).toEqual([
      ['suspended', 'SUSPENDED'],
      ['valid', 'NORMAL'],
    ]);
  });
});
