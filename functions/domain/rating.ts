import type { Instant } from './instant.ts';
import type { Wording } from './wording.ts';

/** The five grades of 好差评, the best first: 1 is 非常满意. @see docs/rules.md#rating */
export const GRADES = {
  1: { zh: '非常满意', en: 'Very satisfied' },
  2: { zh: '满意', en: 'Satisfied' },
  3: { zh: '基本满意', en: 'Fairly satisfied' },
  4: { zh: '不满意', en: 'Dissatisfied' },
  5: { zh: '非常不满意', en: 'Very dissatisfied' },
} as const satisfies Record<number, Wording>;
export type Grade = keyof typeof GRADES;

/** What somebody says of the service, once for a finished case; kept apart from the case. */
export interface Rating {
  readonly caseId: string;
  readonly grade: Grade;
  readonly comment?: string;
  readonly ratedAt: Instant;
}

/** How many of each grade; all that statistics need, and all they get. */
export type RatingTally = Readonly<Record<Grade, number>>;

/** Before the first rating. */
export const NO_RATINGS: RatingTally = { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 };

/** The grade a number stands for. @throws RangeError when it is none */
export function gradeOf(number: number): Grade {
  switch (number) {
    case 1:
    case 2:
    case 3:
    case 4:
    case 5:
      return number;
    default:
      throw new RangeError(`${number} is no grade`);
  }
}
