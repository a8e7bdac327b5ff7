import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startForJourney, type JourneyProduct } from '../support/journey-product.ts';
import type { Problem } from './answers.ts';
import { call, Person, type Method } from './client.ts';
import { FORM_OF_PERMIT_1 } from './forms.ts';
import { Instruments } from './instruments.ts';
import { defectsOf, problemHead } from './problems.ts';
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
