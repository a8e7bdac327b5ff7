import type { Stage } from '../../functions/domain/status.ts';
import { isOver, openCase, STAGE_AT, type Model, type ModelCase } from './model.ts';
import { ROLE_AT, rolesOf } from './staff.ts';

/** Every rule that an act breaks, by the code of its problem; none: it is carried out. Any of them may be the answer. */
export type Bars = readonly string[];

type Bar = readonly [boolean, string];
/** The codes of the rules that are broken. */
export const broken = (...bars: readonly Bar[]): Bars => bars.flatMap(([is, code]) => (is ? [code] : []));

const STAGES: readonly Stage[] = ['acceptance', 'review', 'approval'];
const OUTCOMES: Readonly<Record<Stage, readonly string[]>> = {
  acceptance: ['accept', 'request-correction', 'refuse-to-accept'],
  review: ['endorse', 'return', 'reject'],
  approval: ['approve', 'return', 'reject'],
};
/** Whether they give opinions at all. */
export const isOfficer = (who: string) => STAGES.some((stage) => rolesOf(who).includes(ROLE_AT[stage]));

/** Their own case, or one of their household as far as the case has learnt of it. */
export const isRelated = (who: string, one: ModelCase) =>
  who === 'own' || (who === 'kin' && one.householdKnown);

/** Three different people give the three opinions; each has the stage's role. */
function forStage(one: ModelCase, stage: Stage | undefined, who: string): Bars {
  if (!stage) return ['ACTION_NOT_ALLOWED'];
  const elsewhere = STAGES.some((at) => at !== stage && one.officers[at] === who);
  return broken([!rolesOf(who).includes(ROLE_AT[stage]), 'NOT_ALLOWED'], [elsewhere, 'SAME_PERSON']);
}

/** Whether the registry must be asked about the household before the officer acts, and what comes of it. */
function household(model: Model, one: ModelCase, who: string): Bars {
  if (who !== 'kin' || one.householdKnown) return [];
  if (!model.silent) return ['OWN_CASE'];
  return one.checks > 0 ? [] : ['TRY_LATER'];
}

function atTask(one: ModelCase, who: string): Bars {
  return [
    ...broken([!isOfficer(who), 'NOT_ALLOWED'], [isRelated(who, one), 'OWN_CASE']),
    ...forStage(one, STAGE_AT[one.place], who),
  ];
}

/** Taking a task; taking one's own again is no error. */
export function claimBars(model: Model, one: ModelCase, who: string): Bars {
  const bars = atTask(one, who);
  if (one.holder === who) return bars;
  return [...bars, ...broken([one.holder !== undefined, 'CLAIMED_BY_OTHER']), ...household(model, one, who)];
}

/** Giving a task back; giving back what nobody holds is no error. */
export function releaseBars(one: ModelCase, who: string): Bars {
  const held = one.holder !== undefined && one.holder !== who;
  return [...atTask(one, who), ...broken([held, 'CLAIMED_BY_OTHER'])];
}

/** A supervisor gives a task to somebody free of every bar. */
export function reassignBars(one: ModelCase, who: string, to: string, stale: boolean): Bars {
  const stage = STAGE_AT[one.place];
  const may = broken(
    [!rolesOf(who).includes('supervisor'), 'NOT_ALLOWED'],
    [isRelated(who, one), 'OWN_CASE'],
    [!stage, 'ACTION_NOT_ALLOWED'],
  );
  if (one.holder === to) return may;
  const barred = forStage(one, stage, to).length > 0 || isRelated(to, one);
  return [...may, ...broken([stale, 'STALE_VERSION'], [barred, 'REASSIGNMENT_REFUSED'])];
}

/** An opinion as it is given. */
export interface Given {
  readonly who: string;
  readonly stage: Stage;
  readonly outcome: string;
  readonly stale: boolean;
  /** Whether every finding that failed is named or set aside, and a no has a reason. */
  readonly reasoned: boolean;
  readonly saysWhyLate: boolean;
}

