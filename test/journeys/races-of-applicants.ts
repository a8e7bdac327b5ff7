import { accept } from './courses.ts';
import { claimed, correction, correctedInDraft, opinion, TO_REVIEW, withdrawal, type Race } from './races.ts';

const WITHDRAWN = { status: 'withdrawn', machine: 'SUCCEEDED' };
const CORRECTED = { status: 'submitted', machine: 'AwaitAcceptance', sms: ['received', 'correction'] };

/** What the applicant does, against whatever an officer or the applicant does at the same moment. */
export const RACES_OF_APPLICANTS: readonly Race[] = [
  {
    name: 'a withdrawal and an approval',
    async before(story, local, desk) {
      await accept(story);
      await story.decide('review', 'endorse');
      await local.atState(story.id, 'AwaitApproval');
      await desk.approver.claim(story.id);
    },
    acts: (meeting) => [withdrawal(meeting), opinion(meeting.desk.approver, meeting, 'approval', 'approve')],
    ways: [
      {
        ...WITHDRAWN,
        answers: ['200', '409 ACTION_NOT_ALLOWED'],
        facts: ['submitted', 'claimed', 'accept', 'claimed', 'endorse', 'claimed', 'withdrawn'],
        sms: ['received', 'accepted', 'withdrawn'],
      },
      {
        answers: ['200', '409 ACTION_NOT_ALLOWED'],
        status: 'issued',
        machine: 'SUCCEEDED',
        facts: ['submitted', 'claimed', 'accept', 'claimed', 'endorse', 'claimed', 'approve', 'issued'],
        sms: ['received', 'accepted', 'issued'],
      },
    ],
  },
  {
    name: 'a withdrawal and an acceptance',
    before: claimed,
    acts: (meeting) => [withdrawal(meeting), opinion(meeting.desk.acceptor, meeting, 'acceptance', 'accept')],
    ways: [
      {
        ...WITHDRAWN,
        answers: ['200', '409 ACTION_NOT_ALLOWED'],
        facts: ['submitted', 'claimed', 'withdrawn'],
        sms: ['received', 'withdrawn'],
      },
      { ...TO_REVIEW, answers: ['200', '409 STALE_VERSION'], facts: ['submitted', 'claimed', 'accept'] },
    ],
  },
  {
    name: 'a withdrawal and a refusal to accept',
    before: claimed,
    acts: (meeting) => [
      withdrawal(meeting),
      opinion(meeting.desk.acceptor, meeting, 'acceptance', 'refuse-to-accept'),
    ],
    ways: [
      {
        ...WITHDRAWN,
        answers: ['200', '409 ACTION_NOT_ALLOWED'],
        facts: ['submitted', 'claimed', 'withdrawn'],
        sms: ['received', 'withdrawn'],
      },
      {
        answers: ['200', '409 ACTION_NOT_ALLOWED'],
        status: 'not-accepted',
        machine: 'SUCCEEDED',
        facts: ['submitted', 'claimed', 'refuse-to-accept'],
        sms: ['received', 'not-accepted'],
      },
    ],
  },
  {
    name: 'a withdrawal and a correction',
    before: correctedInDraft,
    acts: (meeting) => [withdrawal(meeting), correction(meeting)],
    ways: [
      {
        ...WITHDRAWN,
        answers: ['200', '409 ACTION_NOT_ALLOWED'],
        facts: ['submitted', 'claimed', 'request-correction', 'withdrawn'],
        sms: ['received', 'correction', 'withdrawn'],
      },
      {
        ...CORRECTED,
        answers: ['202', '409 STALE_VERSION'],
        facts: ['submitted', 'claimed', 'request-correction', 'corrected'],
      },
    ],
  },
  {
    name: 'the same correction sent twice',
    before: correctedInDraft,
    acts: (meeting) => [correction(meeting), correction(meeting)],
    ways: [
      {
        ...CORRECTED,
        answers: ['202', '202'],
        facts: ['submitted', 'claimed', 'request-correction', 'corrected'],
      },
      {
        ...CORRECTED,
        answers: ['202', '202'],
        facts: ['submitted', 'claimed', 'request-correction', 'corrected'],
      },
    ],
  },
];
