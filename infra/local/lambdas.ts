import type { StepName } from '../../functions/manifest.ts';
import { handler as applicant } from '../../functions/lambdas/applicant.ts';
import { handler as authoriser } from '../../functions/lambdas/authoriser.ts';
import { handler as publicApi } from '../../functions/lambdas/public.ts';
import { handler as staff } from '../../functions/lambdas/staff.ts';
import { handler as archive } from '../../functions/steps/archive.ts';
import { handler as cancelOldPermits } from '../../functions/steps/cancel-old-permits.ts';
import { handler as check } from '../../functions/steps/check.ts';
import { handler as deferProvince } from '../../functions/steps/defer-province.ts';
import { handler as escalate } from '../../functions/steps/escalate.ts';
import { handler as issue } from '../../functions/steps/issue.ts';
import { handler as notify } from '../../functions/steps/notify.ts';
import { handler as openTask } from '../../functions/steps/open-task.ts';
import { handler as pushLicence } from '../../functions/steps/push-licence.ts';
import { handler as readCase } from '../../functions/steps/read-case.ts';
import { handler as submit } from '../../functions/steps/submit.ts';

/** A Lambda as the embedded cloud calls it: the event and a context with what handlers read of it. */
export type LocalLambda = (event: unknown, context: unknown) => Promise<unknown>;

/** The same handlers that are deployed, by the name of their step. */
export const STEP_LAMBDAS: Readonly<Record<StepName, LocalLambda>> = {
  submit: called(submit),
  check: called(check),
  'open-task': called(openTask),
  'read-case': called(readCase),
  escalate: called(escalate),
  issue: called(issue),
  'push-licence': called(pushLicence),
  'cancel-old-permits': called(cancelOldPermits),
  'defer-province': called(deferProvince),
  notify: called(notify),
  archive: called(archive),
};

/** The Lambdas behind the HTTP API, by audience, and its authoriser. */
export const API_LAMBDAS = {
  public: called(publicApi),
  applicant: called(applicant),
  staff: called(staff),
  authoriser: called(authoriser),
} as const;

function called(handler: unknown): LocalLambda {
  if (typeof handler !== 'function') throw new TypeError('A Lambda is a function');
  return async (event, context) => (await Reflect.apply(handler, undefined, [event, context])) as unknown;
}
