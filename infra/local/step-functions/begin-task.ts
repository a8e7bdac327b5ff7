import { randomUUID } from 'node:crypto';
import type { TaskState } from './definition.ts';
import type { PendingTask, Scope } from './execution-record.ts';
import { evaluate, evaluateInteger, type QueryScope, unexpectedType } from './expressions.ts';
import { checkSize, queryFailure } from './failure.ts';
import { payload } from './history-event.ts';
import { isObject } from './task-target.ts';
import { makeToken } from './task-token.ts';
import { append, queryScope, type Transition } from './transition.ts';

/** Schedules the Lambda call of a Task, with a fresh token where there is a callback. */
export async function beginTask(t: Transition, scope: Scope, state: TaskState): Promise<void> {
  const call = randomUUID();
  if (state.target.waitForToken) scope.token = makeToken(t.record.arn, scope.id, call);
  const query = queryScope(t, scope);
  const args =
    state.Arguments === undefined ? scope.input : await evaluate(state.Arguments, 'Arguments', query);
  checkSize(args, `The arguments of the state '${scope.state}'`);
  const timeout =
    state.TimeoutSeconds === undefined
      ? undefined
      : await evaluateInteger(state.TimeoutSeconds, 'TimeoutSeconds', query, 1);
  const heartbeat =
    state.HeartbeatSeconds === undefined
      ? undefined
      : await evaluateInteger(state.HeartbeatSeconds, 'HeartbeatSeconds', query, 1);
  const task: PendingTask = {
    kind: 'task',
    call,
    submitted: false,
    ...request(state, args),
    timeoutAt: timeout === undefined ? undefined : t.now + timeout * 1000,
    heartbeatMillis: heartbeat === undefined ? undefined : heartbeat * 1000,
    heartbeatAt: heartbeat === undefined ? undefined : t.now + heartbeat * 1000,
  };
  const limits = {
    timeoutInSeconds: timeout,
    heartbeatInSeconds: heartbeat,
    taskCredentials: await credentials(state, query),
  };
  if (state.target.functionArn === undefined) {
    const about = serviceOf(state);
    const parameters = JSON.stringify(args);
    append(t, scope, 'TaskScheduled', { ...about, region: t.region, parameters, ...limits });
    append(t, scope, 'TaskStarted', about);
  } else {
    const input = payload('input', JSON.stringify(args));
    append(t, scope, 'LambdaFunctionScheduled', { resource: state.Resource, ...input, ...limits });
    append(t, scope, 'LambdaFunctionStarted');
  }
  scope.pending = task;
  t.calls.push({ scopeId: scope.id, stateName: scope.state, task });
}

/** The role a task runs under: told in history, and looked at by nobody. */
async function credentials(state: TaskState, query: QueryScope): Promise<{ roleArn: string } | undefined> {
  if (state.Credentials === undefined) return undefined;
  const { RoleArn } = state.Credentials;
  const roleArn = await evaluate(RoleArn, 'Credentials/RoleArn', query);
  if (typeof roleArn === 'string') return { roleArn };
  throw unexpectedType(RoleArn, 'Credentials/RoleArn', 'string', roleArn);
}

function request(state: TaskState, args: unknown): { functionName: string; payload: unknown } {
  if (state.target.functionArn !== undefined)
    return { functionName: state.target.functionArn, payload: args };
  const { FunctionName: name, Payload: given = {} } = isObject(args) ? args : {};
  if (typeof name !== 'string')
    throw queryFailure('Arguments/FunctionName', 'FunctionName must be a string.');
  return { functionName: name, payload: given };
}

/** How history names the integration a Task uses. */
export function serviceOf(state: TaskState): { resourceType: string; resource: string } {
  return {
    resourceType: 'lambda',
    resource: state.target.waitForToken ? 'invoke.waitForTaskToken' : 'invoke',
  };
}
