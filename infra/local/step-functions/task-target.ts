import { isExpression, type Template } from './definition-schema.ts';

/** What a Task calls: a Lambda by its ARN, or the optimised `lambda:invoke`, with or without a callback. */
export interface TaskTarget {
  /** Set when `Resource` itself is the function; else the function is named by `Arguments.FunctionName`. */
  readonly functionArn: string | undefined;
  readonly waitForToken: boolean;
}

const DIRECT = /^arn:aws[a-z-]*:lambda:[a-z0-9-]*:\d*:function:[\w:$-]+$/u;
const INVOKE = /^arn:aws[a-z-]*:states:::lambda:invoke(\.waitForTaskToken)?$/u;

/** Understands a Resource; answers a sentence of refusal when it is not one of the three kinds. */
export function taskTarget(resource: string, args: Template | undefined): TaskTarget | string {
  if (DIRECT.test(resource)) return { functionArn: resource, waitForToken: false };
  const invoke = INVOKE.exec(resource);
  if (!invoke)
    return `INVALID_RESOURCE: Resource '${resource}' is not supported: only Lambda functions and lambda:invoke are`;
  const named = isExpression(args) || (isObject(args) && args['FunctionName'] !== undefined);
  if (!named) return 'SCHEMA_VALIDATION_FAILED: Arguments/FunctionName is required';
  return { functionArn: undefined, waitForToken: invoke[1] !== undefined };
}

/** Whether a JSON value is an object, neither array nor null. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
