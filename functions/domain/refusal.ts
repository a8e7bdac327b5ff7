import * as z from 'zod';
import type { Finding, FindingId } from './finding.ts';
import type { Wording } from './wording.ts';
import { REASONS, type Reason, type ReasonCode, type ReasonUse } from './refusal-reasons.ts';
import type { Defect } from './rule-error.ts';

const isReasonCode = (code: string): code is ReasonCode => Object.hasOwn(REASONS, code);

/** A reason as an officer gives it. */
export const GivenReason = z.strictObject({
  code: z.string().max(60).refine(isReasonCode, 'not in the catalogue'),
  findingId: z.string().max(60).optional(),
  note: z.string().trim().max(500).optional(),
});
export interface GivenReason {
  readonly code: ReasonCode;
  readonly findingId?: string | undefined;
  readonly note?: string | undefined;
}

/** An officer's word that a failed finding does not stand, and why. */
export const Override = z.strictObject({
  findingId: z.string().max(60),
  reason: z.string().trim().min(1).max(500),
});
export type Override = z.infer<typeof Override>;

/** The catalogue entry, with the optional parts visible. */
export function reasonOf(code: ReasonCode): Reason {
  return REASONS[code];
}

/** The codes an officer may choose from, in the catalogue's order. */
export function reasonsFor(use: ReasonUse): ReasonCode[] {
  return Object.keys(REASONS)
    .filter(isReasonCode)
    .filter((code) => reasonOf(code).uses.includes(use));
}

/** The code that answers a failed finding in this use; `OTHER` where the use has none of its own. */
export function reasonForFinding(finding: FindingId, use: ReasonUse): ReasonCode {
  return reasonsFor(use).find((code) => reasonOf(code).finding === finding) ?? 'OTHER';
}

/**
 * The failed findings that are neither named by a reason nor set aside with a justification: all must be told at once
 * (plan, section 四: 一次性告知理由). A reason names a finding by its id; without an id, the one it answers.
 * `cannot-tell` is no failure. For an approval, pass no reasons: every failed finding then needs its override.
 * @see docs/rules.md#reasons
 */
export function missingReasons(
  findings: readonly Finding[],
  reasons: readonly GivenReason[],
  overrides: readonly Override[],
): Finding[] {
  const named = new Set<string | undefined>(
    reasons.map((reason) => reason.findingId ?? reasonOf(reason.code).finding),
  );
  const justified = new Set<string>(
    overrides.filter(({ reason }) => reason.trim() !== '').map(({ findingId }) => findingId),
  );
  return findings.filter(({ id, result }) => result === 'not-met' && !named.has(id) && !justified.has(id));
}

/**
 * What is wrong with the reasons themselves: not for this use, for another finding, an unknown finding, or without the
 * words they need. @returns pointers into `{reasons, overrides}`
 */
export function reasonDefects(
  use: ReasonUse,
  findings: readonly Finding[],
  reasons: readonly GivenReason[],
  overrides: readonly Override[],
): Defect[] {
  const known = new Set<string>(findings.map(({ id }) => id));
  const ofReasons = reasons.flatMap(({ code, findingId, note }, index): Defect[] => {
    const reason = reasonOf(code);
    const defects: Defect[] = [];
    if (!reason.uses.includes(use))
      defects.push({ pointer: `/reasons/${index}/code`, code: 'REASON_NOT_FOR_OUTCOME' });
    if (findingId !== undefined && (!known.has(findingId) || (reason.finding ?? findingId) !== findingId)) {
      defects.push({ pointer: `/reasons/${index}/findingId`, code: 'REASON_NOT_FOR_FINDING' });
    }
    if (reason.needsNote && !note?.trim()) {
      defects.push({ pointer: `/reasons/${index}/note`, code: 'REASON_NOTE_REQUIRED' });
    }
    return defects;
  });
  const ofOverrides = overrides.flatMap(({ findingId }, index): Defect[] =>
    known.has(findingId)
      ? []
      : [{ pointer: `/overrides/${index}/findingId`, code: 'REASON_NOT_FOR_FINDING' }],
  );
  return [...ofReasons, ...ofOverrides];
}

/** Days within which the county government can be asked to reconsider, from the day the person knew (行政复议法 art. 20). */
const RECONSIDERATION_DAYS = 60;
/** Months within which a court can be asked, from the day the person knew (行政诉讼法 art. 46). */
const LITIGATION_MONTHS = 6;

/**
 * What a non-acceptance or a refusal must say about remedies.
 * @param county its name as written: its government reconsiders what its organs decide (行政复议法 art. 24)
 */
export function remediesText(county: string): Wording {
  return {
    zh: `如不服本决定，可以自知道本决定之日起${RECONSIDERATION_DAYS}日内向${county}人民政府申请行政复议，也可以自知道本决定之日起${LITIGATION_MONTHS}个月内依法向人民法院提起行政诉讼。（《中华人民共和国行政复议法》第二十条、第二十四条；《中华人民共和国行政诉讼法》第四十六条）`,
    en: `You may ask the people's government of the county (${county}) to reconsider within ${RECONSIDERATION_DAYS} days of learning of this decision, or bring an action before the people's court within ${LITIGATION_MONTHS} months of learning of it.`,
  };
}
