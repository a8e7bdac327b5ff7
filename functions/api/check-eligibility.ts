import * as z from 'zod';
import { calendarOf } from '../casework/record-facts.ts';
import { assess, overallVerdict, qualifiesOverallOn } from '../domain/eligibility.ts';
import { Facts } from '../domain/facts.ts';
import { dayOf } from '../domain/instant.ts';
import { springFestivals } from '../domain/spring-festival.ts';
import { endpoint } from '../runtime/endpoint.ts';

const Verdict = z.enum(['met', 'not-met', 'cannot-tell']);
const FindingView = z.object({
  id: z.string(),
  result: Verdict,
  decisive: z.boolean(),
  article: z.string(),
  facts: z.record(z.string(), z.unknown()),
  source: z.string(),
  remedy: z.string().optional(),
  qualifiesOn: z.string().optional(),
});

/** POST /eligibility. What-if before signing in: every rule with its answer, and the day one qualifies. Nothing is stored. */
export const checkEligibility = endpoint({
  route: 'check-eligibility',
  summary: 'Pre-check without sign-in; nothing is stored',
  // A misspelled fact must not count as one that is not known.
  body: z.strictObject(Facts.shape),
  success: {
    status: 200,
    body: z.strictObject({
      verdict: Verdict,
      qualifiesOn: z.string().nullable(),
      findings: z.array(FindingView),
    }),
  },
  async run(world, { body }) {
    const day = { today: dayOf(world.now()), springFestivals: springFestivals(await calendarOf(world)) };
    const findings = assess(body, world.county.rules, day);
    return {
      status: 200,
      body: {
        verdict: overallVerdict(findings),
        qualifiesOn: qualifiesOverallOn(findings) ?? null,
        findings,
      },
    };
  },
});
