import * as z from 'zod';
import type { Opinion } from './application.ts';
import type { MessageEvent } from './case-event.ts';
import type { CaseRecord } from './case-record.ts';
import { findingInWords } from './finding-words.ts';
import type { Finding, FindingId } from './finding.ts';
import { toMillis, type Instant } from './instant.ts';
import type { ReasonUse } from './refusal-reasons.ts';
import {
  GivenReason,
  missingReasons,
  Override,
  reasonDefects,
  reasonForFinding,
  reasonOf,
} from './refusal.ts';
import { RuleError, type Defect } from './rule-error.ts';
import { nextPosition, OUTCOMES, STAGES, stageOf } from './status.ts';

/** An officer's decision as it is sent. */
export const Decision = z.strictObject({
  stage: z.enum(STAGES),
  outcome: z.enum([
    'accept',
    'request-correction',
    'refuse-to-accept',
    'endorse',
    'return',
    'reject',
    'approve',
  ]),
  /** The opinion in words, as Annex 1 prints it. */
  comment: z.string().trim().min(1).max(500),
  reasons: z.array(GivenReason).max(30).default([]),
  overrides: z.array(Override).max(30).default([]),
  /** Compulsory once the legal time limit has passed. */
  lateReason: z.string().trim().min(1).max(500).optional(),
  version: z.int().min(1),
});
export type Decision = z.output<typeof Decision>;

/** What a decision's reasons are held against; endings that tell somebody no must name every failed finding. */
const USE_OF: Partial<Record<Decision['outcome'], ReasonUse>> = {
  'request-correction': 'correction',
  'refuse-to-accept': 'non-acceptance',
  reject: 'refusal',
};

/** Which message an outcome owes the applicant; a reviewer's `reject` is only an opinion. */
export function messageOwed(record: CaseRecord, { stage, outcome }: Decision): MessageEvent | undefined {
  if (outcome === 'accept') return record.clock ? undefined : 'accepted';
  if (outcome === 'request-correction') return 'correction';
  if (outcome === 'refuse-to-accept') return 'not-accepted';
  return outcome === 'reject' && stage === 'approval' ? 'refused' : undefined;
}

/**
 * Whether the decision may be recorded: possible at this stage, in time or with its reason, and, where it says no,
 * with **all** failed findings named or each omission justified.
 * @throws RuleError ACTION_NOT_ALLOWED, CORRECTION_EXHAUSTED, LATE_REASON_REQUIRED, REASONS_INCOMPLETE
 * @see docs/rules.md#decision
 */
export function checkDecision(
  record: CaseRecord,
  findings: readonly Finding[],
  decision: Decision,
  now: Instant,
): void {
  const { stage, outcome, lateReason } = decision;
  const possible: readonly string[] = OUTCOMES[stage];
  if (stageOf(record.position) !== stage || !possible.includes(outcome))
    throw new RuleError('ACTION_NOT_ALLOWED');
  // Everything is asked for at once: what could have been named the first time is not asked for later.
  const asksAgain = outcome === 'request-correction' && record.correctBy !== undefined;
  if (asksAgain || !nextPosition(record.position, outcome)) {
    throw new RuleError(outcome === 'request-correction' ? 'CORRECTION_EXHAUSTED' : 'ACTION_NOT_ALLOWED');
  }
  const deadlineAt = record.clock?.deadlineAt;
  const late = deadlineAt !== undefined && toMillis(now) >= toMillis(deadlineAt) && !lateReason;
  const inReasons = reasonsLacking(findings, decision);
  if (late) {
    throw new RuleError('LATE_REASON_REQUIRED', [
      { pointer: '/lateReason', code: 'FIELD_REQUIRED' },
      ...inReasons,
    ]);
  }
  if (inReasons.length > 0) throw new RuleError('REASONS_INCOMPLETE', inReasons);
}

/** What is wrong with the reasons; acceptance judges whether the papers are complete, not whether the rules are met. */
function reasonsLacking(findings: readonly Finding[], { outcome, reasons, overrides }: Decision): Defect[] {
  const use = USE_OF[outcome];
  const agrees = outcome === 'endorse' || outcome === 'approve';
  if (!use && !agrees) return [];
  const missing = missingReasons(findings, use ? reasons : [], overrides);
  const unfounded = use !== undefined && reasons.length === 0 && missing.length === 0;
  return [
    ...reasonDefects(use ?? 'refusal', findings, reasons, overrides),
    ...missing.map(({ id }) => ({
      pointer: use ? '/reasons' : '/overrides',
      code: 'REASON_MISSING' as const,
      params: missingParams(id, use ?? 'refusal'),
    })),
    ...(unfounded ? [{ pointer: '/reasons', code: 'FIELD_REQUIRED' as const }] : []),
  ];
}

/** The failed finding and the reason that answers it, in words for whoever reads and in codes for whoever programs. */
function missingParams(id: FindingId, use: ReasonUse): Readonly<Record<string, string>> {
  const finding = findingInWords({ id, result: 'not-met' });
  const reason = reasonForFinding(id, use);
  const reasonZh = reasonOf(reason).zh.replace(/。$/u, '');
  return { finding: id, findingZh: finding.zh, findingEn: finding.en, reason, reasonZh };
}

/** The same decision sent again by the same officer, recorded by now. */
export function isRepeat(record: CaseRecord, decision: Decision, officer: string): boolean {
  const last = record.lastDecision;
  return (
    last?.officer === officer &&
    last.stage === decision.stage &&
    last.outcome === decision.outcome &&
    last.version === decision.version
  );
}

/** The opinion as it is kept in the file. */
export function opinionOf({ version: _version, ...given }: Decision, officer: string, at: Instant): Opinion {
  return { ...given, officer, at };
}
