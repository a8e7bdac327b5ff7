import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startForJourney, type JourneyProduct } from '../support/journey-product.ts';
import type { Application, Problem } from './answers.ts';
import { call, ok, Person } from './client.ts';
import { CARD_OF_PERMIT_1, CONSENTS, FORM_OF_PERMIT_1, FORM_OF_TIME_1 } from './forms.ts';
import { Instruments } from './instruments.ts';
import { filledDraft, reviewAndApprove, submitted } from './stories.ts';

let product: JourneyProduct;
let local: Instruments;
beforeAll(async () => {
  product = await startForJourney();
  local = new Instruments(product.origin);
});
beforeEach(() => local.reset());
afterAll(() => product.stop());

const signIn = (person: string): Promise<Person> => Person.signIn(product.origin, person);
const track = (applicationNumber: string, idLastFour: string) =>
  call<Tracked>(`${product.origin}/tracking`, 'POST', { body: { applicationNumber, idLastFour } });
const sendForm = (fields: Record<string, string>, language = 'zh-CN') =>
  call<string>(`${product.origin}/tracking`, 'POST', {
    raw: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'accept-language': language },
  });
const eventsOf = async (id: string) => (await local.messages(id)).map(({ event }) => event);

interface Tracked {
  readonly status: string;
  readonly words: { readonly zh: string };
  readonly due: { readonly counted: readonly string[]; readonly skipped: readonly unknown[] } | null;
  readonly timeline: readonly { readonly code: string }[];
}
interface Accesses {
  readonly intact: boolean;
  readonly accesses: readonly { readonly what: string; readonly who: { readonly id: string } }[];
}

describe('whoever has the number and the last four', () => {
  it('follows a case without sign-in, as JSON and as a page, to its end', async () => {
    const holder = await signIn('permit-1');
    const { id, applicationNumber } = await submitted(holder, FORM_OF_PERMIT_1);
    const lastFour = CARD_OF_PERMIT_1.citizenIdNumber.slice(-4);
    const received = ok(await track(applicationNumber, lastFour));
    await local.atState(id, 'AwaitAcceptance');
    ok(await (await signIn('acceptor-1')).claimAndDecide(id, 'acceptance', 'accept'));

    const accepted = ok(await track(applicationNumber, lastFour));
    const page = await sendForm({ applicationNumber, idLastFour: lastFour });
    await reviewAndApprove(local, id, [await signIn('reviewer-1'), await signIn('approver-1')]);
    const issued = ok(await track(applicationNumber, lastFour));

    expect(received).toMatchObject({ status: 'submitted', due: null });
    expect(accepted).toMatchObject({
      status: 'in-review',
      due: { counted: ['2026-03-03', '2026-03-04'], skipped: [] },
    });
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.body).toContain('2026-03-04 17:30');
    expect(issued.status).toBe('issued');
    for (const shown of [JSON.stringify(issued), page.body]) {
      expect(shown).not.toContain(CARD_OF_PERMIT_1.fullName);
      expect(shown).not.toContain(CARD_OF_PERMIT_1.citizenIdNumber);
      expect(shown).not.toContain(CARD_OF_PERMIT_1.mobilePhone);
    }
  });

  it('gets one answer for every wrong guess, and not many guesses', async () => {
    const { applicationNumber } = await submitted(await signIn('permit-1'), FORM_OF_PERMIT_1);

    const wrongNumber = await track('20260302ABCDEFGH9', '9011');
    const guesses = [];
    for (let guess = 0; guess < 11; guess += 1)
      guesses.push(await track(applicationNumber, String(guess).padStart(4, '0')));

    expect(guesses.map(({ status }) => status)).toEqual([...Array.from({ length: 10 }, () => 404), 429]);
    expect(guesses[0]?.body).toEqual(wrongNumber.body);
    expect(Number(guesses[10]?.headers.get('retry-after'))).toBeGreaterThan(600);
    const page = await sendForm({ applicationNumber, idLastFour: '0009' }, 'en');
    expect(page.status).toBe(429);
    expect(page.body).toContain('Too many tries');
  });

  it('finds the form itself as a page', async () => {
    const { status, body } = await call<string>(`${product.origin}/tracking`, 'GET');

    expect(status).toBe(200);
    expect(body).toContain('<form method="post" action="/tracking">');
  });
});

