import * as z from 'zod';
import { gradeOf, NO_RATINGS } from '../domain/rating.ts';
import type { RatingStore } from '../ports/registers.ts';
import { ABSENT } from './dynamo-change.ts';
import { KEYS } from './dynamo-keys.ts';
import type { DynamoTable } from './dynamo-table.ts';

const RatingItem = z.object({
  value: z.object({
    caseId: z.string(),
    grade: z.int().transform(gradeOf),
    comment: z.string().exactOptional(),
    ratedAt: z.string(),
  }),
});
const Count = z.int().default(0);
const TallyItem = z.object({ grade1: Count, grade2: Count, grade3: Count, grade4: Count, grade5: Count });

/** Ratings; each is counted in the transaction that keeps it. */
export function createDynamoRatings(table: DynamoTable): RatingStore {
  return {
    async rate(rating) {
      for (;;) {
        const refusal = await table.transact([
          { kind: 'put', item: { ...KEYS.rating(rating.caseId), value: rating }, when: ABSENT },
          {
            kind: 'update',
            key: KEYS.ratingTally(),
            set: { text: `ADD #grade${rating.grade} :one`, values: { one: 1 } },
          },
        ]);
        if (!refusal) return true;
        // Only the condition says that there is one; a conflict is another rating being counted.
        if (refusal.failed.includes(0)) return false;
      }
    },
    async find(caseId) {
      return (await table.get(KEYS.rating(caseId), RatingItem))?.value;
    },
    async tally() {
      const counted = await table.get(KEYS.ratingTally(), TallyItem);
      if (!counted) return NO_RATINGS;
      const { grade1, grade2, grade3, grade4, grade5 } = counted;
      return { 1: grade1, 2: grade2, 3: grade3, 4: grade4, 5: grade5 };
    },
  };
}
