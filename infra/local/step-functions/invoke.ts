import type { Outcome } from './answers.ts';
import type { PendingTask } from './execution-record.ts';

/**
 * Calls a function of the product. Rejects with an Error whose `name` is the error name of the States Language
 * and whose `cause` is the Lambda's error answer, `{errorType, errorMessage, trace}`, as a value or as JSON text.
 */
export type InvokeLambda = (
  functionArnOrName: string,
  payload: unknown,
  meta: { readonly executionArn: string; readonly stateName: string },
) => Promise<unknown>;

/** Never rejects: a failed Lambda is an outcome. */
export async function invoke(
  invokeLambda: InvokeLambda,
  task: PendingTask,
  meta: { readonly executionArn: string; readonly stateName: string },
): Promise<Outcome> {
  try {
    // Through JSON, as over the wire: what the Lambda does to its event stays its own affair.
    const payload = JSON.parse(JSON.stringify(task.payload)) as unknown;
    const result = await invokeLambda(task.functionName, payload, meta);
    const text = JSON.stringify(result) as string | undefined;
    return { result: text === undefined ? null : (JSON.parse(text) as unknown) };
  } catch (error) {
    if (!(error instanceof Error)) return { error: 'Error', cause: String(error) };
    return { error: error.name, cause: causeText(error) };
  }
}

function causeText(error: Error): string {
  if (typeof error.cause === 'string') return error.cause;
  const { cause = {} } = error;
  const told = cause instanceof Error || typeof cause !== 'object' || cause === null ? {} : cause;
  return JSON.stringify({ errorType: error.name, errorMessage: error.message, trace: [], ...told });
}
