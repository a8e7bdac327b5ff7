import { afterAll, beforeAll, describe, it } from 'vitest';
import { startForJourney, type JourneyProduct } from '../support/journey-product.ts';
import { CaseStory, openDesk, type Desk } from './case-story.ts';
import { accept, finish, type Ending } from './courses.ts';
import { Instruments } from './instruments.ts';
import { applicantOf, CHANNELS, type Channel } from './neighbours.ts';
import { leftBy, whatIsLeft } from './what-is-left.ts';

const LATE = { lateReason: '系统维护。' };
const ACCEPTED = '已受理，两个工作日开始计算';
const BREACH = '已超过法定期限';

/** Begun on Monday, 2 March, then left alone until the instant; what people do after it, and what must come of it. */
interface Wait extends Ending {
  readonly name: string;
  readonly until: string;
  readonly before: (story: CaseStory) => Promise<unknown>;
  readonly after: (story: CaseStory) => Promise<unknown>;
}
const WAITS: readonly Wait[] = [
  {
    name: 'is accepted in time and decided late, each opinion with its reason',
    until: '2026-03-05T00:00:00+08:00',
    before: accept,
    after: (story) => finish(story, LATE),
    status: 'issued',
    sms: ['received', 'accepted', 'issued'],
    said: [ACCEPTED, BREACH, '审核同意', '审批同意'],
  },
  {
    name: 'is deemed accepted after five working days, then issued',
    until: '2026-03-10T00:00:00+08:00',
    before: () => Promise.resolve(),
    async after(story) {
      await story.decide('acceptance', 'accept', LATE);
      await finish(story, LATE);
    },
    status: 'issued',
    sms: ['received', 'issued'],
    said: [
      '超过五个工作日未答复，自收到之日起即为受理',
      BREACH,
      '受理环节已确认，办理期限不变',
      '审核同意',
      '审批同意',
    ],
  },
  {
    name: 'lapses at the end of the thirtieth day without a correction',
    until: '2026-04-02T00:00:00+08:00',
    before: (story) => story.askForPhoto(),
    after: () => Promise.resolve(),
    status: 'lapsed',
    sms: ['received', 'correction', 'lapsed'],
    said: ['需要补正', '逾期未补正，终止'],
  },
];

const STORIES = WAITS.flatMap((wait, row) =>
  CHANNELS.filter((channel) => isOpenTo(wait, channel)).map((channel, column) => {
    const type = (row + column) % 2 === 0 ? 'EXISTING_PERMIT' : 'REGISTRATION_TIME';
    return { wait, channel, applicant: applicantOf(channel, type, row * CHANNELS.length + column) };
  }),
);

/** Who is accepted with the entry waits for neither acceptance nor correction. */
function isOpenTo({ sms }: Ending, channel: Channel): boolean {
  return channel !== 'window-accepted' || sms.includes('accepted');
}

let product: JourneyProduct;
let local: Instruments;
let desk: Desk;
const begun = new Map<object, CaseStory>();
beforeAll(async () => {
  const crowd = STORIES.flatMap(({ applicant }) => applicant.people);
  product = await startForJourney(undefined, { crowd });
  local = new Instruments(product.origin);
  desk = await openDesk(product.origin);
  await Promise.all(
    STORIES.map(async ({ wait, applicant }) => {
      const story = await CaseStory.begin(local, desk, applicant);
      begun.set(applicant, story);
      await wait.before(story);
    }),
  );
});
afterAll(() => product.stop());

describe.each(WAITS)('a case that $name', (wait) => {
  beforeAll(() => local.moveTo(wait.until));

  it.concurrent.for(STORIES.filter((story) => story.wait === wait))(
    'comes in by $channel: $applicant.type',
    async ({ applicant }, { expect }) => {
      const story = begun.get(applicant);
      if (!story) throw new Error('Not begun');

      await wait.after(story);

      const left = await whatIsLeft(local, desk.auditor, story);
      expect(left).toEqual(leftBy(wait, applicant));
    },
  );
});
