import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startForJourney, type JourneyProduct } from '../support/journey-product.ts';
import type { Problem, Sms } from './answers.ts';
import { call, ok, Person } from './client.ts';
import { Instruments } from './instruments.ts';

let product: JourneyProduct;
let local: Instruments;
beforeAll(async () => {
  product = await startForJourney();
  local = new Instruments(product.origin);
});
beforeEach(() => local.reset());
afterAll(() => product.stop());

const signIn = (person: string): Promise<Person> => Person.signIn(product.origin, person);

describe('somebody who does not qualify yet', () => {
  it('learns the day without sign-in, and is told it again by the register, which is asked once signed in', async () => {
    const asked = await call<{ verdict: string; qualifiesOn: string | null; words: { zh: string } }>(
      `${product.origin}/eligibility`,
      'POST',
      {
        body: {
          recognitionType: 'REGISTRATION_TIME',
          registrations: [{ divisionCode: '331123', registeredOn: '2025-10-01' }],
        },
      },
    );
    const holder = await signIn('time-five-months');

    const reminder = await holder.post<{ remindOn: string; phone: string }>('/reminders', {
      recognitionType: 'REGISTRATION_TIME',
    });

    expect(ok(asked)).toMatchObject({ verdict: 'not-met', qualifiesOn: '2026-04-01' });
    expect(reminder.status).toBe(201);
    expect(reminder.body.remindOn).toBe('2026-04-01');
    expect(reminder.body.phone).toMatch(/^\d{3}\*{4}\d{4}$/u);
  });

  it('gets one SMS of one part on the morning of that day, and no second one', async () => {
    const holder = await signIn('time-five-months');
    ok(await holder.post('/reminders', { recognitionType: 'REGISTRATION_TIME', phone: '13912345678' }));

    await local.moveTo('2026-04-01T08:45:00+08:00');
    await local.advance('P2D');

    const sent = ok(await call<readonly Sms[]>(`${product.origin}/_local/messages`, 'GET'));
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ event: 'qualifies', parts: 1 });
    expect(sent[0]?.to).toContain('13912345678');
    expect(sent[0]?.at).toContain('2026-04-01T08:45');
  });

  it('is told that there is nothing to wait for where the time is full', async () => {
    const holder = await signIn('time-2');

    const { status, body } = await holder.post<Problem>('/reminders', {
      recognitionType: 'REGISTRATION_TIME',
    });

    expect([status, body.code]).toEqual([422, 'QUALIFIES_ALREADY']);
  });

  it('hears nothing against them while nothing is known', async () => {
    const answer = await call<{ verdict: string; other: { verdict: string } }>(
      `${product.origin}/eligibility`,
      'POST',
      { body: {} },
    );

    expect(ok(answer)).toMatchObject({ verdict: 'cannot-tell', other: { verdict: 'cannot-tell' } });
  });
});
