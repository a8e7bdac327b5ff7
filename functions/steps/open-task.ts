import * as z from 'zod';
import { deliverMessages } from '../casework/deliver-messages.ts';
import { knownCase } from '../casework/record-facts.ts';
import { AWAITED, isClosed } from '../domain/status.ts';
import { defineStep, stepHandler, StepOutcome } from '../runtime/step.ts';

const input = z.object({
  applicationId: z.string(),
  stage: z.enum(AWAITED),
  round: z.int().min(1),
  /** Of the waiting state. Kept in the table, never shown to anybody. */
  token: z.string().min(1),
});

/** Something was recorded for this stage before the task could be opened. The machine catches it by this name. */
export class AlreadyDecided extends StepOutcome {
  override readonly name = 'AlreadyDecided';
}

/** The case has ended, or nobody's opinion is awaited any more. The machine catches it by this name. */
export class CaseClosed extends StepOutcome {
  override readonly name = 'CaseClosed';
}

/**
 * Keeps the token with which an officer's decision will wake the machine, if the case still waits there, and
 * delivers the messages owed by then. May run twice: a fresh token replaces the earlier one.
 */
export const openTask = defineStep({
  name: 'open-task',
  input,
  output: z.strictObject({}),
  async run(world, { applicationId, stage, round, token }) {
    const opened = await world.taskTokens.open({ caseId: applicationId, stage, round, token });
    if (!opened) {
      const { position } = await knownCase(world, applicationId);
      throw isClosed(position) ? new CaseClosed(position) : new AlreadyDecided(position);
    }
    await deliverMessages(world, applicationId);
    return {};
  },
});

export const handler = stepHandler(openTask);
