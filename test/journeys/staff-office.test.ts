import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startForJourney, type JourneyProduct } from '../support/journey-product.ts';
import type { CaseFile } from './answers.ts';
import { Person } from './client.ts';
import { CARD_OF_TIME_1, FORM_OF_TIME_1 } from './forms.ts';
import { Instruments } from './instruments.ts';
import { outcomeOf } from './problems.ts';
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

/** Submitted by the holder, at the first opinion. */
async function waitingCase() {
  const holder = await signIn('time-1');
  const receipt = await submitted(holder, FORM_OF_TIME_1);
  await local.atState(receipt.id, 'AwaitAcceptance');
  return { holder, ...receipt };
}

describe('an officer', () => {
  it('finds a case exactly, reads it masked, and whole once it is theirs', async () => {
    const { holder, id, applicationNumber } = await waitingCase();
    const acceptor = await signIn('acceptor-1');
    const { citizenIdNumber, fullName, mobilePhone } = CARD_OF_TIME_1;
    const terms = [applicationNumber.toLowerCase(), citizenIdNumber, mobilePhone, fullName];

    const found = await Promise.all(
      terms.map((term) =>
        acceptor.get<{ cases: readonly { id: string }[] }>(`/cases?q=${encodeURIComponent(term)}`),
      ),
    );
    const masked = await acceptor.get<CaseFile & { masked: boolean; form: unknown }>(`/cases/${id}`);
    await acceptor.claim(id);
    const mine = await acceptor.get<CaseFile & { masked: boolean; form: unknown }>(`/cases/${id}`);

    expect(found.map(({ cases }) => cases.map((one) => one.id))).toEqual(terms.map(() => [id]));
    expect([masked.masked, mine.masked]).toEqual([true, false]);
    expect(JSON.stringify([found, masked])).not.toContain(citizenIdNumber);
    expect(JSON.stringify(mine)).toContain(citizenIdNumber);
    const { accesses } = await holder.get<{ accesses: readonly { what: string }[] }>(
      `/applications/${id}/accesses`,
    );
    expect(accesses.map(({ what }) => what)).toEqual([
      'search',
      'search',
      'search',
      'search',
      'case-file',
      'case-file',
    ]);
  });

  it('sees the tasks of the own office, and others when asking', async () => {
    const { id } = await waitingCase();
    const ids = async (person: string, query = '') => {
      const { tasks } = await (
        await signIn(person)
      ).get<{ tasks: readonly { id: string }[] }>(`/tasks${query}`);
      return tasks.map((task) => task.id);
    };

    const seen = [
      await ids('acceptor-1'),
      await ids('acceptor-2'),
      await ids('acceptor-2', '?office='),
      await ids('acceptor-2', '?office=miaogao'),
      await ids('supervisor-1'),
    ];

    expect(seen).toEqual([[id], [], [id], [id], [id]]);
  });
});

describe('an operator', () => {
  it('enters a deputy, who then acts for the absent officer until the days are over', async () => {
    const { id } = await waitingCase();
    const operator = await signIn('operator-1');
    const before = await (await signIn('reviewer-2')).post(`/tasks/${id}/claim`, {});

    const entered = await operator.send('PUT', '/staff/acceptor-1', {
      body: {
        version: 0,
        roles: ['acceptor'],
        office: 'miaogao',
        active: true,
        deputies: [{ from: '2026-03-02', to: '2026-03-02', deputyId: 'reviewer-2' }],
      },
    });
    const deputy = await signIn('reviewer-2');
    const claimed = await deputy.post(`/tasks/${id}/claim`, {});
    await local.moveTo('2026-03-03T09:00:00+08:00');
    const afterwards = await deputy.post(`/tasks/${id}/release`, {});

    expect([before, entered, claimed, afterwards].map(outcomeOf)).toEqual([
      '403 NOT_ALLOWED',
      '200',
      '200',
      '403 NOT_ALLOWED',
    ]);
  });

  it('sees which cases have failed and lets them go on', async () => {
    await local.fault({ service: 'lambda', operation: 'submit', kind: 'error', times: 7 });
    const { id } = await submitted(await signIn('time-1'), FORM_OF_TIME_1);
    const operator = await signIn('operator-1');
    const list = async (status: string) =>
      (await operator.get<{ executions: readonly { id: string }[] }>(`/executions?status=${status}`))
        .executions;
    await local.advance('PT1H');

    const failed = await list('FAILED');
    const redriven = await operator.post(`/executions/${id}/redrive`, {});
    await local.atState(id, 'AwaitAcceptance');
    const again = await operator.post(`/executions/${id}/redrive`, {});
    const stranger = await operator.post('/executions/01ARZ3NDEKTSV4RRFFQ69G5FAV/redrive', {});
    const supervisor = await (await signIn('supervisor-1')).post(`/executions/${id}/redrive`, {});

    expect(failed).toMatchObject([{ id }]);
    expect([redriven, again, stranger, supervisor].map(outcomeOf)).toEqual([
      '202',
      '202',
      '404 NOT_FOUND',
      '403 NOT_ALLOWED',
    ]);
    expect(await list('FAILED')).toEqual([]);
  });
});
