import * as z from 'zod';
import { keepFile } from '../casework/keep-file.ts';
import { deliverMessages } from '../casework/deliver-messages.ts';
import { defineStep, stepHandler, StepOutcome } from '../runtime/step.ts';

const input = z.object({
  applicationId: z.string(),
  /** The file is kept although a message could not be sent for minutes: the sweep sends it. */
  untold: z.boolean().default(false),
});

/** A message could not be handed to the provider yet; the machine tries again, and then lets the case go on. */
export class MessagesPending extends StepOutcome {
  override readonly name = 'MessagesPending';
}

/**
 * Last step: sends the messages that are owed, the completion SMS among them, each at most once, and then keeps the
 * file. May run twice.
 */
export const conclude = defineStep({
  name: 'conclude',
  input,
  output: z.strictObject({}),
  async run(world, { applicationId, untold }) {
    if (!untold && !(await deliverMessages(world, applicationId))) throw new MessagesPending(applicationId);
    await keepFile(world, applicationId);
    return {};
  },
});

export const handler = stepHandler(conclude);
