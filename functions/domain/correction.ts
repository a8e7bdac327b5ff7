import type { Draft, OpenForCorrection } from './application.ts';
import { canonicalJson } from './canonical.ts';
import type { FormDraft } from './form.ts';
import type { Instant } from './instant.ts';
import type { ReasonCode } from './refusal-reasons.ts';
import type { GivenReason } from './refusal.ts';
import type { Defect } from './rule-error.ts';

interface Opens {
  readonly fields: readonly (keyof FormDraft)[];
  readonly grounds: readonly string[];
}

const GROUNDS = ['employment', 'residence', 'schooling'] as const;
const ALL_GROUNDS = [...GROUNDS, 'photo', 'identity', 'existing-permit', 'exemption', 'declaration'] as const;
/** The identity number is never open: another number is another person's application. */
const ALL_FIELDS: readonly (keyof FormDraft)[] = [
  'fullName',
  'sex',
  'ethnicGroup',
  'registeredResidenceDivision',
  'registeredResidenceAddress',
  'currentResidenceAddress',
  'recognitionType',
  'proofs',
  'mobilePhone',
  'existingPermit',
  'residenceRegistrations',
  'agent',
  'talentOrInvestor',
  'frail',
  'boardsAtSchool',
  'employer',
  'school',
  'landlord',
];
const OTHER_TYPE: Opens = {
  fields: ['recognitionType', 'existingPermit', 'residenceRegistrations', 'talentOrInvestor'],
  grounds: ['existing-permit', 'exemption'],
};
const NOTHING: Opens = { fields: [], grounds: [] };

/** What each reason opens. A total map: a new reason does not compile until somebody has chosen. */
const OPENS: Readonly<Record<ReasonCode, Opens>> = {
  NO_GROUND_PROVED: { fields: ['proofs', 'employer', 'school', 'landlord'], grounds: GROUNDS },
  MATERIALS_INCOMPLETE: { fields: ['proofs'], grounds: ALL_GROUNDS },
  RENTED_HOUSE_UNSAFE: { fields: ['proofs', 'landlord', 'currentResidenceAddress'], grounds: ['residence'] },
  NOT_REGISTERED_IN_COUNTY: { fields: ['currentResidenceAddress'], grounds: [] },
  ADDRESS_NOT_AS_REGISTERED: { fields: ['currentResidenceAddress'], grounds: [] },
  GUARDIAN_MUST_APPLY: { fields: ['agent'], grounds: ['identity'] },
  AGENT_NOT_ENTITLED: { fields: ['agent', 'frail'], grounds: ['identity'] },
  NO_EXISTING_PERMIT: OTHER_TYPE,
  EXISTING_PERMIT_NOT_IN_FORCE: OTHER_TYPE,
  EXISTING_PERMIT_OUT_OF_TERM: OTHER_TYPE,
  REGISTRATION_TOO_SHORT: OTHER_TYPE,
  IDENTITY_NOT_CONFIRMED: { fields: ['fullName', 'sex', 'ethnicGroup', 'agent'], grounds: ['identity'] },
  PHOTO_UNSUITABLE: { fields: [], grounds: ['photo'] },
  MATERIAL_UNREADABLE: { fields: [], grounds: ALL_GROUNDS },
  FORM_INCORRECT: { fields: ALL_FIELDS, grounds: [] },
  OTHER: { fields: ALL_FIELDS, grounds: ALL_GROUNDS },
  OUTSIDE_REGIME: NOTHING,
  NOT_FLOATING_POPULATION: NOTHING,
  PERMIT_NOT_FROM_ELSEWHERE: NOTHING,
  FALSE_MATERIALS: NOTHING,
  CORRECTION_REFUSED: NOTHING,
  NOT_OUR_COMPETENCE: NOTHING,
  SECOND_APPLICATION: NOTHING,
};

/** What the applicant may change for these reasons, and until when. @see docs/rules.md#correction */
export function openFor(reasons: readonly GivenReason[], correctBy: Instant): OpenForCorrection {
  const opened = reasons.map(({ code }) => OPENS[code]);
  return {
    reasons,
    fields: [...new Set<string>(opened.flatMap(({ fields }) => fields))],
    grounds: [...new Set(opened.flatMap(({ grounds }) => grounds))],
    correctBy,
  };
}

/**
 * Where a correction changes what was not asked for.
 * @returns pointers into the form; none on a first draft
 */
export function closedFieldDefects(draft: Draft, form: FormDraft): Defect[] {
  const { correction } = draft;
  if (!correction) return [];
  const keys = new Set([...Object.keys(draft.form), ...Object.keys(form)]);
  const before: Readonly<Record<string, unknown>> = draft.form;
  const after: Readonly<Record<string, unknown>> = form;
  return [...keys]
    .filter((key) => !correction.fields.includes(key))
    .filter((key) => canonicalJson(before[key] ?? null) !== canonicalJson(after[key] ?? null))
    .map((key) => ({ pointer: `/${key}`, code: 'FIELD_NOT_OPEN' }));
}

/** Whether files of this ground may be added or taken out. */
export function isGroundOpen(draft: Draft, ground: string): boolean {
  return draft.correction?.grounds.includes(ground) ?? true;
}