describe('the holder of a case', () => {
  it('chooses messages, sees who opened the file, and rates the service once at its end', async () => {
    const holder = await signIn('time-1');
    const { id } = await filledDraft(holder, FORM_OF_TIME_1);
    const set = await holder.send<{ version: number }>('PUT', `/applications/${id}/messages`, {
      body: { received: false, phone: '13912345678' },
    });
    ok(await holder.submit(id, ok(set).version, CONSENTS));
    const refused = await holder.send<Problem>('PUT', `/applications/${id}/messages`, {
      body: { issued: false, lapsed: false },
    });
    await local.atState(id, 'AwaitAcceptance');
    const acceptor = await signIn('acceptor-1');
    await acceptor.file(id);
    ok(await acceptor.claimAndDecide(id, 'acceptance', 'accept'));
    const early = await holder.post<Problem>(`/applications/${id}/rating`, { grade: 1 });
    await reviewAndApprove(local, id, [await signIn('reviewer-1'), await signIn('approver-1')]);

    const rated = await holder.post(`/applications/${id}/rating`, { grade: 1, comment: '很快' });
    const again = await holder.post<Problem>(`/applications/${id}/rating`, { grade: 5 });

    const seen = await holder.get<Accesses>(`/applications/${id}/accesses`);
    const stranger = await (await signIn('permit-1')).send('GET', `/applications/${id}/accesses`);
    expect((refused.body.errors ?? []).map(({ pointer }) => pointer)).toEqual(['/issued', '/lapsed']);
    expect(await eventsOf(id)).toEqual(['accepted', 'issued']);
    expect((await local.messages(id)).map(({ to }) => to.slice(-11))).toEqual(['13912345678', '13912345678']);
    expect([early.status, rated.status, again.status]).toEqual([409, 201, 409]);
    expect(seen.intact).toBe(true);
    expect(seen.accesses.map(({ who }) => who.id)).toEqual(
      expect.arrayContaining(['acceptor-1', 'reviewer-1', 'approver-1']),
    );
    expect(stranger.status).toBe(404);
    expect(await holder.get(`/applications/${id}`)).toMatchObject({ rating: 1 });
  });

  it('disagrees with a no, once', async () => {
    const holder = await signIn('permit-1');
    const { id } = await submitted(holder, FORM_OF_PERMIT_1);
    await local.atState(id, 'AwaitAcceptance');
    const early = await holder.post<Problem>(`/applications/${id}/second-look`, { reason: '不同意' });
    ok(
      await (
        await signIn('acceptor-1')
      ).claimAndDecide(id, 'acceptance', 'refuse-to-accept', {
        reasons: [{ code: 'OTHER', note: '材料存疑' }],
      }),
    );
    await local.atState(id);
    const before = await eventsOf(id);

    const asked = await holder.post<{ askedAt: string }>(`/applications/${id}/second-look`, {
      reason: '材料是真实的',
    });
    const repeated = await holder.post(`/applications/${id}/second-look`, { reason: '材料是真实的' });
    const other = await holder.post<Problem>(`/applications/${id}/second-look`, { reason: '再看一次' });

    const { timeline } = await holder.get<Application>(`/applications/${id}`);
    expect([early.status, asked.status, repeated.status, other.status]).toEqual([409, 202, 202, 409]);
    expect(repeated.body).toEqual(asked.body);
    expect(timeline.at(-1)?.code).toBe('second-look-asked');
    expect(await eventsOf(id)).toEqual(before);
  });
});
