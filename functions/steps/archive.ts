import * as z from 'zod';
import { keepFile } from '../casework/keep-file.ts';
import { defineStep, stepHandler } from '../runtime/step.ts';

/** Keeps the file. May run twice. Only executions that began before 2026-11-23 call it: see `conclude`. */
export const archive = defineStep({
  name: 'archive',
  input: z.object({ applicationId: z.string() }),
  output: z.strictObject({}),
  async run(world, { applicationId }) {
    await keepFile(world, applicationId);
    return {};
  },
});

export const handler = stepHandler(archive);
