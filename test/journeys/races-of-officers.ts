import { claim, claimed, opinion, reassignment, TO_REVIEW, waiting, type Race } from './races.ts';

const AT_FIRST = { status: 'submitted', machine: 'AwaitAcceptance', sms: ['received'] };

/** What officers do to one task at one moment. */
export const RACES_OF_OFFICERS: readonly Race[] = [
  {
    name: 'two acceptors who claim one task',
    before: waiting,
    acts: (meeting) => [claim(meeting.desk.acceptor, meeting), claim(meeting.acceptor2, meeting)],
    ways: [
      { ...AT_FIRST, answers: ['200', '409 CLAIMED_BY_OTHER'], facts: ['submitted', 'claimed'] },
      { ...AT_FIRST, answers: ['200', '409 CLAIMED_BY_OTHER'], facts: ['submitted', 'claimed'] },
    ],
  },
  {
    name: 'a claim and a reassignment to somebody else',
    before: waiting,
    acts: (meeting) => [claim(meeting.desk.acceptor, meeting), reassignment(meeting)],
    ways: [
      // The supervisor takes it from whoever has claimed it.
      { ...AT_FIRST, answers: ['200', '200'], facts: ['submitted', 'claimed', 'reassigned'] },
      { ...AT_FIRST, answers: ['200', '409 CLAIMED_BY_OTHER'], facts: ['submitted', 'reassigned'] },
    ],
  },
  {
    name: 'an acceptance and the reassignment of its task',
    before: claimed,
    acts: (meeting) => [
      opinion(meeting.desk.acceptor, meeting, 'acceptance', 'accept'),
      reassignment(meeting),
    ],
    ways: [
      { ...TO_REVIEW, answers: ['200', '409 STALE_VERSION'], facts: ['submitted', 'claimed', 'accept'] },
      { ...AT_FIRST, answers: ['200', '409 STALE_VERSION'], facts: ['submitted', 'claimed', 'reassigned'] },
    ],
  },
  {
    name: 'an acceptance and a refusal to accept, of one officer on one version',
    before: claimed,
    acts: (meeting) => [
      opinion(meeting.desk.acceptor, meeting, 'acceptance', 'accept'),
      opinion(meeting.desk.acceptor, meeting, 'acceptance', 'refuse-to-accept'),
    ],
    ways: [
      { ...TO_REVIEW, answers: ['200', '409 STALE_VERSION'], facts: ['submitted', 'claimed', 'accept'] },
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
    name: 'the same acceptance sent twice',
    before: claimed,
    acts: (meeting) => [
      opinion(meeting.desk.acceptor, meeting, 'acceptance', 'accept'),
      opinion(meeting.desk.acceptor, meeting, 'acceptance', 'accept'),
    ],
    ways: [
      { ...TO_REVIEW, answers: ['200', '200'], facts: ['submitted', 'claimed', 'accept'] },
      { ...TO_REVIEW, answers: ['200', '200'], facts: ['submitted', 'claimed', 'accept'] },
    ],
  },
  {
    name: 'the opinions of two acceptors on one version, of whom one has claimed it',
    before: claimed,
    acts: (meeting) => [
      opinion(meeting.desk.acceptor, meeting, 'acceptance', 'accept'),
      {
        ...opinion(meeting.acceptor2, meeting, 'acceptance', 'refuse-to-accept'),
        // It never writes: whoever has not claimed the task is refused. So it is held before it reads.
        operation: 'GetItem',
        writes: [`CASE#${meeting.story.id}`, 'RECORD'],
      },
    ],
    ways: [
      { ...TO_REVIEW, answers: ['200', '409 STALE_VERSION'], facts: ['submitted', 'claimed', 'accept'] },
      { ...TO_REVIEW, answers: ['409 NOT_CLAIMED', '200'], facts: ['submitted', 'claimed', 'accept'] },
    ],
  },
];
