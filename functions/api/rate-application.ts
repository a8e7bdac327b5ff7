import * as z from 'zod';
import { ownCase } from '../casework/own-case.ts';
import { ById } from '../casework/views.ts';
import { gradeOf, GRADES } from '../domain/rating.ts';
import { RuleError } from '../domain/rule-error.ts';
import { isClosed } from '../domain/status.ts';
import { endpoint } from '../runtime/endpoint.ts';

/**
 * POST /applications/{id}/rating. Rates the service of a finished case, once: 1 is 非常满意, 5 is 非常不满意. It is kept apart
 * from the case and shown to no officer with a name. A lost answer is asked for again by the same `Idempotency-Key`.
 */
export const rateApplication = endpoint({
  route: 'rate-application',
  summary: 'Rate the service',
  path: ById,
  body: z.strictObject({
    grade: z.int().min(1).max(5).meta({
      description:
        '1 非常满意 (very satisfied), 2 满意, 3 基本满意, 4 不满意, 5 非常不满意 (very dissatisfied)',
    }),
    comment: z.string().trim().max(500).optional(),
  }),
  success: {
    status: 201,
    body: z.strictObject({ grade: z.int(), zh: z.string(), en: z.string(), ratedAt: z.string() }),
  },
  async run(world, { path, body, caller }) {
    const { id, position, synthetic } = await ownCase(world, caller, path.id);
    if (!isClosed(position) || synthetic) throw new RuleError('ACTION_NOT_ALLOWED');
    const grade = gradeOf(body.grade);
    const ratedAt = world.now();
    const rated = await world.ratings.rate({
      caseId: id,
      grade,
      ratedAt,
      ...(body.comment && { comment: body.comment }),
    });
    if (!rated) throw new RuleError('ALREADY_RATED');
    return { status: 201, body: { grade, ...GRADES[grade], ratedAt } };
  },
});
