import * as z from 'zod';
import { calendarOf } from '../casework/record-facts.ts';
import { FindingWords } from '../casework/views.ts';
import { findingInWords, verdictInWords } from '../domain/finding-words.ts';
import { RecognitionType } from '../domain/form-boxes.ts';
import { dayOf } from '../domain/instant.ts';
import { factsToCome, PreCheck, prospectsOf, type Prospect } from '../domain/pre-check.ts';
import { RuleError } from '../domain/rule-error.ts';
import { springFestivals } from '../domain/spring-festival.ts';
import { endpoint } from '../runtime/endpoint.ts';

const Verdict = z.enum(['met', 'not-met', 'cannot-tell']);
const FindingView = z.strictObject({
  id: z.string(),
  result: Verdict,
  decisive: z.boolean(),
  article: z.string(),
  /** Place in the rule book. */
  anchor: z.string(),
  facts: z.record(z.string(), z.unknown()),
  source: z.string(),
  remedy: z.string().optional(),
  qualifiesOn: z.string().optional(),
  /** The same as one sentence, and what would turn it round. */
  words: FindingWords,
});
const ProspectView = z.strictObject({
  recognitionType: RecognitionType,
  verdict: Verdict,
  words: z.strictObject({ zh: z.string(), en: z.string() }),
  /** The day on which waiting alone makes everything met; null where that is not so. */
  qualifiesOn: z.string().nullable(),
  findings: z.array(FindingView),
});

/**
 * POST /eligibility. What-if before signing in: every rule with its answer in words, and the day one qualifies. Whoever
 * knows little sends little, even nothing: what is left out is never held against them. Nothing is stored.
 */
export const checkEligibility = endpoint({
  route: 'check-eligibility',
  summary: 'Pre-check without sign-in; nothing is stored',
  body: PreCheck,
  success: {
    status: 200,
    body: ProspectView.extend({
      /** The other type, where none was asked for; null else. */
      other: ProspectView.nullable(),
    }),
  },
  async run(world, { body }) {
    const today = dayOf(world.now());
    const defects = factsToCome(body, today);
    if (defects.length > 0) throw new RuleError('MALFORMED', defects);
    const day = { today, springFestivals: springFestivals(await calendarOf(world)) };
    const [best, other] = prospectsOf(body, world.county.rules, day).map(prospectView);
    if (!best) throw new TypeError('There is at least one type');
    return { status: 200, body: { ...best, other: other ?? null } };
  },
});

function prospectView({
  recognitionType,
  verdict,
  qualifiesOn,
  findings,
}: Prospect): z.input<typeof ProspectView> {
  return {
    recognitionType,
    verdict,
    words: { ...verdictInWords(verdict) },
    qualifiesOn: qualifiesOn ?? null,
    findings: findings.map((finding) => ({
      ...finding,
      facts: { ...finding.facts },
      words: findingInWords(finding),
    })),
  };
}
