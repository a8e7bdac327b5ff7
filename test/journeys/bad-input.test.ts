import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startForJourney, type JourneyProduct } from '../support/journey-product.ts';
import type { Draft, Problem, Upload } from './answers.ts';
import { call, ok, Person, uploadTo, type Answer, type Method } from './client.ts';
import { declare, pdfFile, pngFile } from './files.ts';
import { FORM_OF_PERMIT_1 } from './forms.ts';
import { Instruments } from './instruments.ts';
import { filledDraft } from './stories.ts';

let product: JourneyProduct;
let local: Instruments;
let holder: Person;
let people: Readonly<Record<'nobody' | 'holder' | 'acceptor' | 'clerk', string | undefined>>;
let draft: { id: string; version: number };
beforeAll(async () => {
  product = await startForJourney();
  local = new Instruments(product.origin);
  holder = await Person.signIn(product.origin, 'permit-1');
  const acceptor = await Person.signIn(product.origin, 'acceptor-1');
  const clerk = await Person.signIn(product.origin, 'clerk-acceptor-1');
  people = { nobody: undefined, holder: holder.token, acceptor: acceptor.token, clerk: clerk.token };
  draft = await filledDraft(holder, FORM_OF_PERMIT_1);
});
afterAll(() => product.stop());

type Who = keyof typeof people;
const defectsOf = ({ body }: Answer<Problem>): string[] =>
  body.errors.map(({ pointer, code }) => `${pointer} ${code}`);
const problemHead = ({ status, headers, body }: Answer<Problem>) => ({
  status,
  type: headers.get('content-type')?.split(';')[0],
  code: body.code,
});
const MALFORMED = { status: 400, type: 'application/problem+json', code: 'MALFORMED' };

/** Sends it and sees to it that nothing was stored, sent or started by it. */
async function refused(who: Who, method: Method, path: string, sent: { body?: unknown; raw?: string }) {
  const before = [
    await holder.get('/applications'),
    await local.executions(),
    await local.messages(draft.id),
  ];
  const answer = await call<Problem>(`${product.origin}${path.replace('{id}', draft.id)}`, method, {
    ...(people[who] !== undefined && { token: people[who] }),
    ...sent,
  });
  const after = [await holder.get('/applications'), await local.executions(), await local.messages(draft.id)];
  expect(after).toEqual(before);
  return answer;
}

