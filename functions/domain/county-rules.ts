import * as z from 'zod';
import { isDay, type Day } from './instant.ts';

const CivilDay = z.string().refine(isDay, 'not a civil day');

/**
 * What a county may set about eligibility. The defaults are the readings adopted where the sources are silent.
 * @see docs/rules.md#county-rules
 */
export const CountyRules = z.object({
  /** GB/T 2260 code of the county that recognises. */
  divisionCode: z.string().regex(/^\d{6}$/u),
  /** Its streets, towns and townships by GB/T 2260 code, nine digits; absent where the product knows them. */
  townships: z
    .array(z.strictObject({ code: z.string().regex(/^\d{9}$/u), name: z.string().min(1) }))
    .min(1)
    .optional(),
  /** How the codes of the province begin: registrations elsewhere do not count. */
  provincePrefix: z
    .string()
    .regex(/^\d{2}$/u)
    .default('33'),
  /** Months of registration that the law asks for. */
  months: z.int().min(1).max(60).default(6),
  /** Unregistered days in a row that are passed over without asking anybody. */
  maxGapDays: z.int().min(0).default(10),
  /** Unregistered days in a row that a human may pass over. */
  reviewGapDays: z.int().min(0).default(30),
  /** The same, where the gap overlaps the Spring Festival holiday. */
  reviewGapDaysSpringFestival: z.int().min(0).default(60),
  /** Age, in full years, from which a person applies without a guardian. */
  appliesAloneFromAge: z.int().min(0).default(16),
  /** Permits issued before this day belong to the earlier regime and are looked at by a human. */
  permitRegimeSince: CivilDay.default('2016-07-01'),
});
export type CountyRules = z.infer<typeof CountyRules>;

/** The off-days of one Spring Festival, both ends included, as the State Council's notice lists them. */
export const SpringFestival = z.object({ year: z.int(), from: CivilDay, to: CivilDay });
export interface SpringFestival {
  readonly year: number;
  readonly from: Day;
  readonly to: Day;
}

/** What the outside world contributes to an assessment: the day, and the festivals known on that day. */
export interface AssessmentDay {
  readonly today: Day;
  readonly springFestivals: readonly SpringFestival[];
}
