import type { Stage } from '../../functions/domain/status.ts';
import { reasonForFinding } from '../../functions/domain/refusal.ts';
import type { FindingId } from '../../functions/domain/finding.ts';
import type { ReasonUse } from '../../functions/domain/refusal-reasons.ts';
import { attempt } from './attempt.ts';
import { answerBars, overdueBars } from './bars-afterwards.ts';
import { claimBars, decisionBars, reassignBars, releaseBars, repeatBars, type Given } from './bars.ts';
import { lastCase, STAGE_AT, type Model, type ModelCase } from './model.ts';
import type { Call, Office } from './office.ts';
import { accepted, endOfCorrection } from './time.ts';

/** Takes the task. */
export async function claim(model: Model, office: Office, who: string): Promise<void> {
  const one = lastCase(model);
  if (!one) return;
  const call: Call = { route: 'claim-task', who, path: { applicationId: one.id }, body: {} };
  await attempt(office, call, claimBars(model, one, who), () => {
    one.holder = who;
  });
}

/** Gives it back. */
export async function release(model: Model, office: Office, who: string): Promise<void> {
  const one = lastCase(model);
  if (!one) return;
  const call: Call = { route: 'release-task', who, path: { applicationId: one.id }, body: {} };
  await attempt(office, call, releaseBars(one, who), () => {
    one.holder = undefined;
  });
}

/** Gives it to somebody else. */
export async function reassign(
  model: Model,
  office: Office,
  { who, to, stale }: { readonly who: string; readonly to: string; readonly stale: boolean },
): Promise<void> {
  const one = lastCase(model);
  if (!one) return;
  const version = office.record(one.id).version + (stale ? 1 : 0);
  const body = { to, reason: '人员外出', version };
  const call: Call = { route: 'reassign-task', who, path: { applicationId: one.id }, body };
  await attempt(office, call, reassignBars(one, who, to, stale), () => {
    one.holder = to;
  });
}

const USE_OF: Readonly<Record<string, ReasonUse>> = {
  'request-correction': 'correction',
  'refuse-to-accept': 'non-acceptance',
  reject: 'refusal',
};

/** Gives an opinion, with every failed finding named or set aside, or with none. */
export async function decide(model: Model, office: Office, given: Given): Promise<void> {
  const one = lastCase(model);
  if (!one) return;
  const { who, stage, outcome, stale, reasoned, saysWhyLate } = given;
  const isLate = one.deadlineAt !== undefined && model.now >= one.deadlineAt;
  const body = {
    stage,
    outcome,
    comment: '按规定办理。',
    ...(reasoned && reasonsFor(one, outcome)),
    ...(isLate && saysWhyLate && { lateReason: '核实材料需要时间' }),
    version: office.record(one.id).version + (stale ? -1 : 0),
  };
  const call: Call = { route: 'record-decision', who, path: { applicationId: one.id }, body };
  const opinion = [who, stage, outcome, body.version].join(' ');
  if (opinion === one.lastOpinion) {
    await attempt(office, call, repeatBars(one, who), () => undefined);
    return;
  }
  const bars = stale && body.version === 0 ? ['MALFORMED'] : [];
  await attempt(office, call, [...bars, ...decisionBars(model, one, given)], () => {
    one.lastOpinion = opinion;
    opinionGiven(model, one, stage, outcome);
    one.officers[stage] = who;
    one.holder = undefined;
  });
}

/** What an officer gives who means it: a reason for each failed finding, or its being set aside. */
function reasonsFor({ failing }: ModelCase, outcome: string): object {
  const use = USE_OF[outcome];
  if (!use) return { overrides: failing.map((findingId) => ({ findingId, reason: '已当面核实' })) };
  const named = failing.map((findingId) => ({
    code: reasonForFinding(findingId as FindingId, use),
    findingId,
    note: '见清单',
  }));
  const form = { code: use === 'refusal' ? 'OTHER' : 'FORM_INCORRECT', note: '请更正' };
  return { reasons: [...named, form] };
}

function opinionGiven(model: Model, one: ModelCase, stage: Stage, outcome: string): void {
  const { now } = model;
  if (outcome === 'accept') {
    if (one.acceptedAt === undefined) {
      one.owed.push('accepted');
      accepted(one, model, now);
    }
    one.place = 'in-review';
  }
  if (outcome === 'request-correction') {
    one.place = 'awaiting-correction';
    one.correctionAskedAt = now;
    one.correctBy = endOfCorrection(model, now);
    one.owed.push('correction');
  }
  if (outcome === 'refuse-to-accept') ended(one, 'not-accepted', now);
  if (outcome === 'endorse' || (outcome === 'reject' && stage === 'review')) one.place = 'in-approval';
  if (outcome === 'return') one.place = stage === 'review' ? 'returned' : 'in-review';
  if (outcome === 'approve') one.place = 'issuing';
  if (outcome === 'reject' && stage === 'approval') ended(one, 'refused', now);
}

function ended(one: ModelCase, place: 'not-accepted' | 'refused', now: string): void {
  one.place = place;
  one.saidNoAt = now;
  one.owed.push(place);
}

/** Says afterwards why a case was late. */
export async function explain(model: Model, office: Office, who: string): Promise<void> {
  const one = lastCase(model);
  if (!one) return;
  const body = { reason: `人员缺岗 ${office.freshKey()}`, code: 'ABSENCE' };
  const call: Call = { route: 'explain-overdue', who, path: { id: one.id }, body };
  await attempt(office, call, overdueBars(one, who), () => undefined);
}

/** Answers “I disagree”. */
export async function answerAgain(model: Model, office: Office, who: string): Promise<void> {
  const one = lastCase(model);
  if (!one) return;
  const body = { outcome: 'upheld', answer: `维持 ${office.freshKey()}` };
  const call: Call = { route: 'answer-second-look', who, path: { id: one.id }, body };
  await attempt(office, call, answerBars(one, who), () => {
    one.secondLook = 'answered';
  });
}

/** Officers who may take the task as it stands. */
export function proper(model: Model, one: ModelCase, everybody: readonly string[]): string[] {
  const free = { ...one, holder: undefined };
  return everybody.filter((who) => claimBars(model, free, who).length === 0);
}

/** The stage that waits; acceptance where none does, to see it refused. */
export function stageOf({ place }: ModelCase): Stage {
  return STAGE_AT[place] ?? 'acceptance';
}
