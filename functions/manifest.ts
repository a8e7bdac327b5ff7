import type { Role } from './domain/account.ts';
import { RETIRED_STEPS } from './retired-steps.ts';
import { CASE_TOUCHES, RECORDS, type Touch } from './touches.ts';

/**
 * Every Lambda of the product, one row each: which routes or which state it serves, and what it may touch.
 * The deployed API, the local API, the OpenAPI document and the grants are all made from these rows.
 */

/** Who calls; each audience has one Lambda. */
export type Audience = 'public' | 'applicant' | 'staff';

/** Methods of the API. */
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

const ANYONE: readonly Role[] = [];
const APPLICANT: readonly Role[] = ['applicant'];
const OFFICERS: readonly Role[] = ['acceptor', 'reviewer', 'approver'];
const STAFF: readonly Role[] = ['clerk', 'acceptor', 'reviewer', 'approver', 'supervisor'];
const SIGNED_IN: readonly Role[] = [...APPLICANT, ...STAFF, 'auditor', 'operator'];
const INSIDERS: readonly Role[] = [...STAFF, 'auditor'];
const CLERK: readonly Role[] = ['clerk'];
const OVERSEERS: readonly Role[] = ['supervisor', 'auditor'];
const OPERATOR: readonly Role[] = ['operator'];
const WATCHERS: readonly Role[] = ['operator', 'supervisor', 'auditor'];

const OWN_FILE = '/applications/{id}/materials/{materialId}';

/** Operation id (file name in `functions/api`): method, path, the Lambda that answers, who may call (empty = anyone). */
export const ROUTES = {
  'get-health': ['GET', '/health', 'public', ANYONE],
  'get-openapi': ['GET', '/openapi.json', 'public', ANYONE],
  'get-form-guide': ['GET', '/form-guide', 'public', ANYONE],
  'get-docs': ['GET', '/docs', 'public', ANYONE],
  'get-signing-keys': ['GET', '/.well-known/jwks.json', 'public', ANYONE],
  'check-eligibility': ['POST', '/eligibility', 'public', ANYONE],
  'show-tracking': ['GET', '/tracking', 'public', ANYONE],
  'track-application': ['POST', '/tracking', 'public', ANYONE],
  'open-session': ['POST', '/sessions', 'public', ANYONE],
  'end-session': ['DELETE', '/sessions/current', 'applicant', SIGNED_IN],
  'create-draft': ['POST', '/applications', 'applicant', APPLICANT],
  'list-applications': ['GET', '/applications', 'applicant', APPLICANT],
  'get-application': ['GET', '/applications/{id}', 'applicant', APPLICANT],
  'update-draft': ['PUT', '/applications/{id}', 'applicant', APPLICANT],
  'submit-application': ['POST', '/applications/{id}/submission', 'applicant', APPLICANT],
  'correct-application': ['POST', '/applications/{id}/correction', 'applicant', APPLICANT],
  'withdraw-application': ['POST', '/applications/{id}/withdrawal', 'applicant', APPLICANT],
  'get-clock': ['GET', '/applications/{id}/clock', 'applicant', APPLICANT],
  'get-permit': ['GET', '/applications/{id}/permit', 'applicant', APPLICANT],
  'list-accesses': ['GET', '/applications/{id}/accesses', 'applicant', APPLICANT],
  'set-message-preferences': ['PUT', '/applications/{id}/messages', 'applicant', APPLICANT],
  'rate-application': ['POST', '/applications/{id}/rating', 'applicant', APPLICANT],
  'ask-second-look': ['POST', '/applications/{id}/second-look', 'applicant', APPLICANT],
  'remind-me': ['POST', '/reminders', 'applicant', APPLICANT],
  'add-material': ['POST', '/applications/{id}/materials', 'applicant', APPLICANT],
  'confirm-material': ['POST', `${OWN_FILE}/confirmation`, 'applicant', APPLICANT],
  'get-material': ['GET', '/applications/{id}/materials/{materialId}', 'applicant', APPLICANT],
  'remove-material': ['DELETE', '/applications/{id}/materials/{materialId}', 'applicant', APPLICANT],
  'list-tasks': ['GET', '/tasks', 'staff', STAFF],
  'claim-task': ['POST', '/tasks/{applicationId}/claim', 'staff', OFFICERS],
  'release-task': ['POST', '/tasks/{applicationId}/release', 'staff', OFFICERS],
  'reassign-task': ['POST', '/tasks/{applicationId}/reassignment', 'staff', ['supervisor']],
  'record-decision': ['POST', '/tasks/{applicationId}/decision', 'staff', OFFICERS],
  'list-window-drafts': ['GET', '/window/applications', 'staff', CLERK],
  'enter-application': ['POST', '/window/applications', 'staff', CLERK],
  'add-case-material': ['POST', '/cases/{id}/materials', 'staff', CLERK],
  'confirm-case-material': ['POST', '/cases/{id}/materials/{materialId}/confirmation', 'staff', CLERK],
  'get-case-material': ['GET', '/cases/{id}/materials/{materialId}', 'staff', INSIDERS],
  'remove-case-material': ['DELETE', '/cases/{id}/materials/{materialId}', 'staff', CLERK],
  'correct-case': ['POST', '/cases/{id}/correction', 'staff', CLERK],
  'search-cases': ['GET', '/cases', 'staff', INSIDERS],
  'get-case': ['GET', '/cases/{id}', 'staff', INSIDERS],
  'list-calendars': ['GET', '/calendars', 'staff', WATCHERS],
  'load-calendar': ['POST', '/calendars', 'staff', OPERATOR],
  'list-case-events': ['GET', '/cases/{id}/events', 'staff', INSIDERS],
  'explain-overdue': ['POST', '/cases/{id}/overdue-reason', 'staff', [...OFFICERS, 'supervisor']],
  'answer-second-look': ['POST', '/cases/{id}/second-look-answer', 'staff', ['supervisor']],
  'set-permit-status': ['POST', '/permits/{licenceId}/status', 'staff', ['approver', 'supervisor']],
  'get-board': ['GET', '/board', 'staff', OVERSEERS],
  'get-statistics': ['GET', '/statistics', 'staff', OVERSEERS],
  'update-staff': ['PUT', '/staff/{id}', 'staff', OPERATOR],
  'list-executions': ['GET', '/executions', 'staff', OPERATOR],
  'list-messages': ['GET', '/messages', 'staff', OPERATOR],
  'settle-message': ['POST', '/messages/{id}/settlement', 'staff', OPERATOR],
  'redrive-execution': ['POST', '/executions/{id}/redrive', 'staff', OPERATOR],
} as const satisfies Record<string, readonly [Method, string, Audience, readonly Role[]]>;