describe('a body that is not what the route takes', () => {
  it.each([
    ['nobody', 'POST', '/eligibility'],
    ['nobody', 'POST', '/sessions'],
    ['holder', 'POST', '/applications'],
    ['holder', 'PUT', '/applications/{id}'],
    ['holder', 'POST', '/applications/{id}/materials'],
    ['holder', 'POST', '/applications/{id}/submission'],
    ['acceptor', 'POST', '/tasks/{id}/claim'],
    ['acceptor', 'POST', '/tasks/{id}/release'],
    ['acceptor', 'POST', '/tasks/{id}/decision'],
    ['clerk', 'POST', '/window/applications'],
    ['clerk', 'POST', '/cases/{id}/materials'],
  ] as const)('is refused when it is no JSON at all: %s %s %s', async (who, method, path) => {
    const broken = await refused(who, method, path, { raw: '{"form":' });
    const list = await refused(who, method, path, { raw: '[1]' });

    expect(problemHead(broken)).toEqual(MALFORMED);
    expect(defectsOf(broken)).toEqual([' MALFORMED_JSON']);
    expect(problemHead(list)).toEqual(MALFORMED);
  });

  it.each<[Who, Method, string, unknown, string[]]>([
    [
      ...(['nobody', 'POST', '/eligibility'] as const),
      { recognitionType: 5, grounds: 'many', born: '1991' },
      ['/recognitionType FIELD_VALUE', '/grounds FIELD_TYPE', '/born FIELD_UNKNOWN'],
    ],
    [
      ...(['nobody', 'POST', '/sessions'] as const),
      { ticket: 5, name: '陈晓宁' },
      ['/ticket FIELD_TYPE', '/name FIELD_UNKNOWN'],
    ],
    [
      ...(['holder', 'POST', '/applications'] as const),
      {
        form: { sex: '无', recognitionType: 7, proofs: { employment: ['LUCK'], more: 1 }, age: 30 },
        status: 'issued',
      },
      [
        '/form/sex FIELD_VALUE',
        '/form/recognitionType FIELD_VALUE',
        '/form/proofs/employment/0 FIELD_VALUE',
        '/form/proofs/more FIELD_UNKNOWN',
        '/form/age FIELD_UNKNOWN',
        '/status FIELD_UNKNOWN',
      ],
    ],
    [
      ...(['holder', 'PUT', '/applications/{id}'] as const),
      { form: { mobilePhone: 5, agent: '父亲' } },
      ['/version FIELD_REQUIRED', '/form/mobilePhone FIELD_TYPE', '/form/agent FIELD_TYPE'],
    ],
    [
      ...(['holder', 'POST', '/applications/{id}/materials'] as const),
      { version: 'one', ground: 'luck', box: 1, sha256: 'abc', sizeBytes: 1.5, key: '../x' },
      [
        '/ground FIELD_VALUE',
        '/box FIELD_TYPE',
        '/fileName FIELD_REQUIRED',
        '/contentType FIELD_REQUIRED',
        '/sizeBytes FIELD_TYPE',
        '/sha256 FIELD_FORMAT',
        '/version FIELD_TYPE',
        '/key FIELD_UNKNOWN',
      ],
    ],
    [
      ...(['holder', 'POST', '/applications/{id}/submission'] as const),
      { version: '1', declaration: 5, notice: {}, paid: true },
      [
        '/notice/textVersion FIELD_REQUIRED',
        '/declaration FIELD_TYPE',
        '/version FIELD_TYPE',
        '/paid FIELD_UNKNOWN',
      ],
    ],
    [
      ...(['holder', 'DELETE', '/applications/{id}/materials/{id}?version=x&force=1'] as const),
      undefined,
      ['/query/version FIELD_TYPE', '/query/force FIELD_UNKNOWN'],
    ],
    [
      ...(['acceptor', 'GET', '/tasks?stage=luck&page=1'] as const),
      undefined,
      ['/query/stage FIELD_VALUE', '/query/page FIELD_UNKNOWN'],
    ],
    [
      ...(['acceptor', 'POST', '/tasks/{id}/claim'] as const),
      { for: 'a friend', at: 1 },
      ['/for FIELD_UNKNOWN', '/at FIELD_UNKNOWN'],
    ],
    [
      ...(['acceptor', 'POST', '/tasks/{id}/decision'] as const),
      {
        stage: 'luck',
        outcome: 'win',
        reasons: [{ code: 'NONE', findingId: 5 }],
        overrides: 'x',
        version: 0,
      },
      [
        '/stage FIELD_VALUE',
        '/outcome FIELD_VALUE',
        '/comment FIELD_REQUIRED',
        '/reasons/0/code FIELD_FORMAT',
        '/reasons/0/findingId FIELD_TYPE',
        '/overrides FIELD_TYPE',
        '/version FIELD_TOO_SHORT',
      ],
    ],
    [
      ...(['clerk', 'POST', '/window/applications'] as const),
      { id: 'x', form: { sex: 1 }, accept: 'yes', submission: { notice: 5 }, fee: 10 },
      [
        '/id FIELD_FORMAT',
        '/form/sex FIELD_VALUE',
        '/submission/notice FIELD_TYPE',
        '/accept FIELD_TYPE',
        '/fee FIELD_UNKNOWN',
      ],
    ],
    [
      ...(['clerk', 'POST', '/window/applications'] as const),
      { id: '01JNB6M4A0000000000000000A', form: {}, accept: true },
      ['/version FIELD_REQUIRED', '/submission FIELD_REQUIRED'],
    ],
  ])('is told all its defects at once: %s %s %s', async (who, method, path, body, defects) => {
    const answer = await refused(who, method, path.replace('/{id}?', `/${draft.id}?`), { body });

    expect(problemHead(answer)).toEqual(MALFORMED);
    expect(defectsOf(answer).toSorted()).toEqual(defects.toSorted());
  });

  it('is refused when it is larger than any form', async () => {
    const answer = await refused('holder', 'POST', '/applications', {
      body: { form: {}, pad: 'x'.repeat(300_000) },
    });

    expect(problemHead(answer)).toMatchObject({ status: 413, code: 'PAYLOAD_TOO_LARGE' });
  });
});

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
      answer.body.errors.find(({ pointer }) => pointer === '/mobilePhone')?.message;
    expect(problemHead(chinese)).toMatchObject({ status: 422, code: 'FORM_INCOMPLETE' });
    expect(defectsOf(chinese)).toEqual([
      '/registeredResidenceDivision FIELD_REQUIRED',
      '/registeredResidenceAddress FIELD_REQUIRED',
      '/currentResidenceAddress/townshipCode FIELD_REQUIRED',
      '/currentResidenceAddress/community FIELD_REQUIRED',
      '/currentResidenceAddress/detail FIELD_REQUIRED',
      '/recognitionType FIELD_REQUIRED',
      '/proofs/residenceOther OTHER_NEEDS_WORDS',
      '/mobilePhone MOBILE_NUMBER',
      '/photo MATERIAL_MISSING',
      '/proofs/residence/0 MATERIAL_MISSING',
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

describe('a file that is not what was said of it', () => {
  const announce = (declared: object) =>
    holder.post<Upload>(`/applications/${draft.id}/materials`, {
      version: draft.version,
      ...{ ground: 'identity', box: 'APPLICANT' },
      ...declared,
    });

  it('is told every defect of its announcement at once', async () => {
    const { declared } = pdfFile();
    const answer = await refused('holder', 'POST', '/applications/{id}/materials', {
      body: {
        ...{ ...declared, version: draft.version, ground: 'photo', box: 'NOPE' },
        ...{ fileName: 'a/b.exe', contentType: 'text/html', sizeBytes: 10 * 1024 * 1024 + 1 },
      },
    });

    expect(problemHead(answer)).toMatchObject({ status: 422, code: 'MATERIAL_REFUSED' });
    expect(defectsOf(answer)).toEqual([
      '/box MATERIAL_SLOT',
      '/contentType MATERIAL_TYPE',
      '/sizeBytes MATERIAL_TOO_LARGE',
      '/fileName MATERIAL_NAME',
    ]);
  });

  it('is turned away by the upload form when it has other bytes, more bytes, or another place', async () => {
    const file = pdfFile();
    const { upload, version } = ok(await announce(file.declared));
    draft = { id: draft.id, version };
    const larger = Buffer.concat([file.bytes, Buffer.alloc(1)]);

    const statuses = [
      await uploadTo(upload, { ...file, bytes: larger }),
      await uploadTo(upload, { ...file, bytes: pdfFile().bytes }),
      await uploadTo({ ...upload, fields: { ...upload.fields, key: 'quarantine/elsewhere' } }, file),
      await uploadTo(upload, file),
    ];

    expect(statuses.slice(0, 3).every((status) => status >= 400 && status < 500)).toBe(true);
    expect(statuses.at(-1)).toBeLessThan(300);
  });

  it('is rejected with every reason when its content is another than declared', async () => {
    const script = pdfFile()
      .bytes.toString('latin1')
      .replace('/Catalog', '/Catalog /OpenAction << /JavaScript (x) >>');
    const lying = declare(Buffer.from(script.replace('%%EOF', '')), '照片.png', 'image/png');
    const { materialId, upload, version } = ok(await announce(lying.declared));
    draft = { id: draft.id, version };
    const path = `/applications/${draft.id}/materials/${materialId}/confirmation`;
    const early = await holder.post<{ status: string }>(path, {});
    await uploadTo(upload, lying);

    const verdict = await holder.post<{ status: string; reasons: string[]; version: number }>(path, {});

    draft = { id: draft.id, version: verdict.body.version };
    expect(early.body.status).toBe('awaiting-upload');
    expect(verdict.body.status).toBe('rejected');
    expect(verdict.body.reasons.toSorted()).toEqual(
      ['MATERIAL_ACTIVE_CONTENT', 'MATERIAL_TRUNCATED', 'MATERIAL_TYPE_DIFFERS'].toSorted(),
    );
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
      ...{ version, ground: 'photo', box: 'APPLICANT' },
      ...file.declared,
    });

    expect(first.status).toBe(200);
    expect(problemHead(second)).toMatchObject({ status: 409, code: 'STALE_VERSION' });
    expect(problemHead(announced)).toMatchObject({ status: 409, code: 'STALE_VERSION' });
    expect((await holder.get<Draft>(`/applications/${id}`)).form).toMatchObject({ employer: '甲厂' });
  });
});
