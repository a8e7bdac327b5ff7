import * as z from 'zod';
import { recordOfficeAct } from '../casework/office-acts.ts';
import { readableCase } from '../casework/staff-access.ts';
import { ById, CaseSummary, caseSummary, OwnWords } from '../casework/views.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import { RuleError } from '../domain/rule-error.ts';
import { SECOND_LOOK_OUTCOMES } from '../domain/second-look.ts';
import { routeOf } from '../manifest.ts';
import { endpoint } from '../runtime/endpoint.ts';

const Answered = CaseSummary.extend({
  secondLook: z.strictObject({ outcome: z.enum(SECOND_LOOK_OUTCOMES), answeredAt: z.string() }),
});

/**
 * POST /cases/{id}/second-look-answer. A supervisor who gave no opinion in the case answers “I disagree”, once. The
 * words are for the person; no remedy in law is touched. The same answer again is kept once.
 */
export const answerSecondLook = endpoint({
  route: 'answer-second-look',
  summary: 'Answer a second look',
  path: ById,
  body: z.strictObject({ outcome: z.enum(SECOND_LOOK_OUTCOMES), answer: OwnWords }),
  success: { status: 200, body: Answered },
  async run(world, { path, body: { outcome, answer }, caller }) {
    const readable = await readableCase(world, caller, path.id, routeOf('answer-second-look').roles);
    const { record, details } = readable;
    if (!record.secondLook) throw new RuleError('ACTION_NOT_ALLOWED');
    if (Object.values(record.officers).includes(caller.sub)) throw new RuleError('SAME_PERSON');
    if (record.secondLook.answeredAt !== undefined) {
      const same = record.secondLook.outcome === outcome && details.secondLookAnswer === answer;
      if (!same) throw new RuleError('ACTION_NOT_ALLOWED');
      return { status: 200, body: answered(record, outcome) };
    }
    const fact = { type: 'second-look-answered', outcome } as const;
    const act = { officer: caller.sub, about: 'second-look', words: answer, fact } as const;
    const next = await recordOfficeAct(world, readable, act, { details: { secondLookAnswer: answer } });
    return { status: 200, body: answered(next, outcome) };
  },
});

function answered(
  record: CaseRecord,
  outcome: z.input<typeof Answered>['secondLook']['outcome'],
): z.input<typeof Answered> {
  const answeredAt = record.secondLook?.answeredAt ?? record.receivedAt;
  return { ...caseSummary(record), secondLook: { outcome, answeredAt } };
}
