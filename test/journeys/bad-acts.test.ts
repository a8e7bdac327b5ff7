import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startForJourney, type JourneyProduct } from '../support/journey-product.ts';
import type { Draft, Problem } from './answers.ts';
import { CaseStory, openDesk, type Desk } from './case-story.ts';
import { Person, type Answer } from './client.ts';
import { BAD_ACTS, NAMES, SIGNED, STATE, type Name, type Sent } from './bad-acts.ts';
import { accept, finish } from './courses.ts';
import { jpegFile } from './files.ts';
import { PAPER_CONSENTS } from './forms.ts';
import { Instruments } from './instruments.ts';
import { applicantOf } from './neighbours.ts';
import { defectsOf } from './problems.ts';

const PEOPLE = NAMES.map((name, serial) =>
  applicantOf(name === 'asked-at-window' ? 'window' : 'online', 'EXISTING_PERMIT', serial),
);
/** What brings each of them there. The correction of the last one never comes. */
const COURSES: Readonly<Record<Name, (story: CaseStory) => Promise<unknown>>> = {
  submitted: (story) => local.atState(story.id, 'AwaitAcceptance'),
  asked: (story) => story.askForPhoto(),
  'asked-at-window': (story) => story.askForPhoto(),
  async issued(story) {
    await accept(story);
    await finish(story);
    await local.atState(story.id);
  },
  async withdrawn(story) {
    await story.withdraw();
    await local.atState(story.id);
  },
  lapsed: (story) => story.askForPhoto(),
};

let product: JourneyProduct;
let local: Instruments;
let desk: Desk;
let stories: Readonly<Record<Name, CaseStory>>;
beforeAll(async () => {
  product = await startForJourney(undefined, { crowd: PEOPLE.flatMap(({ people }) => people) });
  local = new Instruments(product.origin);
  desk = await openDesk(product.origin);
  const begun = await Promise.all(PEOPLE.map((person) => CaseStory.begin(local, desk, person)));
  stories = Object.fromEntries(NAMES.map((name, at) => [name, begun[at]])) as typeof stories;
  await Promise.all(NAMES.map((name) => COURSES[name](stories[name])));
});
afterAll(() => product.stop());

async function personOf(by: Sent['by'], story: CaseStory): Promise<Person> {
  if (by === 'clerk' || by === 'acceptor') return desk[by];
  return by === 'stranger' ? Person.signIn(product.origin, 'permit-1') : story.owner;
}

/** Sends it, and sees to it that nothing has changed by it, no SMS went out and no machine was started. */
async function refused(name: Name, { by = 'owner', method = 'POST', path, body }: Sent) {
  const story = stories[name];
  const look = async () => [
    await story.application(),
    await desk.auditor.get(`/cases/${story.id}/events`),
    await local.messages(story.id),
    (await local.executions()).length,
  ];
  const before = await look();
  const person = await personOf(by, story);
  const under = by === 'clerk' ? 'cases' : 'applications';
  const answer = await person.send<Problem>(method, `/${under}/${story.id}${path}`, { body });
  expect(await look()).toEqual(before);
  return answer;
}

const told = (answer: Answer<Problem>) => [answer.status, answer.body.code, ...defectsOf(answer)];
describe('an act that does not fit the case', () => {
  it.each(BAD_ACTS)('%s', async (_rule, name, sent, expected, words) => {
    const answer = await refused(name, sent);

    expect(told(answer)).toEqual(expected);
    expect(answer.body.errors.map(({ message }) => message).join('')).toContain(words);
  });

  it.each(['asked', 'asked-at-window'] as const)(
    'a correction changes no field that is not open: %s',
    async (name) => {
      const { form } = await stories[name].owner.get<Draft>(`/applications/${stories[name].id}`);
      const body = { version: 2, form: { ...form, registeredResidenceAddress: '他乡' } };

      const answer = await (name === 'asked'
        ? refused(name, { method: 'PUT', path: '', body })
        : refused(name, { by: 'clerk', path: '/correction', body: { ...body, ...PAPER_CONSENTS } }));

      expect(told(answer)).toEqual([
        422,
        'DRAFT_MALFORMED',
        '/form/registeredResidenceAddress FIELD_NOT_OPEN',
      ]);
    },
  );
});

describe('a case that has lapsed', () => {
  it('is over for correction and withdrawal, says so, and bars no new application', async () => {
    const story = stories.lapsed;
    const sent = await story.replacePhoto();
    await local.moveTo('2026-04-02T00:00:00+08:00');
    await local.atState(story.id);

    const answers = [
      await refused('lapsed', { path: '/correction', body: { ...SIGNED, version: sent } }),
      await refused('lapsed', { path: '/withdrawal', body: { version: 2 } }),
      await refused('lapsed', { method: 'PUT', path: '', body: { version: sent, form: {} } }),
      await refused('lapsed', {
        path: '/materials',
        body: { version: sent, ground: 'photo', box: 'APPLICANT', ...jpegFile().declared },
      }),
    ];
    const again = await CaseStory.begin(local, desk, story.applicant);

    expect(answers.map(told)).toEqual(answers.map(() => [409, 'ACTION_NOT_ALLOWED', STATE]));
    expect(answers[0]?.body.errors[0]?.message).toBe('目前的状态：逾期未补正，已终止，可以重新申请。');
    expect((await again.application()).status).toBe('submitted');
  });
});
