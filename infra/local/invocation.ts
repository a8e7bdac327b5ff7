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

/** Calls a Lambda that stands somewhere else. @throws Error by the name that the Lambda threw */
export type LambdaElsewhere = (functionName: string, event: unknown) => Promise<unknown>;

let elsewhere: LambdaElsewhere | undefined;

/** Has Lambdas called somewhere else than in this process; without an argument, here again. */
export function callElsewhere(other?: LambdaElsewhere): void {
  elsewhere = other;
}

/** Where Lambdas stand; undefined when in this process. */
export function lambdasElsewhere(): LambdaElsewhere | undefined {
  return elsewhere;
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
