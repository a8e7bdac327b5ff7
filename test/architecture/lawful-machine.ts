/** What each function of the machine is sent: ids, outcomes and instants. A new name is a decision. */
export const SENT = {
  Submit: ['applicationId'],
  Check: ['applicationId', 'withoutProvince'],
  OpenTask: ['applicationId', 'round', 'stage', 'token'],
  ReadCase: ['applicationId'],
  Escalate: ['applicationId', 'round', 'stage'],
  Issue: ['applicationId'],
  PushLicence: ['applicationId'],
  CancelOldPermits: ['applicationId'],
  DeferProvince: ['applicationId'],
  Notify: ['applicationId'],
  Archive: ['applicationId'],
};
/** What the machine remembers of a case, and is answered. */
export const STANDING = ['nextAlarmAt', 'outcome', 'round', 'stage'];
/** Moves that come before Route, and after it. */
export const NOT_ROUTED = ['draft: submit', 'issuing: issue'];
/** The steps that answer it; the others answer nothing. */
export const ANSWERING_STANDING = ['check', 'escalate', 'read-case'];
