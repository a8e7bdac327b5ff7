import * as z from 'zod';
import { knownCase } from '../casework/record-facts.ts';
import { Standing, standingOf } from '../casework/standing.ts';
import { defineStep, stepHandler } from '../runtime/step.ts';

/** Tells the machine what is recorded, when something was recorded while no task was open. Reads only. */
export const readCase = defineStep({
  name: 'read-case',
  input: z.object({ applicationId: z.string() }),
  output: Standing,
  async run(world, { applicationId }) {
    return standingOf(world, await knownCase(world, applicationId));
  },
});

export const handler = stepHandler(readCase);
