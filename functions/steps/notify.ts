import * as z from 'zod';
import { deliverMessages } from '../casework/deliver-messages.ts';
import { defineStep, stepHandler, StepOutcome } from '../runtime/step.ts';

/** A message could not be handed to the provider yet; the machine tries again, and then lets the case go on. */
export class MessagesPending extends StepOutcome {
  override readonly name = 'MessagesPending';
}

/** Sends the messages that are owed. May run twice. Only executions that began before 2026-11-23 call it: see `conclude`. */
export const notify = defineStep({
  name: 'notify',
  input: z.object({ applicationId: z.string() }),
  output: z.strictObject({}),
  async run(world, { applicationId }) {
    if (!(await deliverMessages(world, applicationId))) throw new MessagesPending(applicationId);
    return {};
  },
});

export const handler = stepHandler(notify);
