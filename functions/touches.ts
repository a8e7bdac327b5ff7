/**
 * What a Lambda may touch. Each name stands for one grant: permission and settings together, and for one thing a Lambda
 * does, so that no row gives more than its Lambda needs.
 * @see docs/adr/0020-least-privilege-proved-by-use.md
 */
export type Touch =
  | 'county'
  | 'table-get'
  | 'table-query'
  | 'table-put'
  | 'table-update'
  | 'table-delete'
  | 'queue-query'
  | 'quarantine-upload'
  | 'quarantine-read'
  | 'quarantine-remove'
  | 'materials-keep'
  | 'materials-read'
  | 'archive'
  | 'lookup-key'
  | 'licence-key'
  | 'licence-public-key'
  | 'session-key'
  | 'sign-in'
  | 'workflow-start'
  | 'workflow-answer'
  | 'workflow-operate'
  | 'workflow-read'
  | 'sms'
  | 'province';

/** What nearly every Lambda does with the records: it finds them, and writes the next ones. */
export const RECORDS = ['table-get', 'table-query', 'table-put'] as const satisfies readonly Touch[];

/** What it takes to fill in, submit, correct and decide a case. */
export const CASE_TOUCHES = [
  'county',
  ...RECORDS,
  'table-update',
  'table-delete',
  'lookup-key',
  'quarantine-upload',
  'quarantine-read',
  'quarantine-remove',
  'materials-read',
  'workflow-start',
  'workflow-answer',
  'province',
] as const satisfies readonly Touch[];
