import type { Action, Awaited, Stage } from './status.ts';

/** The last recorded act and whose opinion is awaited after it, as the machine is told them. */
interface Told {
  readonly outcome: Action | 'waiting';
  readonly stage: Awaited | 'none';
}

/** The acts that lead from an opinion to the next one, or to the issue of the permit. */
const ONWARD: Readonly<
  Record<Stage, { readonly outcomes: readonly Told['outcome'][]; readonly to: Told['stage'] }>
> = {
  acceptance: { outcomes: ['accept'], to: 'review' },
  // A reviewer's `reject` is an opinion: the approver decides.
  review: { outcomes: ['endorse', 'reject'], to: 'approval' },
  approval: { outcomes: ['approve'], to: 'none' },
};

/**
 * Whether what is recorded is what the machine goes on to by itself from the task that was open: the next opinion, the
 * issue, or, after a correction, the keeping of its papers. Wherever it is not, the machine reads the case and chooses.
 */
export function leadsStraightOn(opened: Awaited, { outcome, stage }: Told): boolean {
  if (opened === 'correction') return outcome === 'correct';
  const { outcomes, to } = ONWARD[opened];
  return outcomes.includes(outcome) && stage === to;
}
