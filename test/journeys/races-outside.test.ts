import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HoldBook } from '../support/hold-book.ts';
import { startForJourney, type JourneyProduct } from '../support/journey-product.ts';
import { CaseStory, openDesk, type Desk } from './case-story.ts';
import { ok, Person } from './client.ts';
import { AMENDED_2026 } from './editions.ts';
import { Instruments } from './instruments.ts';
import { applicantOf } from './neighbours.ts';
import { inOrder, standsAt, writing, type Act } from './race.ts';
import { opinion } from './races.ts';

const book = new HoldBook();
const AT_COUNTER = applicantOf('window', 'EXISTING_PERMIT', 1);
let product: JourneyProduct;
let local: Instruments;
let desk: Desk;
beforeAll(async () => {
  product = await startForJourney(undefined, { faults: book, crowd: AT_COUNTER.people });
  local = new Instruments(product.origin);
});
beforeEach(async () => {
  await local.reset();
  desk = await openDesk(product.origin);
});
afterAll(() => product.stop());

const signIn = (person: string): Promise<Person> => Person.signIn(product.origin, person);
const TWO_WAYS = [
  ['the first', 0, 1],
  ['the second', 1, 0],
] as const;
type Two = readonly [Act, Act];
const pick = (acts: Two, winner: 0 | 1, loser: 0 | 1) => inOrder(book, acts[winner], acts[loser]);

describe('a calendar edition that is loaded during an opinion', () => {
  it.each([
    ['acceptance', 'accept', 'AwaitAcceptance', 'AwaitReview'],
    ['review', 'endorse', 'AwaitReview', 'AwaitApproval'],
  ] as const)('moves the dates beside the %s, whichever comes first', async (stage, outcome, at, next) => {
    const moved = [];
    for (const [, winner, loser] of TWO_WAYS) {
      await local.reset();
      desk = await openDesk(product.origin);
      const operator = await signIn('operator-1');
      const story = await CaseStory.begin(local, desk, AT_COUNTER);
      if (stage === 'review') await story.decide('acceptance', 'accept');
      await local.atState(story.id, at);
      const officer = stage === 'review' ? desk.reviewer : desk.acceptor;
      await officer.claim(story.id);
      const { version } = await story.application();
      const { editions } = await operator.get<{ editions: { year: number; sha256: string }[] }>('/calendars');
      const replaces = editions.find(({ year }) => year === 2026)?.sha256;
      const acts: Two = [
        opinion(officer, { story, desk, acceptor2: officer, version, draftVersion: 0 }, stage, outcome),
        {
          writes: writing(story.id, 'clock-moved'),
          run: () => operator.post('/calendars', { edition: AMENDED_2026, replaces }),
        },
      ];

      const answered = await pick(acts, winner, loser);

      const { deadlineAt } = await story.application();
      const { facts, sms } = await standsAt(local, desk.auditor, story.id, next);
      moved.push({ answered, deadlineAt, sms, given: facts.filter((fact) => fact === outcome) });
    }

    const both = {
      answered: ['200', '200'],
      // Tuesday, 3 March, became a day off: Wednesday and Thursday count.
      deadlineAt: '2026-03-06T00:00:00.000+08:00',
      sms: ['received', 'accepted'],
      given: [outcome],
    };
    expect(moved).toEqual([both, both]);
  });
});

describe('an approval while the province falls silent, with the new permit and before the end of the old one', () => {
  it('ends all the same, and the old permit ends when it answers again', async () => {
    const story = await CaseStory.begin(local, desk, AT_COUNTER);
    await story.decide('acceptance', 'accept');
    await story.decide('review', 'endorse');
    await local.atState(story.id, 'AwaitApproval');
    const silence = { service: 'province', operation: 'cancelPermit', kind: 'error', status: 503 } as const;
    await local.fault({ ...silence, times: 1000 });

    await story.decide('approval', 'approve');
    await local.advance('PT75M');
    const stands = await standsAt(local, desk.auditor, story.id);
    const during = await local.province();
    book.clear();
    await local.advance('PT1H');
    const after = await local.province();

    const oldPermit = ({ permits }: typeof after) =>
      permits.find(({ permitNumber }) => permitNumber === AT_COUNTER.permitNumber)?.status;
    const [, , completion] = await local.messages(story.id);
    expect(stands).toMatchObject({ status: 'issued', machine: 'SUCCEEDED' });
    expect(stands.sms).toEqual(['received', 'accepted', 'issued']);
    expect(completion?.text).toContain('原居住证将自动注销');
    expect([during.licences.length, oldPermit(during)]).toEqual([1, 'NORMAL']);
    expect([after.licences.length, oldPermit(after)]).toEqual([1, 'CANCELLED']);
    expect(await local.messages(story.id)).toHaveLength(3);
  });
});

describe('a withdrawal while the SMS of the acceptance is on its way', () => {
  it('waits for it, and sends its own after it', async () => {
    const story = await CaseStory.begin(local, desk, AT_COUNTER);
    await local.atState(story.id, 'AwaitAcceptance');
    const hold = book.hold(({ operation }) => operation === 'Publish');
    await story.decide('acceptance', 'accept');
    await hold.reached;

    const withdrawn = await story.withdraw();
    hold.release();
    await local.advance('PT2M');

    const stands = await standsAt(local, desk.auditor, story.id);
    expect(withdrawn.status).toBe(200);
    expect(stands).toMatchObject({ status: 'withdrawn', sms: ['received', 'accepted', 'withdrawn'] });
  });
});

describe('a redrive by the operator and the end of the machine', () => {
  async function atTheEnd(): Promise<CaseStory> {
    const story = await CaseStory.begin(local, desk, AT_COUNTER);
    await local.atState(story.id, 'AwaitAcceptance');
    return story;
  }
  const redrive = (operator: Person, id: string) => operator.post(`/executions/${id}/redrive`, {});

  it('leave one end when the machine is still at work, and a clear answer once it is through', async () => {
    const operator = await signIn('operator-1');
    const story = await atTheEnd();
    const hold = book.hold(({ service, operation }) => service === 'lambda' && operation === 'conclude');
    ok(await story.withdraw());
    await hold.reached;

    const during = await redrive(operator, story.id);
    hold.release();
    const stands = await standsAt(local, desk.auditor, story.id);
    const afterwards = await redrive(operator, story.id);

    expect([during.status, afterwards.status]).toEqual([202, 409]);
    expect(afterwards.body).toMatchObject({ code: 'ACTION_NOT_ALLOWED' });
    expect(stands).toMatchObject({
      status: 'withdrawn',
      machine: 'SUCCEEDED',
      sms: ['received', 'withdrawn'],
    });
  });

  it('leave one end when it failed and two operators let it go on at once', async () => {
    const operators = await Promise.all([signIn('operator-1'), signIn('operator-2')]);
    const story = await atTheEnd();
    await local.fault({ service: 's3', operation: 'PutObject', kind: 'error', status: 400, times: 1000 });
    ok(await story.withdraw());
    await local.advance('PT1H');
    const { execution } = await local.history(story.id);
    book.clear();

    const answers = await Promise.all(operators.map((operator) => redrive(operator, story.id)));

    expect(execution.status).toBe('FAILED');
    // The second is too late where the machine has reached its end by then.
    expect(['202,202', '202,409', '409,202']).toContain(answers.map(({ status }) => status).join());
    expect(await standsAt(local, desk.auditor, story.id)).toMatchObject({
      status: 'withdrawn',
      machine: 'SUCCEEDED',
      sms: ['received', 'withdrawn'],
    });
  });
});
