import * as z from 'zod';
import { CountyRules } from './county-rules.ts';

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/u);

/** Everything that differs between counties, as data: one file a county in `infra/counties`. */
export const County = z.strictObject({
  $comment: z.string().optional(),
  /** One county is one deployment; tokens carry it. */
  id: z.string().regex(/^[a-z]+$/u),
  name: z.string(),
  rules: CountyRules,
  /** Opening and close of business, office zone (Asia/Shanghai). */
  hours: z.strictObject({ opensAt: TimeOfDay, closesAt: TimeOfDay }),
  issuer: z.strictObject({
    /** The organ in whose name a permit is issued (Regulation, art. 19). */
    name: z.string(),
    /** Its unified social credit code, GB 32100; part of every licence identifier. */
    creditCode: z.string().regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/u),
    /** Type code of the licence, GB/T 36904: credit code of the type's registrar and three digits. */
    licenceTypeCode: z.string().regex(/^[0-9A-Z]{21}$/u),
  }),
  /** Who receives applications; the first that lists the applicant's township, else the one marked as default. */
  offices: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z-]+$/u),
        name: z.string(),
        townships: z.array(z.string().regex(/^\d{9}$/u)),
        default: z.boolean().optional(),
      }),
    )
    .min(1)
    .refine(
      (offices) => offices.filter((office) => office.default).length === 1,
      'Exactly one office is the default',
    ),
  /** Whether the acceptor of a case may also review it (small offices); the approver is never either. */
  acceptorMayReview: z.boolean().default(false),
  sms: z.strictObject({
    /** Printed in 【】 before every message. */
    signature: z.string().min(2).max(8),
    enquiries: z.string(),
  }),
  /** How long a draft nobody touches is kept, days. */
  draftDays: z.int().min(1).max(365).default(90),
});
export type County = z.infer<typeof County>;

/** Id of the office that receives an application from this township. */
export function officeFor(county: County, township: string | undefined): string {
  const office =
    county.offices.find(({ townships }) => township !== undefined && townships.includes(township)) ??
    county.offices.find((candidate) => candidate.default);
  if (!office) throw new TypeError(`County ${county.id} has no default office`);
  return office.id;
}