export type RouteName = keyof typeof ROUTES;

/** One endpoint as every side sees it. */
export interface Route {
  readonly name: RouteName;
  readonly method: Method;
  readonly path: string;
  readonly audience: Audience;
  readonly roles: readonly Role[];
}

/** The row of an endpoint. */
export function routeOf(name: RouteName): Route {
  const [method, path, audience, roles] = ROUTES[name];
  return { name, method, path, audience, roles };
}

/** Every endpoint, in the order of the table. */
export function allRoutes(): readonly Route[] {
  return Object.keys(ROUTES).map((name) => routeOf(name as RouteName));
}

/** A Lambda that answers all routes of an audience, or the authoriser. */
export interface ApiFunction {
  readonly name: string;
  /** Source file that exports `handler`. */
  readonly entry: string;
  readonly touches: readonly Touch[];
}

/** The Lambdas behind the API, and what each may touch. */
export const API_FUNCTIONS = {
  public: {
    name: 'public',
    entry: 'functions/lambdas/public.ts',
    touches: [
      'county',
      ...RECORDS,
      'table-update',
      'lookup-key',
      'licence-public-key',
      'session-key',
      'sign-in',
      'province',
    ],
  },
  applicant: { name: 'applicant', entry: 'functions/lambdas/applicant.ts', touches: CASE_TOUCHES },
  staff: {
    name: 'staff',
    entry: 'functions/lambdas/staff.ts',
    touches: [...CASE_TOUCHES, 'queue-query', 'workflow-operate', 'sms'],
  },
  authoriser: {
    name: 'authoriser',
    entry: 'functions/lambdas/authoriser.ts',
    touches: ['county', 'table-get', 'session-key'],
  },
} as const satisfies Record<Audience | 'authoriser', ApiFunction>;

/** A task of the machine: the state's placeholder in `recognition.asl.json` and the file in `functions/steps`. */
export interface Step {
  readonly name: string;
  /** `${…}` in the definition; the same as the state's name, but for tasks that several states share. */
  readonly placeholder: string;
  readonly touches: readonly Touch[];
  /** Since this day no new execution calls it; those that began before still do. */
  readonly retired?: string;
}

/** The tasks of the machine, in the order in which a case first meets them, and what each may touch; the retired ones last. */
export const STEPS = [
  {
    name: 'submit',
    placeholder: 'Submit',
    touches: ['county', ...RECORDS, 'table-update', 'quarantine-remove', 'materials-keep', 'sms'],
  },
  { name: 'check', placeholder: 'Check', touches: ['county', ...RECORDS, 'province'] },
  {
    name: 'open-task',
    placeholder: 'OpenTask',
    touches: ['county', ...RECORDS, 'table-update', 'table-delete', 'sms'],
  },
  { name: 'read-case', placeholder: 'ReadCase', touches: ['county', 'table-get', 'table-query'] },
  {
    name: 'issue',
    placeholder: 'Issue',
    touches: ['county', 'table-get', 'table-put', 'table-update', 'table-delete', 'licence-key'],
  },
  {
    name: 'tell-province',
    placeholder: 'TellProvince',
    touches: ['county', ...RECORDS, 'lookup-key', 'province'],
  },
  { name: 'defer-province', placeholder: 'DeferProvince', touches: ['table-get', 'table-put'] },
  {
    name: 'conclude',
    placeholder: 'Conclude',
    touches: ['county', ...RECORDS, 'table-update', 'archive', 'sms'],
  },
  ...RETIRED_STEPS,
] as const satisfies readonly Step[];

export type StepName = (typeof STEPS)[number]['name'];
