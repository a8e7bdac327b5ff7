import * as z from 'zod';
import { owedAlarms } from '../casework/owed-alarms.ts';
import { calendarOf, recordBySystem } from '../casework/record-facts.ts';
import { Standing, standingOf } from '../casework/standing.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import { AWAITED } from '../domain/status.ts';
import { toMillis } from '../domain/instant.ts';
import { defineStep, stepHandler } from '../runtime/step.ts';
import type { World } from '../ports.ts';

const input = z.object({
  applicationId: z.string(),
  stage: z.enum([...AWAITED, 'none']),
  round: z.int().min(1),
});

/**
 * An alarm of a waiting case is due: records every one that is owed by now and says when to look again. After five
 * working days without an answer the case counts as accepted from receipt (Licensing Law, art. 32(4)). A correction
 * that does not come lapses. After acceptance no timer ends a case. May run twice: what is recorded stays recorded once.
 */
export const escalate = defineStep({
  name: 'escalate',
  input,
  output: Standing,
  async run(world, { applicationId, round }) {
    const calendar = await calendarOf(world);
    const record = await recordBySystem(world, applicationId, async (current) => {
      if (current.round !== round) return undefined;
      if (!lapsedBy(world, current)) {
        return { facts: owedAlarms(current, calendar, world.county.hours, world.now()) };
      }
      const draft = await world.drafts.find(current.id);
      return { facts: [{ type: 'lapsed' }], extras: { owes: ['lapsed'], ...(draft && { draft }) } };
    });
    return standingOf(world, record);
  },
});

/** A correction that did not come in time ends the case, without prejudice: the person may apply again at once. */
function lapsedBy(world: World, { position, correctBy }: CaseRecord): boolean {
  return (
    position === 'awaiting-correction' &&
    correctBy !== undefined &&
    toMillis(world.now()) >= toMillis(correctBy)
  );
}

export const handler = stepHandler(escalate);
