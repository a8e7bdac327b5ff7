/**
 * Where a case can stand and what moves it. Behaviour, the queues and the pages' buttons read this table.
 * @see docs/rules.md#status
 */

/** Where an application can stand, in the words of the contract. */
export const STATUSES = [
  'draft',
  'submitted',
  'awaiting-correction',
  'in-review',
  'in-approval',
  'issuing',
  'issued',
  'refused',
  'not-accepted',
  'withdrawn',
  'lapsed',
] as const;
export type Status = (typeof STATUSES)[number];

/** The three opinions of the form (Annex 1), given by three different people. */
export const STAGES = ['acceptance', 'review', 'approval'] as const;
export type Stage = (typeof STAGES)[number];

/**
 * Status and stage together. `returned` is `in-review` with the acceptor: after acceptance a return neither
 * restarts the clock nor opens a second correction, so only `accept` is left there.
 */
export const POSITIONS = {
  draft: { status: 'draft' },
  submitted: { status: 'submitted', stage: 'acceptance' },
  'awaiting-correction': { status: 'awaiting-correction' },
  returned: { status: 'in-review', stage: 'acceptance' },
  'in-review': { status: 'in-review', stage: 'review' },
  'in-approval': { status: 'in-approval', stage: 'approval' },
  issuing: { status: 'issuing' },
  issued: { status: 'issued' },
  refused: { status: 'refused' },
  'not-accepted': { status: 'not-accepted' },
  withdrawn: { status: 'withdrawn' },
  lapsed: { status: 'lapsed' },
} as const satisfies Record<string, { status: Status; stage?: Stage }>;
export type Position = keyof typeof POSITIONS;

/** Everything that moves an application. */
export const ACTIONS = [
  'submit',
  'accept',
  'request-correction',
  'refuse-to-accept',
  'deem-accepted',
  'correct',
  'lapse',
  'endorse',
  'return',
  'reject',
  'approve',
  'issue',
  'withdraw',
] as const;
export type Action = (typeof ACTIONS)[number];

/** Position by position: which actions are allowed, and where they lead. */
export const TRANSITIONS = {
  draft: { submit: 'submitted' },
  submitted: {
    accept: 'in-review',
    'request-correction': 'awaiting-correction',
    'refuse-to-accept': 'not-accepted',
    'deem-accepted': 'returned',
    withdraw: 'withdrawn',
  },
  'awaiting-correction': { correct: 'submitted', lapse: 'lapsed', withdraw: 'withdrawn' },
  returned: { accept: 'in-review', withdraw: 'withdrawn' },
  // A reviewer's `reject` is an opinion: the approver decides.
  'in-review': { endorse: 'in-approval', reject: 'in-approval', return: 'returned', withdraw: 'withdrawn' },
  'in-approval': { approve: 'issuing', return: 'in-review', reject: 'refused', withdraw: 'withdrawn' },
  issuing: { issue: 'issued' },
  issued: {},
  refused: {},
  'not-accepted': {},
  withdrawn: {},
  lapsed: {},
} as const satisfies Record<Position, Partial<Record<Action, Position>>>;

/** The outcomes an officer may choose at a stage, in the words of the contract. */
export const OUTCOMES = {
  acceptance: ['accept', 'request-correction', 'refuse-to-accept'],
  review: ['endorse', 'return', 'reject'],
  approval: ['approve', 'return', 'reject'],
} as const satisfies Record<Stage, readonly Action[]>;

/** Undefined when the action is not allowed there. */
export function nextPosition(position: Position, action: Action): Position | undefined {
  const allowed: Partial<Record<Action, Position>> = TRANSITIONS[position];
  return allowed[action];
}

/** The status in the words of the contract; several positions may share one. */
export function statusOf(position: Position): Status {
  return POSITIONS[position].status;
}

/** The stage whose officer is to act; undefined where nobody's opinion is awaited. */
export function stageOf(position: Position): Stage | undefined {
  const place: { status: Status; stage?: Stage } = POSITIONS[position];
  return place.stage;
}

/** What the machine can wait for: an opinion, or the applicant's correction. */
export const AWAITED = [...STAGES, 'correction'] as const;
export type Awaited = (typeof AWAITED)[number];

/** Undefined where the machine waits for nobody. */
export function awaitedAt(position: Position): Awaited | undefined {
  return position === 'awaiting-correction' ? 'correction' : stageOf(position);
}

/** Whether the case has come to one of its endings. */
export function isClosed(position: Position): boolean {
  return Object.keys(TRANSITIONS[position]).length === 0;
}
