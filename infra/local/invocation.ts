import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

const running = new AsyncLocalStorage<string>();

/** Runs a Lambda under its name, which everything it starts can ask for: all of them share this process. */
export function runAs<Value>(functionName: string, run: () => Value): Value {
  return running.run(functionName, run);
}

/** Name of the Lambda whose code asks; undefined outside of one. */
export function runningFunction(): string | undefined {
  return running.getStore();
}

/** What handlers and their libraries read of a Lambda's context. */
export function contextOf(functionName: string): Record<string, unknown> {
  const awsRequestId = randomUUID();
  return {
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:local:000000000000:function:${functionName}`,
    memoryLimitInMB: '512',
    awsRequestId,
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => 30_000,
  };
}
