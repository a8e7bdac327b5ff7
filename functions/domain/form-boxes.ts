import * as z from 'zod';

/**
 * The twenty boxes of Annex 1, in its order and words: 2 types, 5 of employment, 9 of residence (6 of them under the
 * heading of the rented house, which has no box of its own), 4 of schooling. Codes are flat: a rented house's
 * boxes are `RENTED_HOUSE.*`, so the heading is implied and cannot contradict them.
 * @see docs/rules.md#the-form
 */
export const RECOGNITION_TYPES = {
  EXISTING_PERMIT: { zh: '现有证件互认', en: 'Recognition of an existing permit' },
  REGISTRATION_TIME: { zh: '居住登记时间互认', en: 'Recognition of time registered' },
} as const;

/** Boxes of 证明材料 by ground, each with the words printed beside it. */
export const GROUND_BOXES = {
  employment: {
    LABOR_CONTRACT: { zh: '签订劳动合同', en: 'Labour contract signed' },
    AGRICULTURAL_CONTRACT: { zh: '签订农业承包合同', en: 'Agricultural contract signed' },
    SOCIAL_INSURANCE: { zh: '参加社会保险', en: 'Social insurance paid' },
    BUSINESS_LICENSE: { zh: '持有工商执照', en: 'Business licence held' },
    OTHER: { zh: '其他', en: 'Other' },
  },
  residence: {
    OWNED_HOUSE: { zh: '自购房屋', en: 'House bought' },
    EMPLOYER_DORMITORY: { zh: '单位内部宿舍', en: 'Dormitory of the employer' },
    'RENTED_HOUSE.RENTAL_REGISTRATION': { zh: '办理出租登记', en: 'Rented: letting registered' },
    'RENTED_HOUSE.LEASE_FILING': { zh: '办理租赁登记备案', en: 'Rented: lease filed' },
    'RENTED_HOUSE.LEASE_CONTRACT': { zh: '签订租赁合同', en: 'Rented: lease signed' },
    'RENTED_HOUSE.SAFETY_COMPLIANT': { zh: '符合安全条件', en: 'Rented: safety conditions met' },
    'RENTED_HOUSE.TAXES_PAID': { zh: '依法缴纳税费', en: 'Rented: taxes and fees paid' },
    'RENTED_HOUSE.OTHER': { zh: '其他', en: 'Rented: other' },
    OTHER: { zh: '其他', en: 'Other' },
  },
  schooling: {
    PRIMARY_SCHOOL: { zh: '小学学籍证明', en: 'Enrolled in a primary school' },
    SECONDARY_SCHOOL: { zh: '中学学籍证明', en: 'Enrolled in a secondary school' },
    VOCATIONAL_SCHOOL: { zh: '中高等职业学校学籍证明', en: 'Enrolled in a vocational school' },
    HIGHER_EDUCATION: { zh: '普通高等学校学籍证明', en: 'Enrolled in higher education' },
  },
} as const;

/** What is recognised: an existing permit, or the time of residence registration (Annex 1). */
export const RecognitionType = z.enum(['EXISTING_PERMIT', 'REGISTRATION_TIME']);
export type RecognitionType = z.infer<typeof RecognitionType>;

/** Boxes of lawful and stable employment (Annex 1). */
export const EmploymentBox = z.enum([
  'LABOR_CONTRACT',
  'AGRICULTURAL_CONTRACT',
  'SOCIAL_INSURANCE',
  'BUSINESS_LICENSE',
  'OTHER',
]);
/** Boxes of a lawful and stable residence (Annex 1). */
export const ResidenceBox = z.enum([
  'OWNED_HOUSE',
  'EMPLOYER_DORMITORY',
  'RENTED_HOUSE.RENTAL_REGISTRATION',
  'RENTED_HOUSE.LEASE_FILING',
  'RENTED_HOUSE.LEASE_CONTRACT',
  'RENTED_HOUSE.SAFETY_COMPLIANT',
  'RENTED_HOUSE.TAXES_PAID',
  'RENTED_HOUSE.OTHER',
  'OTHER',
]);
/** Boxes of continuous schooling (Annex 1). */
export const SchoolingBox = z.enum([
  'PRIMARY_SCHOOL',
  'SECONDARY_SCHOOL',
  'VOCATIONAL_SCHOOL',
  'HIGHER_EDUCATION',
]);

/** A ground with one of its own boxes, as `ground/box`: the one name of a ticked box outside the form. */
export const GroundBox = z.union([
  z.templateLiteral(['employment/', EmploymentBox]),
  z.templateLiteral(['residence/', ResidenceBox]),
  z.templateLiteral(['schooling/', SchoolingBox]),
]);
export type GroundBox = z.infer<typeof GroundBox>;

/** The proofs as the form holds them, and what every `其他` that is ticked says. */
export interface TickedProofs {
  readonly employment?: readonly z.infer<typeof EmploymentBox>[] | undefined;
  readonly residence?: readonly z.infer<typeof ResidenceBox>[] | undefined;
  readonly schooling?: readonly z.infer<typeof SchoolingBox>[] | undefined;
}

/** Every ticked box, in the form's order of grounds. */
export function tickedBoxes(proofs: TickedProofs): GroundBox[] {
  return [
    ...(proofs.employment ?? []).map((box) => `employment/${box}` as const),
    ...(proofs.residence ?? []).map((box) => `residence/${box}` as const),
    ...(proofs.schooling ?? []).map((box) => `schooling/${box}` as const),
  ];
}

/** Whether the house is rented: implied as soon as one of its six boxes is ticked. */
export function isRentedHouse(proofs: TickedProofs): boolean {
  return (proofs.residence ?? []).some((box) => box.startsWith('RENTED_HOUSE.'));
}
