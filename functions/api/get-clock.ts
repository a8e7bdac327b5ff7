import * as z from 'zod';
import { ownCase } from '../casework/own-case.ts';
import { calendarOf } from '../casework/record-facts.ts';
import { ById } from '../casework/views.ts';
import { acceptByOf, deadlineOf } from '../domain/deadline.ts';
import { RuleError } from '../domain/rule-error.ts';
import { endpoint } from '../runtime/endpoint.ts';

const Proof = z.record(z.string(), z.unknown()).nullable();

/**
 * GET /applications/{id}/clock. Both time limits with their proof: the days that count, those skipped and why, the
 * editions of the calendar by hash, the articles. `null` where the clock has not started or a year is not published.
 */
export const getClock = endpoint({
  route: 'get-clock',
  summary: 'The legal time limits, with their computation',
  path: ById,
  success: {
    status: 200,
    body: z.strictObject({
      now: z.string(),
      receivedAt: z.string(),
      acceptance: Proof,
      decision: Proof,
      issuedAt: z.string().nullable(),
    }),
  },
  async run(world, { path, caller }) {
    const { receivedAt, clock, issuedAt } = await ownCase(world, caller, path.id);
    const calendar = await calendarOf(world);
    const { hours } = world.county;
    return {
      status: 200,
      body: {
        now: world.now(),
        receivedAt,
        acceptance: provable(() => acceptByOf(calendar, receivedAt, hours)),
        decision: clock ? provable(() => deadlineOf(calendar, clock.acceptedAt, hours)) : null,
        issuedAt: issuedAt ?? null,
      },
    };
  },
});

function provable(compute: () => object): Record<string, unknown> | null {
  try {
    return { ...compute() };
  } catch (error) {
    if (error instanceof RuleError && error.code === 'CALENDAR_NOT_PUBLISHED') return null;
    throw error;
  }
}
