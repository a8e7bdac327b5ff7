import middy from '@middy/core';
import type * as z from 'zod';
import type { StepName } from '../manifest.ts';
import type { World } from '../ports.ts';
import { currentWorld } from './container.ts';
import { logFault, logInfo } from './log.ts';
import { NamedFault } from './named-fault.ts';
import { rememberingWorld } from './remembering-world.ts';

/** A task of the machine: what it is sent, what it returns, and what it does. Every step may run twice. */
export interface Step<Input extends z.ZodType, Output extends z.ZodType> {
  readonly name: StepName;
  readonly input: Input;
  readonly output: Output;
  run(world: World, input: z.output<Input>): Promise<z.input<Output>>;
}

/** Thrown, but no fault: an outcome by whose name the machine goes on, in a Catch or a Retry. */
export class StepOutcome extends Error {}

/** Keeps the types of a step while it is written as one object. */
export function defineStep<Input extends z.ZodType, Output extends z.ZodType>(
  step: Step<Input, Output>,
): Step<Input, Output> {
  return step;
}

/**
 * The Lambda of a step. What does not fit its schemas is a fault; an error keeps its name, for the machine's
 * Catch and Retry are written in names.
 */
export function stepHandler<Input extends z.ZodType, Output extends z.ZodType>(step: Step<Input, Output>) {
  return middy<unknown, unknown>().handler(async (event) => {
    const input = step.input.parse(event);
    const applicationId = idOf(input);
    try {
      const output = step.output.parse(await step.run(rememberingWorld(currentWorld()), input));
      logInfo('step-done', { step: step.name, applicationId });
      return output;
    } catch (error) {
      if (error instanceof StepOutcome) {
        logInfo('step-turned', { step: step.name, applicationId, code: error.name });
        throw error;
      }
      logFault('step-failed', error, { step: step.name, applicationId });
      throw new NamedFault(error);
    }
  });
}

function idOf(input: unknown): string | undefined {
  return typeof input === 'object' && input !== null && 'applicationId' in input
    ? String(input.applicationId)
    : undefined;
}
