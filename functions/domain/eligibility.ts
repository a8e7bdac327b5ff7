import type { AssessmentDay, CountyRules } from './county-rules.ts';
import { permitHeld, permitInForce, permitInTerm, permitIssuedElsewhere } from './existing-permit.ts';
import type { Facts } from './facts.ts';
import { findingOf, type Finding, type FindingId, type FindingResult, type Rule } from './finding.ts';
import type { RecognitionType } from './form-boxes.ts';
import { boxesEvidenced, groundProved, rentedHouseSafe } from './ground-findings.ts';
import type { Day } from './instant.ts';
import {
  agentEntitled,
  appliesThroughGuardian,
  floatingPopulation,
  residentRegime,
} from './person-findings.ts';
import { addressAsRegistered, registeredInCounty, registeredSixMonths } from './registration-findings.ts';

const COMMON: readonly (readonly [FindingId, Rule])[] = [
  ['resident-regime', residentRegime],
  ['floating-population', floatingPopulation],
  ['applies-through-guardian', appliesThroughGuardian],
  ['agent-entitled', agentEntitled],
  ['ground-proved', groundProved],
  ['boxes-evidenced', boxesEvidenced],
  ['rented-house-safe', rentedHouseSafe],
  ['registered-in-county', registeredInCounty],
  ['address-as-registered', addressAsRegistered],
];

/** Which rules apply to which type, in the order in which they are shown. */
const RULES_OF: Readonly<Record<RecognitionType, readonly (readonly [FindingId, Rule])[]>> = {
  EXISTING_PERMIT: [
    ...COMMON,
    ['existing-permit-held', permitHeld],
    ['existing-permit-status', permitInForce],
    ['existing-permit-issued-elsewhere', permitIssuedElsewhere],
    ['existing-permit-in-term', permitInTerm],
  ],
  REGISTRATION_TIME: [...COMMON, ['registered-six-months', registeredSixMonths]],
};

/**
 * Applies every rule of the type to the facts, and drops none: the same type always gives the same ids.
 * A fact that is not known gives `cannot-tell`, never `not-met`. People decide; this only gathers.
 * @see docs/rules.md#assessment
 */
export function assess(facts: Facts, rules: CountyRules, day: AssessmentDay): Finding[] {
  return RULES_OF[facts.recognitionType].map(([id, rule]) => findingOf(id, rule(facts, rules, day)));
}

/** `cannot-tell` overall means: a human looks at it. Findings that only warn do not count. */
export function overallVerdict(findings: readonly Finding[]): FindingResult {
  const decisive = findings.filter((finding) => finding.decisive);
  const results = new Set(decisive.map((finding) => finding.result));
  if (results.has('not-met')) return 'not-met';
  return results.has('cannot-tell') ? 'cannot-tell' : 'met';
}

/** The day on which time alone makes every failed decisive rule met; undefined when something else must change too. */
export function qualifiesOverallOn(findings: readonly Finding[]): Day | undefined {
  const failed = findings.filter((finding) => finding.decisive && finding.result === 'not-met');
  const days = failed.flatMap((finding) =>
    finding.qualifiesOn !== undefined && finding.remedy === 'WAIT_UNTIL_QUALIFIED'
      ? [finding.qualifiesOn]
      : [],
  );
  if (days.length === 0 || days.length < failed.length) return undefined;
  return days.reduce((latest, day) => (day > latest ? day : latest));
}
