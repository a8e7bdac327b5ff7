import { contextOf } from './invocation.ts';
import { STEP_LAMBDAS } from './lambdas.ts';

/** Calls the Lambda of a task, as the machine would. @throws Error for a task that is not built */
export async function runStep(name: string, payload: unknown): Promise<unknown> {
  const found = Object.entries(STEP_LAMBDAS).find(([step]) => step === name);
  if (!found) throw new Error(`No Lambda is called ${name}`);
  return found[1](payload, contextOf(name));
}
