import type { StepName } from '../../functions/manifest.ts';
import { handler as applicant } from '../../functions/lambdas/applicant.ts';
import { handler as authoriser } from '../../functions/lambdas/authoriser.ts';
import { handler as publicApi } from '../../functions/lambdas/public.ts';
import { handler as staff } from '../../functions/lambdas/staff.ts';
import type { ScheduleName } from '../../functions/timetable.ts';
import { lambdasElsewhere, runAs } from './invocation.ts';
import { handler as horizon } from '../../functions/schedules/horizon.ts';
import { handler as reconcile } from '../../functions/schedules/reconcile.ts';
import { handler as remind } from '../../functions/schedules/remind.ts';
import { handler as replay } from '../../functions/schedules/replay.ts';
import { handler as sweep } from '../../functions/schedules/sweep.ts';
import { handler as watchdog } from '../../functions/schedules/watchdog.ts';
import { handler as archive } from '../../functions/steps/archive.ts';
import { handler as cancelOldPermits } from '../../functions/steps/cancel-old-permits.ts';
import { handler as check } from '../../functions/steps/check.ts';
import { handler as conclude } from '../../functions/steps/conclude.ts';
import { handler as deferProvince } from '../../functions/steps/defer-province.ts';
import { handler as escalate } from '../../functions/steps/escalate.ts';
import { handler as issue } from '../../functions/steps/issue.ts';
import { handler as notify } from '../../functions/steps/notify.ts';
import { handler as openTask } from '../../functions/steps/open-task.ts';
import { handler as pushLicence } from '../../functions/steps/push-licence.ts';
import { handler as readCase } from '../../functions/steps/read-case.ts';
import { handler as submit } from '../../functions/steps/submit.ts';
import { handler as tellProvince } from '../../functions/steps/tell-province.ts';

/** A Lambda as the embedded cloud calls it: the event and a context with what handlers read of it. */
export type LocalLambda = (event: unknown, context: unknown) => Promise<unknown>;

/** The same handlers that are deployed, by the name of their step. */
export const STEP_LAMBDAS: Readonly<Record<StepName, LocalLambda>> = {
  submit: called('submit', submit),
  check: called('check', check),
  'open-task': called('open-task', openTask),
  'read-case': called('read-case', readCase),
  issue: called('issue', issue),
  'tell-province': called('tell-province', tellProvince),
  'defer-province': called('defer-province', deferProvince),
  conclude: called('conclude', conclude),
  escalate: called('escalate', escalate),
  'push-licence': called('push-licence', pushLicence),
  'cancel-old-permits': called('cancel-old-permits', cancelOldPermits),
  notify: called('notify', notify),
  archive: called('archive', archive),
};

/** What time alone starts, by name. */
export const SCHEDULE_LAMBDAS: Readonly<Record<ScheduleName, LocalLambda>> = {
  sweep: called('sweep', sweep),
  reconcile: called('reconcile', reconcile),
  watchdog: called('watchdog', watchdog),
  horizon: called('horizon', horizon),
  remind: called('remind', remind),
  replay: called('replay', replay),
};

/** The Lambdas behind the HTTP API, by audience, and its authoriser. */
export const API_LAMBDAS = {
  public: called('public', publicApi),
  applicant: called('applicant', applicant),
  staff: called('staff', staff),
  authoriser: called('authoriser', authoriser),
} as const;

function called(name: string, handler: unknown): LocalLambda {
  if (typeof handler !== 'function') throw new TypeError('A Lambda is a function');
  return async (event, context) =>
    lambdasElsewhere()?.(name, event) ??
    runAs(name, () => Reflect.apply(handler, undefined, [event, context]) as unknown);
}
