/** What each function of the machine is sent: ids, outcomes, counts and instants. A new name is a decision. */
export const SENT = {
  Submit: ['applicationId'],
  Check: ['applicationId', 'withoutProvince'],
  OpenTask: ['applicationId', 'attempt', 'enteredAt', 'round', 'stage', 'token', 'waitsUntil'],
  ReadCase: ['applicationId'],
  Issue: ['applicationId'],
  TellProvince: ['applicationId'],
  DeferProvince: ['applicationId'],
  Conclude: ['applicationId', 'untold'],
};
/** What the retired functions are sent by executions of the definition that called them. */
export const SENT_BEFORE = {
  Escalate: ['applicationId', 'round', 'stage'],
  PushLicence: ['applicationId'],
  CancelOldPermits: ['applicationId'],
  Notify: ['applicationId'],
  Archive: ['applicationId'],
};
/** What the machine remembers of a case, and is answered. */
export const STANDING = ['alarmsAt', 'nextAlarmAt', 'outcome', 'round', 'stage'];
/** Moves that come before Route, and after it. */
export const NOT_ROUTED = ['draft: submit', 'issuing: issue'];
/** The steps that answer it; the others answer nothing. */
export const ANSWERING_STANDING = ['check', 'escalate', 'read-case'];
/** What leads on without a choice: the task that was open, the act, and who is awaited then. */
export const STRAIGHT = [
  'acceptance: accept, review',
  'review: endorse, approval',
  'review: reject, approval',
  'approval: approve, none',
  'correction: correct, acceptance',
];
