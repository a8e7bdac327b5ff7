import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signedSession } from '../support/journey-aws.ts';
import { startForJourney, type JourneyProduct } from '../support/journey-product.ts';
import type { Application, CaseFile, Problem, TaskState } from './answers.ts';
import { call, ok, Person, type Answer, type Method } from './client.ts';
import { CARD_OF_PERMIT_1, CONSENTS, FORM_OF_PERMIT_1, FORM_OF_TIME_1 } from './forms.ts';
import { Instruments } from './instruments.ts';
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
const outcomeOf = <Body>({ status, body }: Answer<Body>): string =>
  `${status} ${(body as { code?: string }).code ?? ''}`.trim();
const partsOf = (token: string) =>
  token.split('.').map(
    (part) =>
      JSON.parse(
        Buffer.from(part, 'base64url')
          .toString('latin1')
          .replace(/^[^{].*/su, '{}'),
      ) as Record<string, unknown>,
  );
const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a token', () => {
  const ask = (token: string | undefined) =>
    call<Problem>(`${product.origin}/applications`, 'GET', token === undefined ? {} : { token });

  it('is asked for on every route but the public ones', async () => {
    const routes: [Method, string][] = [
      ...([
        ['GET', '/applications'],
        ['POST', '/applications'],
        ['GET', '/tasks'],
      ] as [Method, string][]),
      ...([
        ['POST', '/window/applications'],
        ['DELETE', '/sessions/current'],
      ] as [Method, string][]),
      ...([['GET', '/cases/01JNB6M4A0000000000000000A']] as [Method, string][]),
    ];

    const statuses = await Promise.all(
      routes.map(async ([method, path]) => (await call(`${product.origin}${path}`, method)).status),
    );
    const open = await call(`${product.origin}/health`, 'GET');

    expect(statuses).toEqual([401, 401, 401, 401, 401, 401]);
    expect(open.status).toBe(200);
  });

  it('is refused when it is signed by somebody else, not signed, or changed', async () => {
    const { token } = await signIn('permit-1');
    const [header = {}, claims = {}] = partsOf(token);
    const [head = '', body = '', signature = ''] = token.split('.');
    const stranger = await generateKeyPair('ES256', { extractable: true });
    const jwk = await exportJWK(stranger.publicKey);
    const forged = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: String(header['kid']), jwk })
      .sign(stranger.privateKey);
    const unsigned = `${base64url({ alg: 'none', typ: 'JWT' })}.${body}.`;
    const promoted = `${head}.${base64url({ ...claims, roles: ['approver'] })}.${signature}`;

    const answers = await Promise.all([forged, unsigned, promoted, 'nonsense'].map(ask));
    const genuine = await ask(token);

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    expect(genuine.status).toBe(200);
  });

  it('of another county is refused, even under our own key', async () => {
    const { token } = await signIn('permit-1');
    const [header = {}, claims = {}] = partsOf(token);

    const here = await ask(await signedSession(product, header, claims));
    const elsewhere = await ask(await signedSession(product, header, { ...claims, county: 'songyang' }));

    expect([here.status, elsewhere.status]).toEqual([200, 403]);
  });

  it('is worth nothing once the person has signed out', async () => {
    const holder = await signIn('permit-1');

    const out = await holder.send('DELETE', '/sessions/current');
    const write = await holder.post<Problem>('/applications', { form: {} });

    expect(out.status).toBe(204);
    expect(outcomeOf(write)).toBe('401 SESSION_ENDED');
  });

  it('says neither name nor number, and is not given without a verified identity card', async () => {
    const { token } = await signIn('permit-1');
    const people = ['not-real-name', 'passport-1'];

    const answers = await Promise.all(
      people.map((person) => call<Problem>(`${product.origin}/_local/token`, 'POST', { body: { person } })),
    );

    const [, claims = {}] = partsOf(token);
    expect(JSON.stringify(claims)).not.toMatch(/陈|330327199102149011|13900000001/u);
    expect(claims).toMatchObject({ county: 'suichang', roles: ['applicant'], authlevel: 3 });
    expect(answers.map(outcomeOf)).toEqual(['403 AUTH_LEVEL_TOO_LOW', '403 AUTH_LEVEL_TOO_LOW']);
  });
});

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

    expect(ofDraft.map(outcomeOf)).toEqual(Array<string>(4).fill('404 NOT_FOUND'));
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
      await approver.post(`/tasks/${id}/claim`, {}),
    ];

    expect(answers.map(outcomeOf)).toEqual(Array<string>(7).fill('403 NOT_ALLOWED'));
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
      ...['409 NOT_CLAIMED', '409 NOT_CLAIMED', '409 CLAIMED_BY_OTHER', '409 CLAIMED_BY_OTHER'],
      ...['409 STALE_VERSION', '409 ACTION_NOT_ALLOWED', '200', '200'],
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
