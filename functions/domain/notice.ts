import * as z from 'zod';
import type { Opinion } from './application.ts';
import type { CaseRecord } from './case-record.ts';
import { reasonOf, remediesText } from './refusal.ts';

/** A sentence in both languages. */
export const Words = z.strictObject({ zh: z.string(), en: z.string() });

/** One reason, as the person it concerns reads it. */
export const NoticeReason = z.strictObject({
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  article: z.string(),
  /** The officer's own words, where the reason needs them. */
  note: z.string().nullable(),
});

/** What somebody who is told no is told: every reason at once, each with its article, and the remedies in law. */
export const Notice = z.strictObject({
  outcome: z.enum(['not-accepted', 'refused']),
  decidedAt: z.string(),
  reasons: z.array(NoticeReason),
  remedies: Words,
});
export type Notice = z.input<typeof Notice>;

/**
 * The notice of a case that ended with a no; undefined for every other.
 * @param opinions of the case, in order; the last one is the decision
 * @param county name, as the remedies say it
 * @see docs/rules.md#notices
 */
export function noticeOf(
  record: CaseRecord,
  opinions: readonly Opinion[],
  county: string,
): Notice | undefined {
  const { position } = record;
  const decision = opinions.at(-1);
  if ((position !== 'not-accepted' && position !== 'refused') || !decision) return undefined;
  return {
    outcome: position,
    decidedAt: decision.at,
    reasons: decision.reasons.map(({ code, note }) => {
      const { zh, en, article } = reasonOf(code);
      return { code, zh, en, article, note: note ?? null };
    }),
    remedies: remediesText(county),
  };
}
