import { ok } from './client.ts';
import type { CaseStory } from './case-story.ts';
import type { Channel } from './neighbours.ts';

/** What a case comes to, written out by hand from docs/rules.md. */
export interface Ending {
  readonly status: 'issued' | 'refused' | 'not-accepted' | 'withdrawn' | 'lapsed';
  /** The SMS of somebody with a telephone, in order. Who is accepted at the counter gets no `received`. */
  readonly sms: readonly string[];
  /** What people did, as the applicant reads it; the system's own lines left out. */
  readonly said: readonly string[];
}

/** A way through the machine that needs no time to pass. */
export interface Course extends Ending {
  readonly name: string;
  readonly run: (story: CaseStory) => Promise<unknown>;
  /** Where the first opinion is not given with the entry. */
  readonly beforeAcceptance?: true;
}

const NO = { reasons: [{ code: 'OTHER', note: '材料存疑' }] };
const ACCEPTED = '已受理，两个工作日开始计算';
const CONFIRMED = '受理环节已确认，办理期限不变';
const ENDORSED = '审核同意';
const APPROVED = '审批同意';
const ISSUED_SMS = ['received', 'accepted', 'issued'];

/** Accepted by an acceptor, unless the clerk did so with the entry. */
export async function accept(story: CaseStory): Promise<void> {
  if (story.applicant.channel !== 'window-accepted') await story.decide('acceptance', 'accept');
}

/** Endorsed and approved. */
export async function finish(story: CaseStory, more: object = {}): Promise<void> {
  await story.decide('review', 'endorse', { ...more });
  await story.decide('approval', 'approve', { ...more });
}

/** Every ending and every loop that people alone bring about. */
export const COURSES: readonly Course[] = [
  {
    name: 'is issued',
    status: 'issued',
    sms: ISSUED_SMS,
    said: [ACCEPTED, ENDORSED, APPROVED],
    async run(story) {
      await accept(story);
      await finish(story);
    },
  },
  {
    name: 'is refused',
    status: 'refused',
    sms: ['received', 'accepted', 'refused'],
    said: [ACCEPTED, '审核意见：不同意', '审批不同意，不予互认'],
    async run(story) {
      await accept(story);
      await story.decide('review', 'reject', NO);
      await story.decide('approval', 'reject', NO);
    },
  },
  {
    name: 'is issued against the opinion of the reviewer',
    status: 'issued',
    sms: ISSUED_SMS,
    said: [ACCEPTED, '审核意见：不同意', APPROVED],
    async run(story) {
      await accept(story);
      await story.decide('review', 'reject', NO);
      await story.decide('approval', 'approve');
    },
  },
  {
    name: 'is not accepted',
    status: 'not-accepted',
    sms: ['received', 'not-accepted'],
    said: ['不予受理'],
    beforeAcceptance: true,
    run: (story) => story.decide('acceptance', 'refuse-to-accept', NO),
  },
  {
    name: 'is withdrawn before anybody accepts',
    status: 'withdrawn',
    sms: ['received', 'withdrawn'],
    said: ['已撤回'],
    beforeAcceptance: true,
    run: (story) => withdraw(story, 'AwaitAcceptance'),
  },
  {
    name: 'is withdrawn instead of being corrected',
    status: 'withdrawn',
    sms: ['received', 'correction', 'withdrawn'],
    said: ['需要补正', '已撤回'],
    beforeAcceptance: true,
    async run(story) {
      await story.askForPhoto();
      await withdraw(story, 'AwaitCorrection');
    },
  },
  {
    name: 'is withdrawn after the correction',
    status: 'withdrawn',
    sms: ['received', 'correction', 'withdrawn'],
    said: ['需要补正', '已补正', '已撤回'],
    beforeAcceptance: true,
    async run(story) {
      await story.askForPhoto();
      await story.correct();
      await withdraw(story, 'AwaitAcceptance');
    },
  },
  {
    name: 'is withdrawn from the review',
    status: 'withdrawn',
    sms: ['received', 'accepted', 'withdrawn'],
    said: [ACCEPTED, '已撤回'],
    async run(story) {
      await accept(story);
      await withdraw(story, 'AwaitReview');
    },
  },
  {
    name: 'is withdrawn after a return to the acceptor',
    status: 'withdrawn',
    sms: ['received', 'accepted', 'withdrawn'],
    said: [ACCEPTED, '审核退回受理环节', '已撤回'],
    async run(story) {
      await accept(story);
      await story.decide('review', 'return');
      await withdraw(story, 'AwaitAcceptance');
    },
  },
  {
    name: 'is withdrawn from the approval',
    status: 'withdrawn',
    sms: ['received', 'accepted', 'withdrawn'],
    said: [ACCEPTED, ENDORSED, '已撤回'],
    async run(story) {
      await accept(story);
      await story.decide('review', 'endorse');
      await withdraw(story, 'AwaitApproval');
    },
  },
  {
    name: 'is returned by the reviewer, then issued',
    status: 'issued',
    sms: ISSUED_SMS,
    said: [ACCEPTED, '审核退回受理环节', CONFIRMED, ENDORSED, APPROVED],
    async run(story) {
      await accept(story);
      await story.decide('review', 'return');
      await confirm(story);
      await finish(story);
    },
  },
  {
    name: 'is returned by the approver, then issued',
    status: 'issued',
    sms: ISSUED_SMS,
    said: [ACCEPTED, ENDORSED, '审批退回审核环节', ENDORSED, APPROVED],
    async run(story) {
      await accept(story);
      await story.decide('review', 'endorse');
      await story.decide('approval', 'return');
      await finish(story);
    },
  },
  {
    name: 'is corrected, then issued',
    status: 'issued',
    sms: ['received', 'correction', 'accepted', 'issued'],
    said: ['需要补正', '已补正', ACCEPTED, ENDORSED, APPROVED],
    beforeAcceptance: true,
    async run(story) {
      await story.askForPhoto();
      await story.correct();
      await accept(story);
      await finish(story);
    },
  },
];

/** Whether the course can be taken where the clerk accepts with the entry. */
export function isOpenTo(course: Course, channel: Channel): boolean {
  return !(course.beforeAcceptance && channel === 'window-accepted');
}

/** Once the machine rests: else it would wait for the SMS that is just going out, and this clock stands still. */
async function withdraw(story: CaseStory, state: string): Promise<void> {
  await story.restsAt(state);
  ok(await story.withdraw());
}

/** The acceptor's second word, after a return. */
async function confirm(story: CaseStory): Promise<void> {
  await story.decide('acceptance', 'accept');
}
