import { AwsError } from '../wire.ts';
import type { ExecutionRecord } from './execution-record.ts';
import { HISTORY_LIMIT } from './history-event.ts';
import { append, stateOf, type Transition } from './transition.ts';

const DAY_MILLIS = 86_400_000;

/** Why an execution cannot be redriven, in AWS's words; undefined when it can. */
export function notRedrivable(record: ExecutionRecord, nowMillis: number): string | undefined {
  if (record.status === 'RUNNING') return 'Execution is RUNNING and cannot be redriven';
  if (record.status === 'SUCCEEDED') return 'Execution is SUCCEEDED and cannot be redriven';
  if (nowMillis > (record.stoppedAt ?? 0) + 14 * DAY_MILLIS) return 'Execution redrivable period exceeded';
  if (nowMillis > record.startedAt + 365 * DAY_MILLIS) return 'Execution has exceeded the max execution time';
  return record.nextEventId > HISTORY_LIMIT - 1 ? 'Execution history event limit exceeded' : undefined;
}

/** So many client tokens are remembered, and for so long (AWS API reference). */
const TOKENS = 10;
const TOKEN_MILLIS = 15 * 60_000;

/**
 * Goes on from the states that did not succeed; what succeeded stays done. The same client token again changes nothing.
 * @returns when the execution was redriven
 * @throws AwsError ExecutionNotRedrivable
 */
export function redrive(t: Transition, clientToken: string): number {
  const { record } = t;
  const recent = (record.redrives ?? []).filter(({ at }) => at > t.now - TOKEN_MILLIS);
  const before = recent.find(({ token }) => token === clientToken);
  if (before) return before.at;
  const reason = notRedrivable(record, t.now);
  if (reason !== undefined) throw new AwsError('ExecutionNotRedrivable', reason);
  record.status = 'RUNNING';
  record.redriveCount += 1;
  record.redrivenAt = t.now;
  record.redrives = [...recent, { token: clientToken, at: t.now }].slice(-TOKENS);
  for (const field of ['stoppedAt', 'error', 'cause'] as const) delete record[field];
  if (t.definition.timeoutSeconds !== undefined) record.dueAt = t.now + t.definition.timeoutSeconds * 1000;
  const details = { redriveCount: record.redriveCount };
  const event = append(t, undefined, 'ExecutionRedriven', details, record.nextEventId - 1);
  const scopes = Object.values(record.scopes);
  const parents = new Set(scopes.map((scope) => scope.parent));
  // States that are begun again, and those around them, have all their retries again.
  for (const scope of scopes) scope.retries = [];
  for (const scope of scopes.filter(({ id }) => !parents.has(id))) {
    scope.last = event;
    // Task, Parallel and Map are begun again inside the state; the others are entered anew.
    const { Type: type } = stateOf(t, scope);
    const again = type === 'Task' || type === 'Parallel' || type === 'Map';
    t.ready.push({ scope, as: again ? 'again' : 'enter' });
  }
  return t.now;
}
