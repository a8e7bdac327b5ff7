import * as z from 'zod';
import type { AssessmentDay, CountyRules } from './county-rules.ts';
import { assess, overallVerdict, qualifiesOverallOn } from './eligibility.ts';
import { Evidence, ExistingPermit, ExistingPermitStatus, Facts, FactSource } from './facts.ts';
import type { Finding, FindingResult } from './finding.ts';
import { GroundBox, RecognitionType } from './form-boxes.ts';
import type { Day } from './instant.ts';
import { RegistrationRow } from './registration-chain.ts';
import type { Defect } from './rule-error.ts';

/**
 * A fact as a layman sends it: the bare value. The long form, with its source, says the same; whatever source is
 * named, nobody has checked it.
 */
const told = <Value extends z.ZodType>(value: Value) =>
  z
    .union([
      value.transform((bare) => ({ value: bare, source: 'applicant-claim' as const })),
      z.strictObject({ value, source: FactSource.default('applicant-claim') }),
    ])
    .optional();

const { origin, registeredResidenceDivision, birthDate, townshipCode, frail, boardsAtSchool } = Facts.shape;

/**
 * What somebody knows before signing in: little is enough. Everything may be left out, the type too; what is left out
 * is not known and never counts against them. A misspelled fact is refused, for it must not count as left out.
 * @see docs/rules.md#assessment
 */
export const PreCheck = z.strictObject({
  /** Left out: both types are tried. */
  recognitionType: RecognitionType.optional(),
  origin: told(origin.unwrap().shape.value),
  registeredResidenceDivision: told(registeredResidenceDivision.unwrap().shape.value),
  birthDate: told(birthDate.unwrap().shape.value),
  /** A box alone means: I have that, and can show it. */
  grounds: z
    .array(
      z.union([
        GroundBox.transform((box) => ({ box, evidence: 'claimed' as const })),
        z.strictObject({ box: GroundBox, evidence: Evidence.default('claimed') }),
      ]),
    )
    .optional(),
  registrations: told(z.array(z.strictObject(RegistrationRow.shape)).max(500)),
  /** A permit of which nothing is known is an empty object. */
  existingPermits: told(
    z
      .array(z.strictObject({ ...ExistingPermit.shape, status: ExistingPermitStatus.default('UNKNOWN') }))
      .max(50),
  ),
  townshipCode: told(townshipCode.unwrap().shape.value),
  talentOrInvestor: z
    .union([
      z.boolean().transform((claimed) => (claimed ? { evidence: 'claimed' as const } : undefined)),
      z.strictObject({ evidence: Evidence.default('claimed') }),
    ])
    .optional(),
  agent: z
    .strictObject({
      relationship: z.enum(['guardian', 'close-relative']),
      complete: z.boolean().default(true),
    })
    .optional(),
  frail: told(frail.unwrap().shape.value),
  boardsAtSchool: told(boardsAtSchool.unwrap().shape.value),
});

/** Facts that cannot be so yet: a birth, a registration or a permit of a day to come. @returns pointers into the body */
export function factsToCome(asked: z.output<typeof PreCheck>, today: Day): Defect[] {
  const { registrations, existingPermits } = asked;
  const days: Readonly<Record<string, readonly (Day | undefined)[]>> = {
    '/birthDate': [asked.birthDate?.value],
    '/registrations': registrations?.value.map(({ registeredOn }) => registeredOn) ?? [],
    '/existingPermits': existingPermits?.value.map(({ issuedOn }) => issuedOn) ?? [],
  };
  return Object.entries(days)
    .filter(([, given]) => given.some((one) => one !== undefined && one > today))
    .map(([pointer]) => ({ pointer, code: 'DAY_IN_FUTURE' }));
}

/** The answer for one type. */
export interface Prospect {
  readonly recognitionType: RecognitionType;
  readonly verdict: FindingResult;
  readonly qualifiesOn: Day | undefined;
  readonly findings: readonly Finding[];
}

/** The best first. */
const VERDICTS: readonly FindingResult[] = ['met', 'cannot-tell', 'not-met'];

/** The answer for the type asked for, or for both: the more promising first. */
export function prospectsOf(
  asked: z.output<typeof PreCheck>,
  rules: CountyRules,
  day: AssessmentDay,
): readonly Prospect[] {
  const types = asked.recognitionType ? [asked.recognitionType] : RecognitionType.options;
  const prospects = types.map((recognitionType): Prospect => {
    const findings = assess({ ...asked, recognitionType }, rules, day);
    return {
      recognitionType,
      verdict: overallVerdict(findings),
      qualifiesOn: qualifiesOverallOn(findings),
      findings,
    };
  });
  return prospects.toSorted((a, b) => farness(a) - farness(b));
}

/** How far a prospect is from a yes: by its verdict, then by whether waiting is enough, then by how much is wrong. */
function farness({ verdict, qualifiesOn, findings }: Prospect): number {
  const wrong = findings.filter(({ decisive, result }) => decisive && result === 'not-met').length;
  return VERDICTS.indexOf(verdict) * 1000 + (qualifiesOn === undefined ? 100 : 0) + wrong;
}