/** An opinion: of this stage, in time or with its reason, with every failed finding told. */
export function decisionBars(model: Model, one: ModelCase, given: Given): Bars {
  const { who, stage, outcome, stale, reasoned, saysWhyLate } = given;
  const asks = outcome === 'request-correction';
  const impossible = STAGE_AT[one.place] !== stage || !OUTCOMES[stage].includes(outcome);
  const onlyAccept = one.place === 'returned' && outcome !== 'accept';
  const late = one.deadlineAt !== undefined && model.now >= one.deadlineAt;
  const saysNo = asks || outcome === 'refuse-to-accept' || outcome === 'reject';
  const agrees = outcome === 'endorse' || outcome === 'approve';
  const unreasoned = !reasoned && (saysNo || (agrees && one.failing.length > 0));
  return [
    ...atTask(one, who),
    ...broken(
      [stale, 'STALE_VERSION'],
      [one.holder !== who, 'NOT_CLAIMED'],
      [impossible || (onlyAccept && !asks), 'ACTION_NOT_ALLOWED'],
      [asks && (one.correctBy !== undefined || onlyAccept), 'CORRECTION_EXHAUSTED'],
      [late && !saysWhyLate, 'LATE_REASON_REQUIRED'],
      [unreasoned, 'REASONS_INCOMPLETE'],
    ),
    ...household(model, one, who),
  ];
}

/** The same opinion of the same officer again: it gets the same answer, and changes nothing. */
export function repeatBars(one: ModelCase, who: string): Bars {
  return broken([isRelated(who, one), 'OWN_CASE']);
}

/** How an application comes in. */
export interface Submission {
  readonly channel: 'online' | 'window';
  readonly who: string;
  readonly accept: boolean;
  readonly defect: 'none' | 'photo' | 'consents';
}

/** One open application a person, complete and signed. */
export function submissionBars(model: Model, { channel, who, accept, defect }: Submission): Bars {
  const [roles, asked] = [rolesOf(who), defect === 'photo' && model.silent];
  return [
    ...broken(
      [openCase(model) !== undefined, 'OPEN_APPLICATION_EXISTS'],
      // Somebody else's draft is no draft to them.
      [channel === 'online' && who !== 'chen', 'NOT_FOUND'],
      [
        channel === 'window' && (!roles.includes('clerk') || (accept && !roles.includes('acceptor'))),
        'NOT_ALLOWED',
      ],
      [channel === 'window' && who === 'own', 'OWN_CASE'],
      [defect !== 'none', 'FORM_INCOMPLETE'],
      // A paper is missing, and the registry that might stand in for it is silent.
      [asked, 'TRY_LATER'],
    ),
    ...(accept && who === 'kin' ? [model.silent ? 'TRY_LATER' : 'OWN_CASE'] : []),
  ];
}

/** A correction as it is sent. */
export interface Corrected {
  readonly who: string;
  readonly stale: boolean;
  readonly changed: boolean;
}

/** Once, by the holder, or by any clerk for a case of the window. */
export function correctionBars(model: Model, one: ModelCase, { who, stale, changed }: Corrected): Bars {
  const asStaff = who !== 'chen' && who !== 'lin';
  const unknown = who === 'kin' && !one.householdKnown;
  const mine = who === 'chen' || (asStaff && rolesOf(who).includes('clerk') && one.channel === 'window');
  const waits = one.place === 'awaiting-correction';
  return broken(
    [asStaff && !rolesOf(who).includes('clerk'), 'NOT_ALLOWED'],
    [asStaff && isRelated(who, one), 'OWN_CASE'],
    [unknown, model.silent ? 'TRY_LATER' : 'OWN_CASE'],
    [!mine, 'NOT_FOUND'],
    [!waits, 'ACTION_NOT_ALLOWED'],
    [stale, 'STALE_VERSION'],
    [!changed, 'CORRECTION_UNCHANGED'],
  );
}

/** By the holder, until the permit is being issued. */
export function withdrawalBars(one: ModelCase, who: string, stale: boolean): Bars {
  return broken(
    [who !== 'chen', 'NOT_FOUND'],
    [isOver(one) || one.place === 'issuing', 'ACTION_NOT_ALLOWED'],
    [stale, 'STALE_VERSION'],
  );
}
