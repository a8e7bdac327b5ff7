import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startForJourney, type JourneyProduct } from '../support/journey-product.ts';
import type { Draft, Problem } from './answers.ts';
import { Person, type Answer } from './client.ts';
import { pngFile } from './files.ts';
import { defectsOf, problemHead } from './problems.ts';

let product: JourneyProduct;
let holder: Person;
beforeAll(async () => {
  product = await startForJourney();
  holder = await Person.signIn(product.origin, 'permit-1');
});
afterAll(() => product.stop());

describe('a form that is not complete', () => {
  it('is told every gap at once, in the language that was asked for, and stays a draft', async () => {
    const { id, version } = await holder.draft({ proofs: { residence: ['OTHER'] }, mobilePhone: '12' });
    const send = (language: string): Promise<Answer<Problem>> =>
      holder.send('POST', `/applications/${id}/submission`, {
        body: { version },
        headers: { 'accept-language': language },
      });

    const [chinese, english] = [await send('zh-CN'), await send('en-GB,zh;q=0.5')];

    const phone = (answer: Answer<Problem>) =>
      answer.body.errors.find(({ pointer }) => pointer === '/form/mobilePhone')?.message;
    expect(problemHead(chinese)).toMatchObject({ status: 422, code: 'FORM_INCOMPLETE' });
    expect(defectsOf(chinese)).toEqual([
      '/form/registeredResidenceDivision FIELD_REQUIRED',
      '/form/registeredResidenceAddress FIELD_REQUIRED',
      '/form/currentResidenceAddress/townshipCode FIELD_REQUIRED',
      '/form/currentResidenceAddress/community FIELD_REQUIRED',
      '/form/currentResidenceAddress/detail FIELD_REQUIRED',
      '/form/recognitionType FIELD_REQUIRED',
      '/form/proofs/residenceOther OTHER_NEEDS_WORDS',
      '/form/mobilePhone MOBILE_NUMBER',
      '/form/photo MATERIAL_MISSING',
      '/form/proofs/residence/0 MATERIAL_MISSING',
      '/commitment/textVersion TEXT_NOT_ACCEPTED',
      '/notice/textVersion TEXT_NOT_ACCEPTED',
      '/declaration/textVersion TEXT_NOT_ACCEPTED',
    ]);
    expect(defectsOf(english)).toEqual(defectsOf(chinese));
    expect(phone(chinese)).toContain('手机号码应为11位');
    expect(phone(english)).toContain('A mobile number has 11 digits');
    expect(english.body.title).toMatch(/^[\p{ASCII}]+$/u);
    expect(await holder.get<Draft>(`/applications/${id}`)).toMatchObject({ status: 'draft', version });
  });

  it('may not speak of somebody else than the person who signed in', async () => {
    const answer = await holder.post<Problem>('/applications', {
      form: { citizenIdNumber: '520103199307119047', fullName: '周海燕' },
    });

    expect(problemHead(answer)).toMatchObject({ status: 422, code: 'DRAFT_MALFORMED' });
    expect(defectsOf(answer)).toEqual([
      '/form/citizenIdNumber NOT_THE_SIGNED_IN_PERSON',
      '/form/fullName NOT_THE_SIGNED_IN_PERSON',
    ]);
  });
});

describe('a write that is repeated', () => {
  it('gives the same answer for the same key, and is refused with another body', async () => {
    const key = randomUUID();
    const first = await holder.post<Draft>('/applications', { form: { employer: '甲厂' } }, key);

    const again = await holder.post<Draft>('/applications', { form: { employer: '甲厂' } }, key);
    const other = await holder.post<Problem>('/applications', { form: { employer: '乙厂' } }, key);

    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expect(problemHead(other)).toMatchObject({ status: 422, code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('makes one draft when it is sent twice at once', async () => {
    const key = randomUUID();
    const count = async () => (await holder.get<{ drafts: unknown[] }>('/applications')).drafts.length;
    const before = await count();

    const answers = await Promise.all(
      Array.from({ length: 4 }, () => holder.post<Draft>('/applications', { form: {} }, key)),
    );

    const made = answers.filter(({ status }) => status === 201);
    expect(made.length).toBeGreaterThanOrEqual(1);
    expect(new Set(made.map(({ body }) => body.id)).size).toBe(1);
    expect(answers.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
    expect(await count()).toBe(before + 1);
  });

  it('is refused as stale when somebody else has written in between', async () => {
    const { id, version } = await holder.draft({});
    const file = pngFile();
    const put = (employer: string) =>
      holder.send<Problem>('PUT', `/applications/${id}`, { body: { version, form: { employer } } });

    const [first, second] = [await put('甲厂'), await put('乙厂')];
    const announced = await holder.post<Problem>(`/applications/${id}/materials`, {
      version,
      ground: 'photo',
      box: 'APPLICANT',
      ...file.declared,
    });

    expect(first.status).toBe(200);
    expect(problemHead(second)).toMatchObject({ status: 409, code: 'STALE_VERSION' });
    expect(problemHead(announced)).toMatchObject({ status: 409, code: 'STALE_VERSION' });
    expect((await holder.get<Draft>(`/applications/${id}`)).form).toMatchObject({ employer: '甲厂' });
  });
});
