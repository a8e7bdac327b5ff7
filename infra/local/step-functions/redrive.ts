import { AwsError } from '../wire.ts';
import type { ExecutionRecord } from './execution-record.ts';
import { HISTORY_LIMIT } from './history-event.ts';
import { append, stateOf, type Transition } from './transition.ts';

const DAY_MILLIS = 86_400_000;

/** Why an execution cannot be redriven, in AWS's words; undefined when it can. */
export function notRedrivable(record: ExecutionRecord, nowMillis: number): string | undefined {
  if (record.status === 'RUNNING') return 'Execution is RUNNING and cannot be redriven';
  if (record.status === 'SUCCEEDED') return 'Execution is SUCCEEDED and cannot be redriven';
  if (nowMillis > (record.stoppedAt ?? 0) + 14 * DAY_MILLIS)
    return 'Execution has exceeded its redrivable period';
  return record.nextEventId > HISTORY_LIMIT - 1 ? 'Execution history event limit exceeded' : undefined;
}

/**
 * Goes on from the states that did not succeed; what succeeded stays done.
 * @throws AwsError ExecutionNotRedrivable
 */
export function redrive(t: Transition): void {
  const { record } = t;
  const reason = notRedrivable(record, t.now);
  if (reason !== undefined) throw new AwsError('ExecutionNotRedrivable', reason);
  record.status = 'RUNNING';
  record.redriveCount += 1;
  record.redrivenAt = t.now;
  for (const field of ['stoppedAt', 'error', 'cause'] as const) delete record[field];
  if (t.definition.timeoutSeconds !== undefined) record.dueAt = t.now + t.definition.timeoutSeconds * 1000;
  const details = { redriveCount: record.redriveCount };
  const event = append(t, undefined, 'ExecutionRedriven', details, record.nextEventId - 1);
  const scopes = Object.values(record.scopes);
  const parents = new Set(scopes.map((scope) => scope.parent));
  for (const scope of scopes.filter(({ id }) => !parents.has(id))) {
    scope.retries = [];
    scope.last = event;
    // Task, Parallel and Map are begun again inside the state; the others are entered anew.
    const { Type: type } = stateOf(t, scope);
    const again = type === 'Task' || type === 'Parallel' || type === 'Map';
    t.ready.push({ scope, as: again ? 'again' : 'enter' });
  }
}
