import type { ExistingPermit, ExistingPermitStatus, Facts } from './facts.ts';
import { notKnown, type Answer, type FindingRemedy, type FindingResult, type Rule } from './finding.ts';

/**
 * What a permit's status says about recognition. Suspended: the yearly endorsement is overdue, a late one restores it.
 * @see docs/rules.md#existing-permit (条例 art. 19; 暂行条例 art. 10)
 */
const PERMIT_STATUS_RESULTS = {
  NORMAL: { result: 'met' },
  SUSPENDED: { result: 'cannot-tell', remedy: 'RENEW_THE_ENDORSEMENT' },
  TERMINATED: { result: 'not-met', remedy: 'APPLY_BY_REGISTRATION_TIME' },
  CANCELLED: { result: 'not-met', remedy: 'APPLY_BY_REGISTRATION_TIME' },
  UNKNOWN: { result: 'cannot-tell', remedy: 'WAIT_FOR_A_HUMAN' },
} as const satisfies Record<ExistingPermitStatus, { result: FindingResult; remedy?: FindingRemedy }>;

/** Best first: somebody with several permits is judged by the best of them. */
const RANK: readonly ExistingPermitStatus[] = ['NORMAL', 'SUSPENDED', 'UNKNOWN', 'TERMINATED', 'CANCELLED'];

/** A permit exists. Another number than the one on the form is for a human to explain. */
export const permitHeld: Rule = ({ existingPermits }, rules) => {
  if (existingPermits === undefined) return notKnown();
  const { value: permits, source } = existingPermits;
  const permit = permitInQuestion(permits, rules.divisionCode);
  if (permit === undefined) {
    return { result: 'not-met', facts: { permits: 0 }, source, remedy: 'APPLY_BY_REGISTRATION_TIME' };
  }
  if (permit.numberMatches !== false) return { result: 'met', facts: { permits: permits.length }, source };
  const facts = { permits: permits.length, numberMatches: false };
  return { result: 'cannot-tell', facts, source, remedy: 'WAIT_FOR_A_HUMAN' };
};

/** The permit is in force. */
export const permitInForce: Rule = (facts, rules) =>
  ofPermit(facts, rules.divisionCode, (permit, source) => ({
    ...PERMIT_STATUS_RESULTS[permit.status],
    facts: { status: permit.status },
    source,
  }));

/** A permit of this very county is changed or endorsed, not recognised. */
export const permitIssuedElsewhere: Rule = (facts, rules) =>
  ofPermit(facts, rules.divisionCode, (permit, source) => {
    if (permit.issuerDivision === undefined) return notKnown();
    const seen = { issuerDivision: permit.issuerDivision };
    if (!permit.issuerDivision.startsWith(rules.provincePrefix)) {
      return { result: 'not-met', facts: seen, source, remedy: 'APPLY_BY_REGISTRATION_TIME' };
    }
    if (permit.issuerDivision !== rules.divisionCode) return { result: 'met', facts: seen, source };
    return { result: 'not-met', facts: seen, source, remedy: 'USE_CHANGE_OR_ENDORSEMENT' };
  });

/** Permits of the earlier regime stay valid within their term, and a human looks at each (条例 art. 39). */
export const permitInTerm: Rule = (facts, rules, { today }) =>
  ofPermit(facts, rules.divisionCode, (permit, source) => {
    const { issuedOn, validUntil, longTerm = false } = permit;
    const seen = { longTerm, ...(issuedOn && { issuedOn }), ...(validUntil && { validUntil }) };
    if (validUntil !== undefined && validUntil < today) {
      return { result: 'not-met', facts: seen, source, remedy: 'APPLY_BY_REGISTRATION_TIME' };
    }
    if (issuedOn === undefined) return notKnown('WAIT_FOR_A_HUMAN', seen);
    const current = issuedOn >= rules.permitRegimeSince && issuedOn <= today;
    if (current && !longTerm) return { result: 'met', facts: seen, source };
    return { result: 'cannot-tell', facts: seen, source, remedy: 'WAIT_FOR_A_HUMAN' };
  });

function ofPermit(
  { existingPermits }: Facts,
  county: string,
  judge: (permit: ExistingPermit, source: Answer['source']) => Answer,
): Answer {
  if (existingPermits === undefined) return notKnown();
  const { value: permits, source } = existingPermits;
  const permit = permitInQuestion(permits, county);
  if (permit !== undefined) return judge(permit, source);
  return { result: 'not-met', facts: { permits: 0 }, source, remedy: 'APPLY_BY_REGISTRATION_TIME' };
}

/** The permit claimed if it is among them; else the best one, those of other counties first. */
function permitInQuestion(permits: readonly ExistingPermit[], county: string): ExistingPermit | undefined {
  const rank = (permit: ExistingPermit) =>
    (permit.numberMatches === true ? 0 : 100) +
    (permit.issuerDivision === county ? 10 : 0) +
    RANK.indexOf(permit.status);
  return permits.toSorted((a, b) => rank(a) - rank(b))[0];
}
