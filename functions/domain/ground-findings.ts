import type { Evidence, Facts } from './facts.ts';
import { notKnown, type Answer, type Finding, type Rule } from './finding.ts';

type Ground = NonNullable<Facts['grounds']>[number];

/** Weakest first: a result is only as good as what it rests on. */
const SOURCE_OF: Readonly<Record<Evidence, Finding['source']>> = {
  none: 'none',
  claimed: 'applicant-claim',
  document: 'document',
  'data-sharing': 'provincial-registry',
};
const STRENGTH: readonly Evidence[] = ['none', 'claimed', 'document', 'data-sharing'];

/**
 * One of employment, residence and schooling is enough: the plan's 与…之一 reads as "or".
 * An investor or recruited talent without any of the three goes to a human.
 */
export const groundProved: Rule = ({ grounds, talentOrInvestor }): Answer => {
  if (grounds === undefined) return notKnown();
  const facts = { boxes: seen(grounds), talentOrInvestor: talentOrInvestor?.evidence ?? 'not-claimed' };
  const best = STRENGTH.findLast((evidence) => grounds.some((ground) => ground.evidence === evidence));
  if (best !== undefined && best !== 'none') return { result: 'met', facts, source: SOURCE_OF[best] };
  if (talentOrInvestor !== undefined) {
    return { result: 'cannot-tell', facts, source: 'applicant-claim', remedy: 'WAIT_FOR_A_HUMAN' };
  }
  return { result: 'not-met', facts, source: 'applicant-claim', remedy: 'PROVE_ONE_GROUND' };
};

/** Every ticked box has a paper or a registry behind it. Warns: one proved box decides. */
export const boxesEvidenced: Rule = ({ grounds }) => {
  if (grounds === undefined) return notKnown();
  const bare = grounds.filter((ground) => ground.evidence === 'none');
  const facts = { boxes: seen(grounds), without: bare.map((ground) => ground.box) };
  const weakest = STRENGTH.find((evidence) => grounds.some((ground) => ground.evidence === evidence));
  if (bare.length === 0) return { result: 'met', facts, source: SOURCE_OF[weakest ?? 'none'] };
  return { result: 'not-met', facts, source: 'applicant-claim', remedy: 'ATTACH_THE_MISSING_MATERIALS' };
};

/** A rented house not shown to be safe is a warning to the reviewer, never an answer by itself. */
export const rentedHouseSafe: Rule = ({ grounds }) => {
  if (grounds === undefined) return notKnown();
  const rented = grounds.filter((ground) => ground.box.startsWith('residence/RENTED_HOUSE.'));
  const safety = rented.find((ground) => ground.box === 'residence/RENTED_HOUSE.SAFETY_COMPLIANT');
  const evidence = safety?.evidence ?? 'none';
  const facts = { rented: rented.length > 0, safety: safety === undefined ? 'not-ticked' : evidence };
  if (rented.length === 0) return { result: 'met', facts, source: 'applicant-claim' };
  if (evidence !== 'none') return { result: 'met', facts, source: SOURCE_OF[evidence] };
  return { result: 'cannot-tell', facts, source: 'applicant-claim', remedy: 'HAVE_THE_HOUSE_CHECKED' };
};

function seen(grounds: readonly Ground[]): string[] {
  return grounds.map((ground) => `${ground.box}: ${ground.evidence}`);
}
