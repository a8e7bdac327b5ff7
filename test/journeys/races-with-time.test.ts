import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HoldBook } from '../support/hold-book.ts';
import { startForJourney, type JourneyProduct } from '../support/journey-product.ts';
import { CaseStory, openDesk, type Desk } from './case-story.ts';
import { accept } from './courses.ts';
import { Instruments } from './instruments.ts';
import { applicantOf, type Applicant } from './neighbours.ts';
import { inOrder, standsAt, time, unheard, type Act } from './race.ts';
import { correction, opinion, withdrawal, type Meeting } from './races.ts';

const book = new HoldBook();
const NEIGHBOUR: Applicant = applicantOf('online', 'EXISTING_PERMIT', 1);
let product: JourneyProduct;
let local: Instruments;
let desk: Desk;
beforeAll(async () => {
  product = await startForJourney(undefined, { faults: book, crowd: NEIGHBOUR.people });
  local = new Instruments(product.origin);
});
beforeEach(async () => {
  await local.reset();
  desk = await openDesk(product.origin);
});
afterAll(() => product.stop());

async function meetingOf(story: CaseStory, draftVersion = 0): Promise<Meeting> {
  const { version } = await story.application();
  return { story, desk, acceptor2: desk.acceptor, version, draftVersion };
}

describe('an acceptance and the end of the fifth working day', () => {
  const MOMENT_BEFORE = '2026-03-09T23:59:59+08:00';
  const END = '2026-03-10T00:00:00+08:00';
  const REMINDED = ['accept-reminder-1', 'accept-reminder-3', 'accept-reminder-4'];
  const DEEMED = ['submitted', ...REMINDED, 'claimed', 'accept-lapsed', 'deemed-accepted', 'breach'];

  async function meet(outcome = 'accept') {
    const story = await CaseStory.begin(local, desk, NEIGHBOUR);
    await local.atState(story.id, 'AwaitAcceptance');
    await local.moveTo(MOMENT_BEFORE);
    await desk.acceptor.claim(story.id);
    const meeting = await meetingOf(story);
    return { id: story.id, act: opinion(desk.acceptor, meeting, 'acceptance', outcome) };
  }

  it.each(['accept', 'refuse-to-accept'])('leave the lapse when it comes first: %s', async (outcome) => {
    const { id, act } = await meet(outcome);

    const answered = await inOrder(book, time(local, id, END, 'accept-lapsed'), act);

    expect(answered).toEqual(['200', '409 STALE_VERSION']);
    expect(await standsAt(local, desk.auditor, id, 'AwaitAcceptance')).toEqual({
      status: 'in-review',
      machine: 'AwaitAcceptance',
      facts: DEEMED,
      sms: ['received'],
    });
  });

  it('leave the acceptance when it comes first, though the machine hears of it after the end', async () => {
    const { id, act } = await meet();

    const answered = await unheard(book, local, act, END);

    expect(answered).toBe('200');
    expect(await standsAt(local, desk.auditor, id, 'AwaitReview')).toEqual({
      status: 'in-review',
      machine: 'AwaitReview',
      facts: ['submitted', ...REMINDED, 'claimed', 'accept'],
      sms: ['received', 'accepted'],
    });
  });

  it('leave the lapse also where its timer is late and the opinion comes after the end', async () => {
    const { id, act } = await meet('refuse-to-accept');

    const answered = await inOrder(book, act, time(local, id, END, 'deemed-accepted'));

    expect(answered).toEqual(['409 STALE_VERSION', '200']);
    expect(await standsAt(local, desk.auditor, id, 'AwaitAcceptance')).toMatchObject({
      status: 'in-review',
      facts: DEEMED,
      sms: ['received'],
    });
  });
});

describe('an act of the applicant and the end of the thirtieth day', () => {
  const MOMENT_BEFORE = '2026-04-01T23:59:59+08:00';
  const END = '2026-04-02T00:00:00+08:00';
  const ASKED = ['submitted', 'claimed', 'request-correction'];
  const LAPSED = { status: 'lapsed', machine: 'SUCCEEDED', facts: [...ASKED, 'lapsed'] };

  async function meet(act: (meeting: Meeting) => Act) {
    const story = await CaseStory.begin(local, desk, NEIGHBOUR);
    await story.askForPhoto();
    const draftVersion = await story.replacePhoto();
    await local.moveTo(MOMENT_BEFORE);
    return { id: story.id, act: act(await meetingOf(story, draftVersion)) };
  }

  it.each([
    ['a correction', correction],
    ['a withdrawal', withdrawal],
  ] as const)('leave the lapse when it comes first: %s', async (_name, actOf) => {
    const { id, act } = await meet(actOf);

    const answered = await inOrder(book, time(local, id, END, 'lapsed'), act);

    expect(answered).toEqual(['200', '409 ACTION_NOT_ALLOWED']);
    expect(await standsAt(local, desk.auditor, id)).toEqual({
      ...LAPSED,
      sms: ['received', 'correction', 'lapsed'],
    });
  });

  it('leave the correction when it comes first, though the machine hears of it after the end', async () => {
    const { id, act } = await meet(correction);

    const answered = await unheard(book, local, act, END);

    expect(answered).toBe('202');
    expect(await standsAt(local, desk.auditor, id, 'AwaitAcceptance')).toEqual({
      status: 'submitted',
      machine: 'AwaitAcceptance',
      facts: [...ASKED, 'corrected'],
      sms: ['received', 'correction'],
    });
  });

  it('leave the withdrawal when it comes first, also where the timer is late', async () => {
    const { id, act } = await meet(withdrawal);

    const answered = await inOrder(book, act, time(local, id, END, 'lapsed'));

    expect(answered).toEqual(['200', '200']);
    expect(await standsAt(local, desk.auditor, id)).toEqual({
      status: 'withdrawn',
      machine: 'SUCCEEDED',
      facts: [...ASKED, 'withdrawn'],
      sms: ['received', 'correction', 'withdrawn'],
    });
  });

  it('leave the lapse where the timer is late and the correction comes after the end', async () => {
    const { id, act } = await meet(correction);

    const answered = await inOrder(book, act, time(local, id, END, 'lapsed'));

    expect(answered).toEqual(['409 CORRECTION_OVERDUE', '200']);
    expect(await standsAt(local, desk.auditor, id)).toMatchObject(LAPSED);
  });
});

describe('an approval and the legal limit', () => {
  const MOMENT_BEFORE = '2026-03-04T23:59:59+08:00';
  const END = '2026-03-05T00:00:00+08:00';
  const BEFORE = ['submitted', 'claimed', 'accept', 'claimed', 'endorse', 'warning', 'due', 'claimed'];

  async function meet() {
    const story = await CaseStory.begin(local, desk, NEIGHBOUR);
    await accept(story);
    await story.decide('review', 'endorse');
    await local.atState(story.id, 'AwaitApproval');
    await local.moveTo(MOMENT_BEFORE);
    await desk.approver.claim(story.id);
    const meeting = await meetingOf(story);
    return { story, act: opinion(desk.approver, meeting, 'approval', 'approve') };
  }

  it('ask for the reason of the delay when the limit comes first', async () => {
    const { story, act } = await meet();

    const answered = await inOrder(book, time(local, story.id, END, 'alarm-raised'), act);

    expect(answered).toEqual(['200', '422 LATE_REASON_REQUIRED']);
    expect(await standsAt(local, desk.auditor, story.id, 'AwaitApproval')).toMatchObject({
      status: 'in-approval',
      facts: [...BEFORE, 'breach'],
    });
  });

  it('record the breach once where its timer is late, and the late approval with it', async () => {
    const { story } = await meet();
    const { version } = await story.application();
    const body = { stage: 'approval', outcome: 'approve', comment: '同意。', version, lateReason: '停电' };
    const late: Act = { writes: [], run: () => desk.approver.post(`/tasks/${story.id}/decision`, body) };

    const answered = await inOrder(book, late, time(local, story.id, END, 'alarm-raised'));

    expect(answered).toEqual(['200', '200']);
    expect(await standsAt(local, desk.auditor, story.id)).toEqual({
      status: 'issued',
      machine: 'SUCCEEDED',
      facts: [...BEFORE, 'breach', 'approve', 'issued'],
      sms: ['received', 'accepted', 'issued'],
    });
  });
});
